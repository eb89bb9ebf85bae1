package org.shootdown.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.result.Trace;
import org.shootdown.decide.CellResult;

/** Results for other programs. Keys are stable; new ones may join them. What a key means has a new version with it. */
public final class JsonReport {
    /** What a file of results says that it is. */
    public static final String FORMAT = "shootdown-results";

    /** The version of {@link #FORMAT} that is written, and the only one that is read. */
    public static final int VERSION = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonReport() {}

    /** The cells as they are written, without traces. */
    public static List<ResultRecords.Cell> cells(List<CellResult> results) {
        return results.stream()
                .map(result -> ResultRecords.Cell.of(result, Optional.empty()))
                .toList();
    }

    /** What every file for other programs begins with: what it is, in which version, and by whom. */
    static void head(JsonGenerator json, String format, int version) throws IOException {
        json.writeStringField("format", format);
        json.writeNumberField("version", version);
        json.writeStringField("shootdown", ToolVersion.text());
    }

    /**
     * Writes the JSON text, a cell at a time: the main catalogue's has tens of megabytes.
     *
     * @param traces the traces that were asked for; a scenario's first is written
     */
    public static void write(List<CellResult> results, Map<Scenario, List<Trace>> traces, Writer writer)
            throws IOException {
        try (JsonGenerator json = JSON.createGenerator(writer).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            head(json, FORMAT, VERSION);
            json.writeArrayFieldStart("cells");
            for (CellResult result : results) {
                List<Trace> shown = traces.getOrDefault(result.scenario(), List.of());
                json.writePOJO(ResultRecords.Cell.of(result, shown.stream().findFirst()));
            }
            json.writeEndArray();
            json.writePOJOField("summary", ResultRecords.Totals.of(results));
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }
}
