package org.shootdown.decide;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.SearchMonitor;
import org.shootdown.check.result.Trace;
import org.shootdown.machine.Property;

/** Finds the executions behind UNSAFE verdicts. */
public final class Counterexamples {
    private final CheckOptions options;
    private final Supplier<SearchMonitor> monitors;

    /** @param options how to search; the memory model is each scenario's own */
    public Counterexamples(CheckOptions options) {
        this(options, () -> SearchMonitor.NONE);
    }

    /** @param monitors asked for one for each search; when they call searches off, no more are begun */
    public Counterexamples(CheckOptions options, Supplier<SearchMonitor> monitors) {
        this.options = options;
        this.monitors = monitors;
    }

    /**
     * A shortest execution that breaks {@code property}, with the fewest switches among the shortest; empty if there is
     * none within the limits.
     */
    public Optional<Trace> find(Scenario scenario, Property property) {
        return find(scenario, property, options);
    }

    private Optional<Trace> find(Scenario scenario, Property property, CheckOptions each) {
        return Checker.trace(scenario.machine().get(), each.withMemory(scenario.memory()), property, monitors.get());
    }

    /** What one search serves: scenarios that are the same machine, with the same properties to be broken. */
    private record Question(Object sameness, Object memory, List<Property> properties) {
        static Question of(Scenario scenario, Collection<Property> properties) {
            return new Question(scenario.sameness(), scenario.memory(), List.copyOf(properties));
        }
    }

    /** Scenarios that one of them stands for. */
    private record Answer(List<Scenario> scenarios, List<Trace> traces) {}

    /**
     * The executions behind many results, found side by side.
     *
     * @param wanted the properties to show broken, out of those that a result breaks
     * @param progress told of the traces of each scenario that has any wanted, one at a time, in no particular order
     * @return by scenario, in the order of {@code results}; none for a property where the limits kept it from being found
     */
    public Map<Scenario, List<Trace>> ofAll(
            List<CellResult> results,
            Function<CellResult, Collection<Property>> wanted,
            BiConsumer<Scenario, List<Trace>> progress) {
        Map<Question, List<Scenario>> questions = new LinkedHashMap<>();
        for (CellResult result : results) {
            Collection<Property> properties = wanted.apply(result);
            if (!properties.isEmpty()) {
                Question question = Question.of(result.scenario(), properties);
                questions.computeIfAbsent(question, q -> new ArrayList<>()).add(result.scenario());
            }
        }
        int workers = options.atOnce(questions.size());
        CheckOptions each = options.sharedBy(workers);
        Map<Scenario, List<Trace>> found = new HashMap<>();
        Workers.run(workers, questions.entrySet(), asked -> answer(asked.getKey(), asked.getValue(), each), answer -> {
            for (Scenario scenario : answer.scenarios()) {
                found.put(scenario, answer.traces());
                progress.accept(scenario, answer.traces());
            }
        });
        Map<Scenario, List<Trace>> inOrder = new LinkedHashMap<>();
        for (CellResult result : results) {
            if (found.containsKey(result.scenario())) {
                inOrder.put(result.scenario(), found.get(result.scenario()));
            }
        }
        return inOrder;
    }

    private Answer answer(Question question, List<Scenario> scenarios, CheckOptions each) {
        if (monitors.get().cancelled()) {
            return new Answer(List.of(), List.of());
        }
        List<Trace> traces = question.properties().stream()
                .flatMap(property -> find(scenarios.get(0), property, each).stream())
                .toList();
        return new Answer(scenarios, traces);
    }
}
