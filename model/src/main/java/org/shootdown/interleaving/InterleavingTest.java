package org.shootdown.interleaving;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.result.Goal;
import org.shootdown.check.result.Trace;
import org.shootdown.check.result.Verdict;
import org.shootdown.interleaving.Expectations.Expectation;
import org.shootdown.machine.Machine;
import org.shootdown.machine.ModelError;
import org.shootdown.machine.Observation;
import org.shootdown.machine.Property;
import org.shootdown.machine.Situation;

/** An {@linkplain Interleavings annotated class}, ready to be explored. */
public final class InterleavingTest {
    private final Class<?> type;
    private final Interleavings annotation;
    private final RaceModel model;
    private final Expectations expectations;

    /** @throws ModelError if {@code type} is not annotated, or not as it should be */
    public InterleavingTest(Class<?> type) {
        this.type = type;
        annotation = type.getAnnotation(Interleavings.class);
        if (annotation == null) {
            throw new ModelError("class " + type.getName() + " is not annotated with @Interleavings");
        }
        model = new RaceModel(type);
        expectations = new Expectations(type, model.machine());
    }

    /** The memory models it is explored under. */
    public List<MemoryModel> memories() {
        return List.of(annotation.memory());
    }

    /** Why it should not be run for now, if so. */
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

    /**
     * Explores every execution under one memory model and compares its outcomes with what is expected.
     *
     * @throws ModelError if an actor is no sound model
     */
    public Findings explore(MemoryModel memory) {
        CheckOptions options = CheckOptions.exhaustive(memory);
        Machine machine = machine();
        CheckResult result = Checker.check(machine, options);
        Map<String, Goal> goals = new LinkedHashMap<>();
        for (Property property : Property.values()) {
            if (result.broken().contains(property)) {
                goals.put(property.name(), new Goal.Broken(property));
            }
        }
        result.outcomes().stream()
                .sorted((a, b) -> Expectations.text(a).compareTo(Expectations.text(b)))
                .forEach(values -> goals.put(Expectations.text(values), goal(values, memory)));
        List<Seen> outcomes =
                goals.keySet().stream().map(id -> seen(id, memory)).toList();
        List<Failure> failures = new ArrayList<>();
        for (Seen outcome : outcomes) {
            if (outcome.expect() == Expect.FORBIDDEN) {
                failures.add(new Failure(
                        "forbidden outcome " + outcome.inWords() + " is reached",
                        Checker.trace(machine, options, goals.get(outcome.id()))));
            }
        }
        if (result.verdict() == Verdict.INCOMPLETE) {
            failures.add(
                    new Failure("the search hit its limit of " + options.maxStates() + " states", Optional.empty()));
        } else {
            List<String> ids = List.copyOf(goals.keySet());
            for (String id : expectations.missing(ids, memory)) {
                failures.add(new Failure("interesting outcome " + id + " is never reached", Optional.empty()));
            }
            for (Situation situation : result.missing()) {
                failures.add(new Failure("situation '" + situation + "' is never reached", Optional.empty()));
            }
        }
        return new Findings(type.getSimpleName(), memory, result.states(), outcomes, failures);
    }

    private Goal goal(List<Integer> values, MemoryModel memory) {
        Seen outcome = seen(Expectations.text(values), memory);
        return new Goal.Outcome(values, "the execution ends with the forbidden outcome " + outcome.inWords());
    }

    /** An outcome that was reached, with what is expected of it. */
    public record Seen(String id, Expect expect, String description) {
        String inWords() {
            return description.isEmpty() ? id : id + " (" + description + ")";
        }
    }

    /**
     * Something that is not as expected.
     *
     * @param trace a shortest execution that shows it, where one can
     */
    public record Failure(String what, Optional<Trace> trace) {}
}
