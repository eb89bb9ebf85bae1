package org.shootdown.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.shootdown.coverage.Coverage;
import org.shootdown.drawing.Wrap;

/** Which lines of the models make no step in any execution, as text and as JSON. */
public final class CoverageReport {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private CoverageReport() {}

    /** @param width how wide lines may be */
    public static String text(Coverage.Result result, int width) {
        StringBuilder text = new StringBuilder();
        int never = result.neverMade().size();
        text.append(Wrap.paragraph(
                Wording.count(result.scenarios(), "scenario") + " with "
                        + Wording.count(result.lines().size(), "line")
                        + " that make steps: "
                        + (never == 0
                                ? "some execution makes each."
                                : Wording.number(never)
                                        + (result.incomplete().isEmpty()
                                                ? " that none makes."
                                                : " that no execution made before a limit.")),
                "",
                "    ",
                width));
        String file = "";
        for (Coverage.Covered covered : result.neverMade()) {
            String head = covered.line().function()
                    + (covered.line().file().isEmpty()
                            ? ""
                            : ", " + covered.line().file() + ", "
                                    + covered.line().version());
            if (!head.equals(file)) {
                text.append('\n').append(Wrap.paragraph(head, "", "    ", width));
                file = head;
            }
            text.append(Wrap.paragraph(
                    covered.line().source() + "  " + String.join(" or ", covered.steps()) + ", in "
                            + Wording.count(covered.scenarios(), "scenario"),
                    "  ",
                    "      ",
                    width));
        }
        for (String name : result.incomplete()) {
            text.append(Wrap.paragraph(
                    "INCOMPLETE " + name + ": a limit ended its search, so that it may make more.", "", "    ", width));
        }
        return text.toString();
    }

    public static String json(Coverage.Result result) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", "shootdown-coverage").put("version", 1).put("tool", ToolVersion.text());
        root.put("scenarios", result.scenarios());
        ArrayNode lines = root.putArray("lines");
        for (Coverage.Covered covered : result.lines()) {
            ObjectNode line = lines.addObject()
                    .put("function", covered.line().function())
                    .put("file", covered.line().file())
                    .put("kernel", covered.line().version())
                    .put("source", covered.line().source());
            ArrayNode steps = line.putArray("steps");
            covered.steps().forEach(steps::add);
            line.put("scenarios", covered.scenarios()).put("made", covered.made());
        }
        ArrayNode incomplete = root.putArray("incomplete");
        result.incomplete().forEach(incomplete::add);
        try {
            return JSON.writeValueAsString(root) + "\n";
        } catch (JacksonException e) {
            throw new IllegalStateException(e);
        }
    }
}
