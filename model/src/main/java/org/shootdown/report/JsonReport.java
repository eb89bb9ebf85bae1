package org.shootdown.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.shootdown.catalogue.Axis;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.result.Range;
import org.shootdown.check.result.Trace;
import org.shootdown.check.result.Verdict;
import org.shootdown.decide.CellResult;

/** Results for other programs. Keys are stable; new ones may join them. */
public final class JsonReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonReport() {}

    /**
     * Writes the JSON text, a cell at a time: the main catalogue's has tens of megabytes.
     *
     * @param traces the traces that were asked for; a scenario's first is written
     */
    public static void write(List<CellResult> results, Map<Scenario, List<Trace>> traces, Writer writer)
            throws IOException {
        try (JsonGenerator json = JSON.createGenerator(writer).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeArrayFieldStart("cells");
            for (CellResult result : results) {
                json.writeTree(cell(result, traces.getOrDefault(result.scenario(), List.of())));
            }
            json.writeEndArray();
            json.writeFieldName("summary");
            json.writeTree(summary(results));
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static ObjectNode cell(CellResult result, List<Trace> traces) {
        ObjectNode cell = JSON.createObjectNode();
        cell.put("scenario", result.scenario().name());
        for (Axis axis : Axis.values()) {
            cell.put(axis.id(), result.scenario().on(axis));
        }
        cell.put("verdict", result.verdict().name());
        cell.put("why", Summary.whyUndecided(result).orElse(null));
        cell.put("property", result.firstBroken().map(Enum::name).orElse(null));
        cell.put("states", result.effort().states());
        cell.put("transitions", result.effort().transitions());
        cell.put("millis", TimeUnit.NANOSECONDS.toMillis(result.effort().nanos()));
        range(cell, "flushIpis", result.ipis().flush());
        range(cell, "syncIpis", result.ipis().sync());
        range(cell, "disturbed", result.ipis().disturbed());
        traces.stream().findFirst().ifPresent(trace -> trace(cell.putArray("trace"), trace));
        return cell;
    }

    private static void range(ObjectNode cell, String key, Range range) {
        if (range.isEmpty()) {
            cell.putNull(key);
        } else {
            cell.putObject(key).put("min", range.min()).put("max", range.max());
        }
    }

    /** The steps of a trace, as every report has them. */
    static void trace(ArrayNode steps, Trace trace) {
        for (Trace.Event event : trace.events()) {
            ObjectNode step = steps.addObject();
            step.put("step", steps.size());
            step.put("cpu", trace.processors().get(event.processor()));
            step.put("context", event.context().name().toLowerCase(Locale.ROOT));
            step.put("source", event.source());
            step.put("text", event.text());
        }
    }

    private static ObjectNode summary(List<CellResult> results) {
        ObjectNode summary = JSON.createObjectNode();
        summary.put("cells", results.size());
        for (Verdict verdict : Verdict.values()) {
            summary.put(
                    verdict.name().toLowerCase(Locale.ROOT),
                    results.stream().filter(r -> r.verdict() == verdict).count());
        }
        return summary.put("states", Wording.totalStates(results));
    }
}
