package org.shootdown.decide;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.SearchMonitor;
import org.shootdown.check.unfold.Fingerprint;
import org.shootdown.check.unfold.UnfoldOptions;
import org.shootdown.check.unfold.UnfoldedMachine;
import org.shootdown.check.unfold.Unfolder;
import org.shootdown.machine.Machine;

/** Decides many scenarios at once, each on a thread of its own while there are enough of them. */
public final class Matrix {
    private final CheckOptions options;
    private final Supplier<SearchMonitor> monitors;
    private final Map<List<Object>, CheckResult> decided = new ConcurrentHashMap<>();

    /** @param options how to search; the memory model is each scenario's own */
    public Matrix(CheckOptions options) {
        this(options, () -> SearchMonitor.NONE);
    }

    /** @param monitors asked for one for each search; when they call searches off, no more are begun */
    public Matrix(CheckOptions options, Supplier<SearchMonitor> monitors) {
        this.options = options;
        this.monitors = monitors;
    }

    /**
     * Decides every scenario. One whose model is wrong, or that the checker fails on, keeps no other from being decided: its
     * result is an {@link Answer.Faulty}.
     *
     * @param progress told of each result as it comes, one at a time, in no particular order
     * @return the results in the order of {@code scenarios}; only some of them if it was called off
     */
    public List<CellResult> decide(List<Scenario> scenarios, Consumer<CellResult> progress) {
        int workers = options.atOnce(scenarios.size());
        CheckOptions each = options.sharedBy(workers);
        Map<Scenario, CellResult> results = new HashMap<>();
        Collection<List<Scenario>> groups = sameMachines(scenarios);
        UnfoldOptions unfolding = UnfoldOptions.oneOf(groups.size()).withMaxRunTime(options.maxRunTime());
        Workers.run(workers, groups, same -> decide(same, each, unfolding), same -> {
            for (CellResult result : same) {
                results.put(result.scenario(), result);
                progress.accept(result);
            }
        });
        return scenarios.stream().map(results::get).filter(Objects::nonNull).toList();
    }

    /** Scenarios that are the same machine, whatever the memory model: unfolded once. */
    private static Collection<List<Scenario>> sameMachines(List<Scenario> scenarios) {
        Map<Object, List<Scenario>> groups = new LinkedHashMap<>();
        for (Scenario scenario : scenarios) {
            groups.computeIfAbsent(scenario.sameness(), key -> new ArrayList<>())
                    .add(scenario);
        }
        return groups.values();
    }

    private List<CellResult> decide(List<Scenario> same, CheckOptions each, UnfoldOptions unfolding) {
        if (monitors.get().cancelled()) {
            return List.of();
        }
        UnfoldedMachine unfolded;
        String fingerprint;
        try {
            unfolded = Unfolder.unfold(builder(same), unfolding);
            fingerprint = Fingerprint.of(unfolded);
        } catch (RuntimeException | Error e) {
            return same.stream().map(s -> CellResult.faulty(s, e)).toList();
        }
        return same.stream()
                .takeWhile(s -> !monitors.get().cancelled())
                .map(s -> decide(s, fingerprint, unfolded, each))
                .toList();
    }

    private CellResult decide(Scenario scenario, String fingerprint, UnfoldedMachine unfolded, CheckOptions each) {
        try {
            return CellResult.of(scenario, decide(fingerprint, unfolded, each.withMemory(scenario.memory())));
        } catch (RuntimeException | Error e) {
            return CellResult.faulty(scenario, e);
        }
    }

    /** Builds the machine of each in turn, so that those said to be the same are compared as well. */
    private static Supplier<Machine> builder(List<Scenario> same) {
        int[] turn = new int[1];
        return () -> same.get(turn[0]++ % same.size()).machine().get();
    }

    /** Machines built differently may still unfold to the same automata; those are searched once. */
    private CheckResult decide(String fingerprint, UnfoldedMachine unfolded, CheckOptions each) {
        return decided.computeIfAbsent(
                List.of(fingerprint, each.memory()), key -> Checker.check(unfolded, each, monitors.get()));
    }
}
