package org.shootdown.interleaving;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.options.SearchMonitor;
import org.shootdown.check.result.Exploration;
import org.shootdown.check.result.Goal;
import org.shootdown.check.result.Trace;
import org.shootdown.check.unfold.UnfoldOptions;
import org.shootdown.check.unfold.UnfoldedMachine;
import org.shootdown.check.unfold.Unfolder;
import org.shootdown.interleaving.Expectations.Expectation;
import org.shootdown.interleaving.RaceResult.Failure;
import org.shootdown.interleaving.RaceResult.Seen;
import org.shootdown.machine.Machine;
import org.shootdown.machine.ModelError;
import org.shootdown.machine.Observation;
import org.shootdown.machine.Property;
import org.shootdown.machine.Situation;

/** An {@linkplain Interleavings annotated class} with one value for each of its parameters, ready to be explored. */
public final class Race {
    private static final String NO_TRACE = "; the search for a trace to it, which uses no reduction, met its limit";

    private final Interleavings annotation;
    private final Variant variant;
    private final RaceModel model;
    private final Expectations expectations;

    private Race(Class<?> type, RaceMembers members, Cast cast, Variant variant) {
        this.variant = variant;
        annotation = type.getAnnotation(Interleavings.class);
        model = new RaceModel(type, members, cast, variant);
        expectations = new Expectations(type, model.machine(), variant);
    }

    /**
     * The races of a class: one for each combination of its parameters' values, and so a single one without parameters.
     *
     * @throws ModelError if {@code type} is not annotated, or not as it should be
     */
    public static List<Race> of(Class<?> type) {
        if (!type.isAnnotationPresent(Interleavings.class)) {
            throw new ModelError("class " + type.getName() + " is not annotated with @Interleavings");
        }
        RaceMembers members = new RaceMembers(type);
        Cast cast = new Cast(members);
        List<Variant> variants = Variant.of(members);
        for (Outcome outcome : type.getAnnotationsByType(Outcome.class)) {
            for (String assignment : outcome.when()) {
                Variant.check(variants, assignment, members, "@Outcome when");
            }
        }
        return variants.stream()
                .map(variant -> new Race(type, members, cast, variant))
                .toList();
    }

    /** The class's simple name and the values of its parameters, as in {@code Race[fixed=true]}. */
    public String name() {
        return model.name();
    }

    /** The values of its parameters, each as in {@code fixed=true}. */
    public List<String> parameters() {
        return variant.assignments();
    }

    /** The memory models it is explored under. */
    public List<MemoryModel> memories() {
        return List.of(annotation.memory());
    }

    /** Why it should not be explored for now, if so. */
    public Optional<String> disabled() {
        return Optional.of(annotation.disabled()).filter(reason -> !reason.isEmpty());
    }

    /** The machine of the class's actors; the same each time, over an instance of its own. */
    public Machine machine() {
        return model.machine();
    }

    /**
     * What is expected of one execution, as a live machine makes them.
     *
     * @return the outcome as ids write it: the properties that the execution broke, or its values; and its expectation
     */
    public Seen judge(Observation observation, MemoryModel memory) {
        String broken = "";
        for (Property property : Property.values()) {
            broken += observation.broke(property) ? (broken.isEmpty() ? "" : ", ") + property : "";
        }
        if (broken.isEmpty() && observation.values().isEmpty()) {
            return new Seen("nothing broken", Expect.ACCEPTABLE, "");
        }
        return seen(broken.isEmpty() ? Expectations.text(observation.values()) : broken, memory);
    }

    private Seen seen(String outcome, MemoryModel memory) {
        Expectation expectation = expectations.of(outcome, memory);
        return new Seen(outcome, expectation.expect(), expectation.description());
    }

    /** As {@link #explore(CheckOptions, Supplier)}, watched by nobody. */
    public RaceResult explore(CheckOptions options) {
        return explore(options, () -> SearchMonitor.NONE);
    }

    /**
     * Explores every execution under the options' memory model and compares its outcomes with what is expected. The
     * reductions of the search keep the outcomes, the properties broken and the situations reached, which is all that is
     * asked of it. A trace is searched for without them, within the same limits.
     *
     * @param monitors makes a monitor for each search
     * @throws ModelError if an actor is no sound model
     */
    public RaceResult explore(CheckOptions options, Supplier<SearchMonitor> monitors) {
        UnfoldOptions unfolding = UnfoldOptions.ONE.withMaxRunTime(options.maxRunTime());
        UnfoldedMachine unfolded = Unfolder.unfold(model::machine, unfolding);
        Machine machine = unfolded.machine();
        CheckResult result = Checker.check(unfolded, options, monitors.get());
        Map<String, Goal> goals = goals(result, options.memory());
        List<Seen> outcomes =
                goals.keySet().stream().map(id -> seen(id, options.memory())).toList();
        List<Failure> failures = new ArrayList<>();
        for (Seen outcome : outcomes) {
            if (outcome.expect() == Expect.FORBIDDEN) {
                Goal goal = Objects.requireNonNull(goals.get(outcome.id()));
                Optional<Trace> trace = Checker.trace(machine, options, goal, monitors.get());
                failures.add(new Failure(
                        "forbidden outcome " + outcome.inWords() + " is reached" + (trace.isEmpty() ? NO_TRACE : ""),
                        trace));
            }
        }
        if (result.exploration().complete()) {
            for (String id : expectations.missing(List.copyOf(goals.keySet()), options.memory())) {
                failures.add(Failure.of("interesting outcome " + id + " is never reached"));
            }
        }
        return new RaceResult(
                name(), options.memory(), result.states(), outcomes, failures, unproved(machine, result, options));
    }

    private Map<String, Goal> goals(CheckResult result, MemoryModel memory) {
        Map<String, Goal> goals = new LinkedHashMap<>();
        for (Property property : Property.values()) {
            if (result.broken().contains(property)) {
                goals.put(property.name(), new Goal.Broken(property));
            }
        }
        result.outcomes().stream()
                .sorted((a, b) -> Expectations.text(a).compareTo(Expectations.text(b)))
                .forEach(values -> goals.put(Expectations.text(values), goal(values, memory)));
        return goals;
    }

    private Goal goal(List<Integer> values, MemoryModel memory) {
        Seen outcome = seen(Expectations.text(values), memory);
        return new Goal.Outcome(values, "the execution ends with the forbidden outcome " + outcome.inWords());
    }

    /** Why the exploration proves nothing, if so. */
    private static List<RaceResult.Unproved> unproved(Machine machine, CheckResult result, CheckOptions options) {
        Exploration exploration = result.exploration();
        if (!exploration.complete()) {
            return List.of(new RaceResult.Unproved(true, limit(exploration, options)));
        }
        boolean looked =
                result.broken().stream().anyMatch(p -> p == Property.P1 || p == Property.P2 || p == Property.P3);
        List<RaceResult.Unproved> why = new ArrayList<>();
        for (Situation situation : result.missing()) {
            if (situation != machine.insideUnlinked()) {
                why.add(new RaceResult.Unproved(false, "situation '" + situation + "' is never reached"));
            } else if (!looked) {
                why.add(new RaceResult.Unproved(
                        false,
                        "no execution walks or touches a page after its unlink; a race about something else says"
                                + " @Interleavings(mustLookAfterUnlink = false)"));
            }
        }
        return why;
    }

    private static String limit(Exploration exploration, CheckOptions options) {
        return switch (exploration.end()) {
            case STATES -> String.format(Locale.ROOT, "the search met its limit of %,d states", options.maxStates());
            case MEMORY ->
                String.format(
                        Locale.ROOT,
                        "the search met its limit of %,d MiB of states",
                        Math.min(options.maxMemory(), CheckOptions.heapForStates()) >> 20);
            case CANCELLED -> "the search was called off";
            case COMPLETE -> throw new IllegalStateException("complete");
        };
    }
}
