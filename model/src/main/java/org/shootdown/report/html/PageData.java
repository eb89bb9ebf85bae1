package org.shootdown.report.html;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.shootdown.catalogue.Axis;
import org.shootdown.catalogue.Choice;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.result.Range;
import org.shootdown.check.result.Trace;
import org.shootdown.check.result.Verdict;
import org.shootdown.coverage.Coverage;
import org.shootdown.decide.CellResult;
import org.shootdown.findings.Finding;
import org.shootdown.findings.Findings;
import org.shootdown.machine.Property;
import org.shootdown.report.JsonReport;
import org.shootdown.report.ResultRecords;
import org.shootdown.report.Summary;

/**
 * The page's data as JSON. Thousands of cells share few strings, events and even whole traces, so each of those is
 * stored once and referred to by number; {@code data.js} unpacks them.
 */
final class PageData {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final List<Function<CellResult, Range>> COSTS = List.of(
            result -> result.ipis().flush(),
            result -> result.ipis().sync(),
            result -> result.ipis().disturbed());

    private final Map<String, Integer> strings = new LinkedHashMap<>();
    private final Map<Trace.Event, Integer> events = new LinkedHashMap<>();
    private final Map<Trace, Integer> traces = new LinkedHashMap<>();
    private final Map<Axis, Map<String, Integer>> choiceNumbers = new LinkedHashMap<>();
    private final ArrayNode eventRows = MAPPER.createArrayNode();
    private final ArrayNode traceRows = MAPPER.createArrayNode();

    private PageData() {}

    /** The JSON text. */
    static String json(
            Provenance provenance,
            List<ReportCell> cells,
            List<NecessityRow> necessity,
            Optional<Coverage.Result> coverage,
            Optional<BeforeRun> before) {
        PageData data = new PageData();
        ObjectNode page = data.page(provenance, cells, necessity);
        coverage.ifPresent(result -> writeCoverage(page.putObject("coverage"), result));
        writeResultsFormat(page.putObject("results"));
        before.ifPresent(run -> writeBefore(page.putObject("before"), run, cells));
        try {
            return MAPPER.writeValueAsString(page);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private ObjectNode page(Provenance provenance, List<ReportCell> cells, List<NecessityRow> necessity) {
        ObjectNode page = MAPPER.createObjectNode();
        page.set("provenance", MAPPER.valueToTree(provenance));
        writeAxes(page.putArray("axes"), cells);
        writeVerdicts(page.putArray("verdicts"));
        writeFindings(page.putArray("findings"));
        page.put(
                "catalogue",
                cells.isEmpty() ? "" : cells.get(0).result().scenario().catalogue());
        page.put("count", cells.size());
        ArrayNode columns = page.putArray("cells");
        for (Column column : columns()) {
            ArrayNode values = columns.addArray();
            cells.forEach(cell -> values.add(column.of(cell)));
        }
        ArrayNode steps = page.putArray("necessity");
        necessity.forEach(row -> writeNecessity(steps.addObject(), row));
        page.set("traces", traceRows);
        page.set("events", eventRows);
        ArrayNode texts = page.putArray("strings");
        strings.keySet().forEach(texts::add);
        return page;
    }

    private static void writeCoverage(ObjectNode json, Coverage.Result result) {
        json.put("scenarios", result.scenarios()).put("lines", result.lines().size());
        ArrayNode never = json.putArray("never");
        for (Coverage.Covered covered : result.neverMade()) {
            never.addArray()
                    .add(covered.line().function())
                    .add(covered.line().file())
                    .add(covered.line().version())
                    .add(covered.line().source())
                    .add(String.join(" or ", covered.steps()))
                    .add(covered.scenarios());
        }
        ArrayNode incomplete = json.putArray("incomplete");
        result.incomplete().forEach(incomplete::add);
    }

    /** What the page takes for a file of results. */
    private static ObjectNode writeResultsFormat(ObjectNode json) {
        return json.put("format", JsonReport.FORMAT).put("version", JsonReport.VERSION);
    }

    /** As the file that it was read from, but with the traces only of what is UNSAFE no more: the page has the others'. */
    private static void writeBefore(ObjectNode json, BeforeRun before, List<ReportCell> now) {
        Set<String> unsafe = now.stream()
                .map(ReportCell::result)
                .filter(result -> result.verdict() == Verdict.UNSAFE)
                .map(result -> result.scenario().name())
                .collect(Collectors.toSet());
        json.put("name", before.name());
        ArrayNode cells = writeResultsFormat(json.putObject("file")).putArray("cells");
        for (ResultRecords.Cell cell : before.cells()) {
            ObjectNode node = MAPPER.valueToTree(cell);
            node.remove(List.of("states", "transitions", "millis", "why"));
            cells.add(unsafe.contains(cell.scenario()) ? node.without(List.of("trace", "reason")) : node);
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
            usual(axis, cells).ifPresent(id -> node.put("usual", id));
            ArrayNode choices = node.putArray("choices");
            present.values().forEach(choice -> {
                numbers.put(choice.id(), numbers.size());
                choices.addObject().put("id", choice.id()).put("text", choice.description());
            });
            choiceNumbers.put(axis, numbers);
        }
    }

    /** The choice on an axis that names leave out, if they leave out any. */
    private static Optional<String> usual(Axis axis, List<ReportCell> cells) {
        for (ReportCell cell : cells) {
            Scenario scenario = cell.result().scenario();
            Iterator<String> segments = List.of(scenario.name().split("/")).iterator();
            String segment = segments.next();
            for (Axis each : Axis.values()) {
                if (scenario.on(each).equals(segment)) {
                    segment = segments.hasNext() ? segments.next() : "";
                } else if (each == axis) {
                    return Optional.of(scenario.on(axis));
                }
            }
        }
        return Optional.empty();
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

    private static void writeFindings(ArrayNode findings) {
        for (Finding finding : Findings.main()) {
            findings.addObject()
                    .put("title", finding.title())
                    .put("step", finding.step())
                    .put("story", finding.story())
                    .put("status", finding.status());
        }
    }

    /** What the page knows of a cell, all cells' values of one kind together: so they pack best. */
    private interface Column {
        JsonNode of(ReportCell cell);
    }

    private static Column number(ToIntFunction<CellResult> value) {
        return cell -> IntNode.valueOf(value.applyAsInt(cell.result()));
    }

    /** The columns behind those of the axes are in the order in which {@code data.js} takes them. */
    private List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        for (Axis axis : Axis.values()) {
            columns.add(number(result -> Objects.requireNonNull(choiceNumbers.get(axis))
                    .get(result.scenario().on(axis))));
        }
        columns.add(number(result -> result.verdict().ordinal()));
        columns.add(number(result -> result.scenario().control() ? 1 : 0));
        columns.add(number(result -> string(Summary.whyUndecided(result).orElse(""))));
        columns.add(cell -> LongNode.valueOf(cell.result().effort().states()));
        for (Function<CellResult, Range> cost : COSTS) {
            columns.add(number(result ->
                    cost.apply(result).isEmpty() ? -1 : cost.apply(result).min()));
            columns.add(number(result -> cost.apply(result).max()));
        }
        columns.add(number(PageData::finding));
        columns.add(
                number(result -> result.firstBroken().map(p -> string(p.name())).orElse(-1)));
        columns.add(cell -> {
            ArrayNode numbers = MAPPER.createArrayNode();
            cell.traces().forEach(trace -> numbers.add(trace(trace)));
            return numbers;
        });
        return columns;
    }

    /** The number of the finding that a cell belongs to, or -1. */
    private static int finding(CellResult result) {
        return result.verdict() == Verdict.UNSAFE
                        && !result.scenario().control()
                        && result.scenario().catalogue().equals(Findings.CATALOGUE)
                ? Findings.of(result.scenario()).map(Findings.main()::indexOf).orElse(-1)
                : -1;
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
        Property property = Objects.requireNonNull(trace.property());
        node.put("property", property.name());
        node.put("meaning", property.meaning());
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
        row.add(string(event.kernel().file()));
        row.add(string(event.kernel().version()));
        row.add(string(event.text()));
        row.add(event.other().orElse(-1));
        ArrayNode buffer = row.addArray();
        event.after().buffer().forEach(entry -> buffer.add(string(entry)));
        row.add(event.after().irqOff() ? 1 : 0);
        row.add(event.after().otherStopped() ? 1 : 0);
        return eventRows.size() - 1;
    }
}
