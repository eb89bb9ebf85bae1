package org.shootdown.catalogue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;

/** What the checker says about many scenarios. Those that are the same machine are decided once. */
final class Decided {
    private final Map<Scenario, CheckResult> results = new LinkedHashMap<>();

    private Decided(List<Scenario> scenarios, boolean reduction) {
        Map<List<Object>, Scenario> machines = new LinkedHashMap<>();
        scenarios.forEach(scenario -> machines.putIfAbsent(machine(scenario), scenario));
        Map<List<Object>, CheckResult> known = machines.entrySet().parallelStream()
                .collect(Collectors.toConcurrentMap(Map.Entry::getKey, entry -> decide(entry.getValue(), reduction)));
        scenarios.forEach(scenario -> results.put(scenario, known.get(machine(scenario))));
    }

    private static List<Object> machine(Scenario scenario) {
        return List.of(scenario.sameness(), scenario.memory());
    }

    private static CheckResult decide(Scenario scenario, boolean reduction) {
        CheckOptions options = CheckOptions.exhaustive(scenario.memory()).withReduction(reduction);
        return Checker.check(scenario.machine().get(), options);
    }

    /** Every state is visited, so that the number of states means something. */
    static Decided exhaustively(List<Scenario> scenarios) {
        return new Decided(scenarios, false);
    }

    /** As fast as can be: only verdicts mean something. */
    static Decided quickly(List<Scenario> scenarios) {
        return new Decided(scenarios, true);
    }

    Map<Scenario, CheckResult> results() {
        return results;
    }

    /** A line for each scenario: its verdict, what is broken after how many steps, and how many states it has. */
    String table() {
        StringBuilder table = new StringBuilder();
        results.forEach((scenario, result) -> table.append(String.format(
                "%-72s %-7s %-21s %,9d states%n", scenario.name(), result.verdict(), broken(result), result.states())));
        return table.toString();
    }

    private static String broken(CheckResult result) {
        StringBuilder all = new StringBuilder();
        result.exploration()
                .broken()
                .forEach((property, steps) -> all.append(all.isEmpty() ? "" : " ")
                        .append(property)
                        .append(" in ")
                        .append(steps));
        return all.toString();
    }
}
