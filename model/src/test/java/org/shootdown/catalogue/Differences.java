package org.shootdown.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shootdown.check.CheckResult;

/** Answers told by what is different: broadcast's where it is UNSAFE, then each policy's where it is not broadcast's. */
final class Differences {
    private static final String BASELINE = "broadcast";

    private final Map<String, CheckResult> results;
    private final Map<String, List<Scenario>> byPolicy = new LinkedHashMap<>();

    /** @param results by scenario name */
    Differences(Map<String, CheckResult> results, List<Scenario> scenarios) {
        this.results = results;
        for (Scenario scenario : scenarios) {
            byPolicy.computeIfAbsent(scenario.on(Axis.POLICY), policy -> new ArrayList<>())
                    .add(scenario);
        }
    }

    String text() {
        StringBuilder text = new StringBuilder(BASELINE + lines(BASELINE, true));
        Map<String, List<String>> policiesByLines = new LinkedHashMap<>();
        for (String policy : byPolicy.keySet()) {
            if (!policy.equals(BASELINE)) {
                policiesByLines
                        .computeIfAbsent(lines(policy, false), lines -> new ArrayList<>())
                        .add(policy);
            }
        }
        policiesByLines.forEach((lines, policies) ->
                text.append("\n").append(String.join(" ", policies)).append(lines));
        return text.toString();
    }

    /**
     * How many scenarios a policy has, so that none goes missing unseen; then one line for each caller, walker, situation
     * and change, with the backends and memory models that it is seen on.
     */
    private String lines(String policy, boolean alone) {
        Map<String, Map<String, String>> memoriesByBackend = new LinkedHashMap<>();
        for (Scenario scenario : byPolicy.get(policy)) {
            String answer = answer(scenario.name());
            String usual = alone ? "SAFE" : answer(BASELINE + scenario.name().substring(policy.length()));
            if (!answer.equals(usual)) {
                String line = String.format(
                        "%-20s %-9s %-11s %s",
                        scenario.on(Axis.OPERATION),
                        scenario.on(Axis.WALKER),
                        scenario.on(Axis.SITUATION),
                        alone ? answer : usual + " -> " + answer);
                memoriesByBackend
                        .computeIfAbsent(line, l -> new LinkedHashMap<>())
                        .merge(scenario.on(Axis.BACKEND), scenario.on(Axis.MEMORY), (a, b) -> a + "," + b);
            }
        }
        StringBuilder text = new StringBuilder(", " + byPolicy.get(policy).size() + " scenarios\n");
        memoriesByBackend.forEach((line, backends) -> {
            List<String> where = new ArrayList<>();
            backends.forEach(
                    (backend, memories) -> where.add(memories.contains(",") ? backend : backend + "/" + memories));
            text.append("  " + line + ": " + String.join(" ", where) + "\n");
        });
        return text.toString();
    }

    /** A scenario that the baseline does not have, such as a boot, would be SAFE there: it decides nothing. */
    private String answer(String name) {
        CheckResult result = results.get(name);
        if (result == null || result.broken().isEmpty()) {
            return result == null ? "SAFE" : result.verdict().toString();
        }
        return result.broken().toString().replaceAll("[\\[\\] ]", "");
    }
}
