package org.shootdown.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.result.Trace;
import org.shootdown.check.result.Verdict;
import org.shootdown.decide.CellResult;
import org.shootdown.decide.Counterexamples;
import org.shootdown.decide.Matrix;
import org.shootdown.machine.Property;
import org.shootdown.report.Summary;

/** Decides scenarios, and finds counterexamples, under the eyes of a user, who sees the progress and may interrupt. */
final class Deciding {
    private final Terminal terminal;
    private final Search search;

    Deciding(Terminal terminal, Search search) {
        this.terminal = terminal;
        this.search = search;
    }

    /** @param render how to print what is known if the user interrupts */
    List<CellResult> decide(List<Scenario> scenarios, Function<List<CellResult>, String> render) {
        Tally tally = new Tally(scenarios.size(), "cells");
        AtomicInteger unsafe = new AtomicInteger();
        List<CellResult> known = Collections.synchronizedList(new ArrayList<>());
        return search.attend(
                terminal,
                () -> Stream.concat(tally.get().stream(), count(unsafe.get())).toList(),
                work -> new Matrix(search.options(), work).decide(scenarios, result -> {
                    known.add(result);
                    tally.tick();
                    unsafe.addAndGet(result.verdict() == Verdict.UNSAFE ? 1 : 0);
                }),
                () -> interrupted(copyOf(known), scenarios.size(), render));
    }

    private static Stream<String> count(int unsafe) {
        return unsafe == 0 ? Stream.of() : Stream.of(String.format(Locale.ROOT, "%,d UNSAFE", unsafe));
    }

    private static List<CellResult> copyOf(List<CellResult> known) {
        synchronized (known) {
            return List.copyOf(known);
        }
    }

    private void interrupted(List<CellResult> known, int total, Function<List<CellResult>, String> render) {
        if (!known.isEmpty()) {
            terminal.print(render.apply(known));
        }
        long decided = known.stream().filter(CellResult::decided).count();
        String share = String.format(Locale.ROOT, "%,d of %,d cells", decided, total);
        terminal.print("Interrupted: " + share + " are decided; no file is written.\n"
                + Summary.counts(known, terminal.columns())
                + Summary.undecided(known, terminal.columns()));
    }

    /**
     * Finds the executions behind UNSAFE results.
     *
     * @param wanted the properties to show broken, out of those that a result breaks
     * @param render how to print what is known if the user interrupts: given all traces found so far
     */
    Map<Scenario, List<Trace>> explain(
            List<CellResult> results,
            Function<CellResult, Collection<Property>> wanted,
            Function<Map<Scenario, List<Trace>>, String> render) {
        int total = (int) results.stream()
                .filter(result -> !wanted.apply(result).isEmpty())
                .count();
        Tally tally = new Tally(total, "counterexamples");
        Map<Scenario, List<Trace>> known = new ConcurrentHashMap<>();
        BiConsumer<Scenario, List<Trace>> found = (scenario, traces) -> {
            known.put(scenario, traces);
            tally.tick();
        };
        return search.attend(
                terminal,
                tally,
                work -> new Counterexamples(search.options(), work).ofAll(results, wanted, found),
                () -> {
                    terminal.print(render.apply(known));
                    String share = String.format(Locale.ROOT, "%,d of %,d", found(known), total);
                    terminal.print("Interrupted: all cells are decided, but counterexamples are found for " + share
                            + " only; no file is written.\n");
                });
    }

    private static long found(Map<Scenario, List<Trace>> known) {
        return known.values().stream().filter(traces -> !traces.isEmpty()).count();
    }
}
