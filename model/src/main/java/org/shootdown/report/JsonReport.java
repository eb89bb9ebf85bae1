package org.shootdown.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.shootdown.check.Verdict;
import org.shootdown.check.explore.Exploration.Range;
import org.shootdown.check.explore.Trace;
import org.shootdown.scenario.Axis;
import org.shootdown.scenario.CellResult;
import org.shootdown.scenario.Scenario;

/** Results for other programs. Keys are stable; new ones may join them. */
public final class JsonReport {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private JsonReport() {}

    /**
     * The JSON text.
     *
     * @param traces the traces that were asked for; a scenario's first is written
     */
    public static String render(List<CellResult> results, Map<Scenario, List<Trace>> traces) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode cells = root.putArray("cells");
        for (CellResult result : results) {
            ObjectNode cell = cells.addObject();
            cell.put("scenario", result.scenario().name());
            for (Axis axis : Axis.values()) {
                cell.put(axis.id(), result.scenario().on(axis));
            }
            cell.put("verdict", result.verdict().name());
            cell.put("property", result.firstBroken().map(Enum::name).orElse(null));
            cell.put("states", result.states());
            cell.put("transitions", result.transitions());
            cell.put("millis", TimeUnit.NANOSECONDS.toMillis(result.nanos()));
            range(cell, "flushIpis", result.flush());
            range(cell, "syncIpis", result.sync());
            range(cell, "disturbed", result.disturbed());
            traces.getOrDefault(result.scenario(), List.of()).stream()
                    .findFirst()
                    .ifPresent(trace -> trace(cell.putArray("trace"), trace));
        }
        summary(root.putObject("summary"), results);
        return text(root);
    }

    private static void range(ObjectNode cell, String key, Range range) {
        if (range.isEmpty()) {
            cell.putNull(key);
        } else {
            cell.putObject(key).put("min", range.min()).put("max", range.max());
        }
    }

    private static void trace(ArrayNode steps, Trace trace) {
        for (Trace.Event event : trace.events()) {
            ObjectNode step = steps.addObject();
            step.put("step", steps.size());
            step.put("cpu", trace.processors().get(event.processor()));
            step.put("context", event.context().name().toLowerCase(Locale.ROOT));
            step.put("source", event.source());
            step.put("text", event.text());
        }
    }

    private static void summary(ObjectNode summary, List<CellResult> results) {
        summary.put("cells", results.size());
        for (Verdict verdict : Verdict.values()) {
            summary.put(
                    verdict.name().toLowerCase(Locale.ROOT),
                    results.stream().filter(r -> r.verdict() == verdict).count());
        }
        summary.put("states", Words.totalStates(results));
    }

    private static String text(ObjectNode root) {
        try {
            return JSON.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
