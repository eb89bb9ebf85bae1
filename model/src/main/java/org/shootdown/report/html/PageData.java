package org.shootdown.report.html;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.shootdown.catalogue.Axis;
import org.shootdown.catalogue.Choice;
import org.shootdown.catalogue.Coordinates;
import org.shootdown.check.result.Range;
import org.shootdown.check.result.Trace;
import org.shootdown.check.result.Verdict;
import org.shootdown.decide.CellResult;
import org.shootdown.report.Summary;

/**
 * The page's data as JSON. Thousands of cells share few strings, events and even whole traces, so each of those is
 * stored once and referred to by number; {@code data.js} unpacks them.
 */
final class PageData {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<String, Integer> strings = new LinkedHashMap<>();
    private final Map<Trace.Event, Integer> events = new LinkedHashMap<>();
    private final Map<Trace, Integer> traces = new LinkedHashMap<>();
    private final Map<Axis, Map<String, Integer>> choiceNumbers = new LinkedHashMap<>();
    private final ArrayNode eventRows = MAPPER.createArrayNode();
    private final ArrayNode traceRows = MAPPER.createArrayNode();

    private PageData() {}

    /** The JSON text, safe inside a script element. */
    static String json(List<ReportCell> cells, List<NecessityRow> necessity) {
        return new PageData().write(cells, necessity);
    }

    private String write(List<ReportCell> cells, List<NecessityRow> necessity) {
        ObjectNode page = MAPPER.createObjectNode().put("usualSituation", Coordinates.USUAL_SITUATION);
        writeAxes(page.putArray("axes"), cells);
        writeVerdicts(page.putArray("verdicts"));
        ArrayNode rows = page.putArray("cells");
        for (ReportCell cell : cells) {
            writeCell(rows.addArray(), cell);
        }
        ArrayNode steps = page.putArray("necessity");
        necessity.forEach(row -> writeNecessity(steps.addObject(), row));
        page.set("traces", traceRows);
        page.set("events", eventRows);
        ArrayNode texts = page.putArray("strings");
        strings.keySet().forEach(texts::add);
        try {
            // A "<" occurs within strings only; escaped, no text of a model can end the script element.
            return MAPPER.writeValueAsString(page).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void writeAxes(ArrayNode axes, List<ReportCell> cells) {
        for (Axis axis : Axis.values()) {
            Map<String, Choice> present = new LinkedHashMap<>();
            for (ReportCell cell : cells) {
                Choice choice = cell.result().scenario().choice(axis);
                present.putIfAbsent(choice.id(), choice);
            }
            Map<String, Integer> numbers = new LinkedHashMap<>();
            ObjectNode node = axes.addObject().put("id", axis.id()).put("description", axis.description());
            ArrayNode choices = node.putArray("choices");
            present.values().forEach(choice -> {
                numbers.put(choice.id(), numbers.size());
                choices.addObject().put("id", choice.id()).put("text", choice.description());
            });
            choiceNumbers.put(axis, numbers);
        }
    }

    private static void writeVerdicts(ArrayNode verdicts) {
        for (Verdict verdict : Verdict.values()) {
            verdicts.addObject().put("id", verdict.name()).put("text", meaning(verdict));
        }
    }

    private static String meaning(Verdict verdict) {
        return switch (verdict) {
            case SAFE -> "everything was explored and nothing broke";
            case UNSAFE -> "some execution breaks a property";
            case INCOMPLETE -> "a limit ended the search";
            case VACUOUS -> "a situation that the model is about was never reached";
            case ERROR -> "the model is wrong, or the checker fails on it";
        };
    }

    private void writeCell(ArrayNode row, ReportCell cell) {
        CellResult result = cell.result();
        for (Axis axis : Axis.values()) {
            row.add(Objects.requireNonNull(choiceNumbers.get(axis))
                    .get(result.scenario().on(axis)));
        }
        row.add(string(result.verdict().name()));
        row.add(result.scenario().control() ? 1 : 0);
        row.add(string(Summary.whyUndecided(result).orElse("")));
        CellResult.Effort effort = result.effort();
        row.add(effort.states()).add(effort.transitions()).add(effort.nanos() / 1_000_000);
        for (Range range : List.of(
                result.ipis().flush(), result.ipis().sync(), result.ipis().disturbed())) {
            row.add(range.isEmpty() ? -1 : range.min()).add(range.max());
        }
        ArrayNode numbers = row.addArray();
        cell.traces().forEach(trace -> numbers.add(trace(trace)));
    }

    private void writeNecessity(ObjectNode node, NecessityRow row) {
        node.put("scenario", row.removal().scenario().name());
        node.put("step", row.step());
        node.put("function", row.removal().step().function());
        node.put("source", row.removal().step().source());
        node.put("answer", row.answer());
        node.put("trace", row.allowed().map(this::trace).orElse(null));
    }

    private int string(String text) {
        return strings.computeIfAbsent(text, t -> strings.size());
    }

    private int trace(Trace trace) {
        Integer known = traces.putIfAbsent(trace, traces.size());
        if (known != null) {
            return known;
        }
        ObjectNode node = traceRows.addObject();
        ArrayNode processors = node.putArray("processors");
        trace.processors().forEach(processors::add);
        node.put("property", trace.property().name());
        node.put("meaning", trace.property().meaning());
        node.put("why", trace.why());
        ArrayNode numbers = node.putArray("events");
        trace.events().forEach(event -> numbers.add(event(event)));
        return traceRows.size() - 1;
    }

    private int event(Trace.Event event) {
        Integer known = events.putIfAbsent(event, events.size());
        if (known != null) {
            return known;
        }
        ArrayNode row = eventRows.addArray();
        row.add(event.processor());
        row.add(string(event.kind().name()));
        row.add(string(event.op() == null ? "" : event.op().name()));
        row.add(string(event.context().name()));
        row.add(string(event.function()));
        row.add(string(event.source()));
        row.add(string(event.text()));
        row.add(event.other().orElse(-1));
        ArrayNode buffer = row.addArray();
        event.after().buffer().forEach(entry -> buffer.add(string(entry)));
        row.add(event.after().irqOff() ? 1 : 0);
        row.add(event.after().otherStopped() ? 1 : 0);
        return eventRows.size() - 1;
    }
}
