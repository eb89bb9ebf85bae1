package org.shootdown.synthesis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.SearchMonitor;
import org.shootdown.check.result.Schedule;
import org.shootdown.check.result.Verdict;
import org.shootdown.check.unfold.Fingerprint;
import org.shootdown.check.unfold.UnfoldOptions;
import org.shootdown.check.unfold.UnfoldedMachine;
import org.shootdown.check.unfold.Unfolder;
import org.shootdown.machine.ModelError;
import org.shootdown.machine.Property;

/**
 * Decides one cell after the other, and remembers what killed before: a counterexample of one rule is replayed on the next
 * before anything is searched. A schedule that does not fit proves nothing; one that does, and breaks the property, is a
 * counterexample like any other.
 */
final class Judge {
    /** Of each cell so many counterexamples are kept; more are alike. */
    private static final int KEPT = 6;

    private final CheckOptions options;
    private final Supplier<SearchMonitor> monitors;
    private final boolean replays;
    /** What is known of machines that several rules share, such as those without a sync. */
    private final Map<List<Object>, Optional<Property>> shared = Collections.synchronizedMap(new Recent<>());
    /** The same by what the machines are, however they were made. */
    private final Map<List<Object>, Optional<Property>> machines = Collections.synchronizedMap(new Recent<>());

    private final Map<String, List<Kept>> kept = new ConcurrentHashMap<>();
    final Tally tally = new Tally();

    /** Forgets what was not asked for lately. */
    private static final class Recent<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1;

        private static final int MOST = 10_000;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MOST;
        }
    }

    private record Kept(Property property, Schedule schedule) {}

    /** @param replays whether counterexamples are kept and replayed; without, every cell is searched */
    Judge(CheckOptions options, Supplier<SearchMonitor> monitors, boolean replays) {
        this.options = options;
        this.monitors = monitors;
        this.replays = replays;
    }

    /**
     * What a cell breaks first, or empty if it is SAFE.
     *
     * @param cell the name without the rule
     * @param unfolded the machines of this rule that were unfolded before, by what tells them apart; one that is not there joins
     * @throws Undecided if the limits, or an interruption, leave it open, or if it is VACUOUS
     * @throws ModelError if the rule is wrong
     */
    Optional<Property> broken(String cell, Scenario scenario, Map<Object, UnfoldedMachine> unfolded) {
        List<Object> sameness = List.of(scenario.sameness(), scenario.memory());
        Optional<Property> before = shared.get(sameness);
        if (before != null) {
            tally.known.incrementAndGet();
            return before;
        }
        UnfoldedMachine machine = unfolded.computeIfAbsent(
                scenario.sameness(),
                key -> Unfolder.unfold(
                        scenario.machine(),
                        UnfoldOptions.oneOf(Integer.MAX_VALUE).withMaxRunTime(options.maxRunTime())));
        Optional<Property> broken = decide(cell, scenario, machine);
        shared.put(sameness, broken);
        return broken;
    }

    /** Rules that differ elsewhere may still be the same machine here. */
    private Optional<Property> decide(String cell, Scenario scenario, UnfoldedMachine unfolded) {
        List<Object> machine = List.of(Fingerprint.of(unfolded), scenario.memory());
        Optional<Property> before = machines.get(machine);
        if (before != null) {
            tally.known.incrementAndGet();
            return before;
        }
        Optional<Property> broken = find(cell, scenario, unfolded);
        machines.put(machine, broken);
        return broken;
    }

    private Optional<Property> find(String cell, Scenario scenario, UnfoldedMachine unfolded) {
        for (Kept old : kept.getOrDefault(cell, List.of())) {
            tally.replays.incrementAndGet();
            if (Checker.breaks(unfolded, scenario.memory(), old.property, old.schedule)) {
                tally.killedByReplay.incrementAndGet();
                return Optional.of(old.property);
            }
        }
        tally.searches.incrementAndGet();
        CheckOptions here = options.withMemory(scenario.memory());
        CheckResult result = Checker.check(unfolded, here, monitors.get());
        if (result.verdict() == Verdict.UNSAFE) {
            Property property = result.broken().iterator().next();
            tally.killedBySearch.incrementAndGet();
            keep(cell, unfolded, here, property);
            return Optional.of(property);
        }
        if (result.verdict() != Verdict.SAFE) {
            throw new Undecided(scenario.name() + " is " + result.verdict());
        }
        return Optional.empty();
    }

    private void keep(String cell, UnfoldedMachine unfolded, CheckOptions here, Property property) {
        List<Kept> of = kept.computeIfAbsent(cell, c -> new CopyOnWriteArrayList<>());
        if (replays && of.size() < KEPT) {
            Checker.trace(unfolded, here, property, monitors.get())
                    .ifPresent(trace -> of.add(new Kept(property, Schedule.of(trace))));
        }
    }
}
