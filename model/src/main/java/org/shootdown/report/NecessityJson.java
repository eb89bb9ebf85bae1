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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shootdown.check.necessity.SyncStep;
import org.shootdown.check.result.Trace;
import org.shootdown.check.result.Verdict;
import org.shootdown.decide.CellResult;
import org.shootdown.decide.Necessity.Removal;
import org.shootdown.decide.Necessity.StepRemovals;
import org.shootdown.machine.Property;

/**
 * What each synchronising step is good for, for other programs. Keys are stable; new ones may join them:
 *
 * <pre>{@code
 * {"steps":[{"number","kind","what","function","source","callers":[]}],
 *  "removals":[{"scenario","steps":[],"answer","verdict","property","length","trace":[{"step","cpu","context","source","text"}]}],
 *  "leftOut":[{"scenario","verdict"}],
 *  "summary":{"steps","removals","needed","redundant","undecided","impossible"}}
 * }</pre>
 *
 * <p>A removal's {@code steps} are numbers of {@code steps}: one, or two that were taken out together. Its {@code answer} is
 * {@code NEEDED}, {@code REDUNDANT}, {@code UNDECIDED}, or {@code IMPOSSIBLE} where the model makes no sense without the
 * step; then there is no {@code verdict}. {@code property} and {@code length} are those of a shortest execution that breaks
 * something, and {@code trace}, where it is drawn, that execution. {@code leftOut} are the scenarios that are not SAFE as
 * they are.
 */
public final class NecessityJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private NecessityJson() {}

    /**
     * Writes the JSON text.
     *
     * @param alone removals of one step
     * @param together removals of several of those steps at once
     * @param traces executions to show, by what they are for
     * @param leftOut scenarios of which nothing could be shown
     */
    public static void write(
            List<StepRemovals> alone,
            List<StepRemovals> together,
            Map<Removal, Trace> traces,
            List<CellResult> leftOut,
            Writer writer)
            throws IOException {
        List<SyncStep> steps = alone.stream().map(s -> s.steps().get(0)).toList();
        List<Removal> removals = Stream.concat(alone.stream(), together.stream())
                .flatMap(s -> s.removals().stream())
                .toList();
        ObjectNode root = JSON.createObjectNode();
        root.put("format", "shootdown-necessity").put("version", 1).put("shootdown", ToolVersion.text());
        steps(root.putArray("steps"), steps);
        ArrayNode list = root.putArray("removals");
        removals.forEach(removal -> removal(list.addObject(), removal, steps, traces.get(removal)));
        ArrayNode unsafe = root.putArray("leftOut");
        leftOut.forEach(result -> unsafe.addObject()
                .put("scenario", result.scenario().name())
                .put("verdict", result.verdict().name()));
        ObjectNode summary =
                root.putObject("summary").put("steps", steps.size()).put("removals", removals.size());
        for (Outcome answer : Outcome.values()) {
            long count = removals.stream().filter(r -> Outcome.of(r) == answer).count();
            summary.put(answer.name().toLowerCase(Locale.ROOT), count);
        }
        try (JsonGenerator json = JSON.createGenerator(writer).useDefaultPrettyPrinter()) {
            json.writeTree(root);
            json.writeRaw('\n');
        }
    }

    private enum Outcome {
        NEEDED,
        REDUNDANT,
        UNDECIDED,
        IMPOSSIBLE;

        static Outcome of(Removal removal) {
            if (removal.needed()) {
                return NEEDED;
            }
            if (removal.redundant()) {
                return REDUNDANT;
            }
            return removal.verdict().isPresent() ? UNDECIDED : IMPOSSIBLE;
        }
    }

    private static void steps(ArrayNode list, List<SyncStep> steps) {
        for (SyncStep step : steps) {
            ObjectNode node = list.addObject()
                    .put("number", list.size())
                    .put("kind", step.kind().name())
                    .put("what", step.what())
                    .put("function", step.function())
                    .put("source", step.source());
            ArrayNode callers = node.putArray("callers");
            step.callers().forEach(callers::add);
        }
    }

    private static void removal(ObjectNode node, Removal removal, List<SyncStep> steps, @Nullable Trace trace) {
        node.put("scenario", removal.scenario().name());
        ArrayNode taken = node.putArray("steps");
        removal.steps().forEach(step -> taken.add(steps.indexOf(step) + 1));
        node.put("answer", Outcome.of(removal).name());
        node.put("verdict", removal.verdict().map(Verdict::name).orElse(null));
        node.put("property", removal.property().map(Property::name).orElse(null));
        if (removal.needed()) {
            node.put("length", removal.length());
        } else {
            node.putNull("length");
        }
        if (trace != null) {
            node.set("trace", JSON.valueToTree(ResultRecords.Step.all(trace)));
            node.put("reason", trace.why());
        }
    }
}
