package org.shootdown.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.shootdown.catalogue.BadInput;
import org.shootdown.check.result.ProgramContext;
import org.shootdown.check.result.Schedule;
import org.shootdown.check.result.Trace.Kind;
import org.shootdown.decide.KeptSchedule;
import org.shootdown.machine.Property;

/** Kept schedules as JSON files. */
public final class ScheduleFile {
    private static final String FORMAT = "shootdown-schedule";
    private static final int VERSION = 1;
    /** A schedule has some 100 bytes a step, and the longest some 100 steps. */
    private static final int MOST_BYTES = 16 << 20;

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private ScheduleFile() {}

    public static String render(KeptSchedule kept) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT).put("version", VERSION);
        root.put("catalogue", kept.catalogue()).put("scenario", kept.scenario());
        root.put("property", kept.property() == null ? null : kept.property().name());
        root.put("model", kept.fingerprint());
        ArrayNode turns = root.putArray("turns");
        for (Schedule.Turn turn : kept.schedule().turns()) {
            turns.addObject()
                    .put("processor", turn.processor())
                    .put("kind", turn.kind().name())
                    .put("context", turn.context().name())
                    .put("result", turn.result());
        }
        try {
            return JSON.writeValueAsString(root) + "\n";
        } catch (JacksonException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * @throws BadInput if the file cannot be read, is not a schedule, is broken off, or is of another version
     */
    public static KeptSchedule read(Path file) {
        JsonNode root;
        try {
            root = JSON.readTree(text(file));
        } catch (JacksonException e) {
            // A limit that the text exceeds, such as the depth to which brackets nest, has no place in it.
            String place = e.getLocation() == null
                    ? " that can be read"
                    : " from line " + e.getLocation().getLineNr() + " on";
            throw new BadInput(file + ": is not a schedule, or is broken off: no JSON" + place);
        } catch (CharacterCodingException e) {
            throw new BadInput(file + ": is not a schedule: no text in UTF-8");
        } catch (IOException e) {
            throw new BadInput(file + ": cannot be read: " + WholeFile.reason(e));
        }
        if (!root.path("format").asText().equals(FORMAT)) {
            throw new BadInput(file + ": is not a schedule; 'shootdown explain --keep FILE' writes one");
        }
        if (root.path("version").asInt() != VERSION) {
            throw new BadInput(file + ": is a schedule of version "
                    + root.path("version").asText() + "; this is for version " + VERSION);
        }
        try {
            return schedule(root);
        } catch (IllegalArgumentException e) {
            throw new BadInput(file + ": is a schedule with an error: " + e.getMessage());
        }
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new BadInput(file + ": is not a schedule: more than " + (MOST_BYTES >> 20) + " MiB");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }

    private static KeptSchedule schedule(JsonNode root) {
        List<Schedule.Turn> turns = new ArrayList<>();
        for (JsonNode turn : required(root, "turns")) {
            turns.add(new Schedule.Turn(
                    required(turn, "processor").asInt(-1),
                    Kind.valueOf(required(turn, "kind").asText()),
                    ProgramContext.valueOf(required(turn, "context").asText()),
                    required(turn, "result").asInt(-1)));
        }
        return new KeptSchedule(
                required(root, "catalogue").asText(),
                required(root, "scenario").asText(),
                required(root, "property").isNull()
                        ? null
                        : Property.valueOf(root.get("property").asText()),
                required(root, "model").asText(),
                new Schedule(turns));
    }

    private static JsonNode required(JsonNode node, String key) {
        if (!node.has(key)) {
            throw new IllegalArgumentException("there is no \"" + key + "\"");
        }
        return node.get(key);
    }
}
