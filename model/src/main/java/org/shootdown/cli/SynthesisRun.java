package org.shootdown.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.kernel.Backend;
import org.shootdown.report.ToolVersion;
import org.shootdown.synthesis.Certificate;
import org.shootdown.synthesis.Checkpoint;
import org.shootdown.synthesis.Front;
import org.shootdown.synthesis.Measure;
import org.shootdown.synthesis.PolicySpace;
import org.shootdown.synthesis.Ruling;
import org.shootdown.synthesis.Synthesis;

/** Searches a space of policies on several backends as {@link InterruptibleWork}. */
final class SynthesisRun {
    private final Terminal terminal;
    private final Search search;
    private final PolicySpace space;
    private final List<Backend> backends;
    private final Set<String> cells;
    private final boolean shortcuts;
    private final @Nullable Path checkpoint;
    private final @Nullable Path resume;
    private final List<Ruling> decided = new ArrayList<>();
    private final AtomicInteger resumed = new AtomicInteger();
    private final long start = System.nanoTime();

    /** What came out. */
    record Found(
            Measure measure, List<Front> fronts, List<Certificate> certificates, boolean complete, String statistics) {}

    SynthesisRun(
            Terminal terminal,
            Search search,
            PolicySpace space,
            List<Backend> backends,
            Set<String> cells,
            boolean shortcuts,
            @Nullable Path checkpoint,
            @Nullable Path resume) {
        this.terminal = terminal;
        this.search = search;
        this.space = space;
        this.backends = backends;
        this.cells = cells;
        this.shortcuts = shortcuts;
        this.checkpoint = checkpoint;
        this.resume = resume;
    }

    private String question() {
        return space.id() + " of " + space.candidates().size() + ", " + cells.size() + " cells, "
                + Integer.toHexString(cells.hashCode());
    }

    Found find() {
        String build = ToolVersion.text();
        Map<String, Map<String, Ruling>> known = resume == null ? Map.of() : Checkpoint.read(resume, build, question());
        List<Ruling> before =
                known.values().stream().flatMap(m -> m.values().stream()).toList();
        resumed.set(before.size());
        Checkpoint kept = checkpoint == null ? null : Checkpoint.create(checkpoint, build, question(), before);
        try {
            return search.attend(
                    terminal, this::facts, work -> find(work, known, kept), () -> terminal.print(lastWords()));
        } finally {
            if (kept != null) {
                kept.close();
            }
        }
    }

    private Found find(InterruptibleWork work, Map<String, Map<String, Ruling>> known, @Nullable Checkpoint kept) {
        CheckOptions options = search.options();
        Synthesis synthesis = new Synthesis(
                space,
                main -> main.scenarios().stream().filter(this::isSelected).toList(),
                options,
                work,
                shortcuts);
        Measure measure = new Measure(synthesis, options, work);
        for (Backend backend : backends) {
            Map<String, Ruling> old = known.getOrDefault(backend.id(), Map.of());
            measure.add(backend, synthesis.decide(backend, old, ruling -> {
                synchronized (decided) {
                    decided.add(ruling);
                }
                if (kept != null && ruling.standing() != Ruling.Standing.OPEN) {
                    kept.add(ruling);
                }
            }));
        }
        List<Front> fronts = measure.fronts();
        List<Certificate> certificates = measure.certificates();
        boolean complete = decided.stream().noneMatch(r -> r.standing() == Ruling.Standing.OPEN)
                && decided.size() + resumed.get() == total();
        return new Found(measure, fronts, certificates, complete, statistics(synthesis));
    }

    private boolean isSelected(Scenario scenario) {
        return cells.contains(scenario.name().substring(scenario.name().indexOf('/') + 1));
    }

    private int total() {
        return backends.size() * space.candidates().size();
    }

    private List<String> facts() {
        int now;
        synchronized (decided) {
            now = decided.size();
        }
        int left = total() - now - resumed.get();
        double seconds = (System.nanoTime() - start) / 1e9;
        List<String> facts = new ArrayList<>();
        facts.add(String.format(Locale.ROOT, "%,d of %,d candidates", now + resumed.get(), total()));
        if (now > 0 && left > 0) {
            facts.add(String.format(Locale.ROOT, "about %,.0f s left", seconds / now * left));
        }
        return facts;
    }

    private String statistics(Synthesis synthesis) {
        double seconds = (System.nanoTime() - start) / 1e9;
        return String.format(
                        Locale.ROOT,
                        "%,d rulings in %.1f s: %s.%n%,d cells were searched, %,d known from another rule; %,d counterexamples replayed, of"
                                + " which %,d killed.%n",
                        decided.size(),
                        seconds,
                        standings(),
                        synthesis.tally().searches(),
                        synthesis.tally().known(),
                        synthesis.tally().replays(),
                        synthesis.tally().killedByReplay())
                + openEnds();
    }

    /** What the fronts cannot know. */
    private String openEnds() {
        long open = decided.stream()
                .filter(r -> r.standing() == Ruling.Standing.OPEN)
                .count();
        return open == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%,d rulings are open, by a limit or since they have no cell here: a front may lack what is cheaper.%n",
                        open);
    }

    private String standings() {
        List<String> parts = new ArrayList<>();
        synchronized (decided) {
            for (Ruling.Standing standing : Ruling.Standing.values()) {
                long count =
                        decided.stream().filter(r -> r.standing() == standing).count();
                parts.add(String.format(
                        Locale.ROOT,
                        "%,d %s",
                        count,
                        standing.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
            }
        }
        return String.join(", ", parts);
    }

    /** What stands so far, cheapest first by guess: costs are measured at the end. */
    private String lastWords() {
        StringBuilder out = new StringBuilder();
        synchronized (decided) {
            for (Backend backend : backends) {
                List<String> stand = decided.stream()
                        .filter(r -> r.backend().equals(backend.id()) && r.stands())
                        .map(Ruling::candidate)
                        .limit(10)
                        .toList();
                out.append(backend.id()).append(": ");
                out.append(stand.isEmpty() ? "nothing stands so far" : "stand so far, cheapest first:")
                        .append('\n');
                stand.forEach(id -> out.append("  ").append(id).append('\n'));
            }
            out.append(String.format(
                    Locale.ROOT,
                    "Interrupted: %,d of %,d candidates are decided; no file but the checkpoint is written.%n",
                    decided.size() + resumed.get(),
                    total()));
        }
        return out.toString();
    }
}
