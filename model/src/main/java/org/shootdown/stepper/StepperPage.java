package org.shootdown.stepper;

import static j2html.TagCreator.button;
import static j2html.TagCreator.div;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.header;
import static j2html.TagCreator.label;
import static j2html.TagCreator.main;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.select;
import static j2html.TagCreator.table;
import static j2html.TagCreator.text;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import j2html.tags.specialized.ButtonTag;
import j2html.tags.specialized.DivTag;
import j2html.tags.specialized.HeaderTag;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.Checker;
import org.shootdown.check.result.ProgramContext;
import org.shootdown.check.result.Schedule;
import org.shootdown.check.result.Trace;
import org.shootdown.check.system.TransitionSystem;
import org.shootdown.check.unfold.UnfoldedMachine;
import org.shootdown.check.unfold.Unfolder;
import org.shootdown.decide.CellResult;
import org.shootdown.report.html.SelfContainedPage;

/** Writes one scenario as a page in which its reader chooses each step. */
public final class StepperPage {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final List<SelfContainedPage.Resource> PARTS = Stream.of(
                    "stepper.css", "copy.js", "interpreter.js", "path.js", "goals.js", "stepper.js")
            .map(name -> new SelfContainedPage.Resource(
                    name.equals("copy.js") ? SelfContainedPage.class : StepperPage.class, name))
            .toList();

    private StepperPage() {}

    /**
     * The page's text.
     *
     * @param result what the checker answered for the scenario
     * @param traces executions that the reader can load, and leave where he wants
     */
    public static String render(CellResult result, List<Trace> traces) {
        Scenario scenario = result.scenario();
        UnfoldedMachine unfolded = Unfolder.unfold(scenario.machine().get());
        ObjectNode data = MAPPER.createObjectNode();
        String fingerprint = Checker.fingerprint(unfolded.machine());
        data.put("scenario", scenario.name()).put("catalogue", scenario.catalogue());
        data.put("fingerprint", fingerprint).put("model", fingerprint);
        data.set("machine", MachineTables.of(unfolded, new TransitionSystem(unfolded, scenario.memory(), false)));
        ArrayNode runs = data.putArray("runs");
        traces.forEach(trace -> writeRun(runs.addObject(), trace));
        try {
            return SelfContainedPage.render(
                    "Step through " + scenario.name(),
                    MAPPER.writeValueAsString(data),
                    PARTS,
                    heading(result).with(controls(), p().withId("say").attr("role", "status")),
                    main(
                            div(table().withId("path"))
                                    .withClass("scroll")
                                    .attr("tabindex", 0)
                                    .attr("role", "region")
                                    .attr("aria-label", "the path"),
                            div(section().withId("moves"), section().withId("state"))
                                    .withId("now")
                                    .attr("tabindex", 0)
                                    .attr("role", "region")
                                    .attr("aria-label", "what can move, and the state")));
        } catch (JacksonException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HeaderTag heading(CellResult result) {
        Scenario scenario = result.scenario();
        return header(
                h1(scenario.name()),
                p(String.format(
                                Locale.ROOT,
                                "The checker’s answer is %s%s, after %,d states. Choose who moves next, here under %s.",
                                result.verdict(),
                                result.broken().isEmpty() ? "" : " (" + String.join(", ", broken(result)) + ")",
                                result.effort().states(),
                                scenario.memory().description()))
                        .withId("verdict"),
                p("Keys: 1 to 9 choose, left and right step back and forward.").withClass("dim hint"));
    }

    private static List<String> broken(CellResult result) {
        return result.broken().keySet().stream().map(Enum::name).toList();
    }

    private static DivTag controls() {
        return div(
                        named("first", "To the start"),
                        named("back", "Back"),
                        named("forward", "Forward"),
                        named("random", "Run at random"),
                        label(text("Counterexample"), select().withId("runs")),
                        named("load", "Load"),
                        label(text("Run"), select().withId("goals")),
                        named("run", "Go"),
                        named("stop", "Stop").attr("hidden"),
                        named("copy-link", "Copy link"),
                        named("copy-text", "Copy as text"),
                        named("save", "Save schedule"))
                .withClass("bar")
                .attr("role", "group")
                .attr("aria-label", "Moving along the path");
    }

    private static ButtonTag named(String id, String text) {
        return button(text).withId(id).withType("button");
    }

    private static void writeRun(ObjectNode json, Trace trace) {
        json.put("property", Objects.requireNonNull(trace.property()).name()).put("why", trace.why());
        ArrayNode turns = json.putArray("turns");
        Schedule.of(trace).turns().forEach(turn -> turns.add(turn(turn)));
    }

    /** A turn as the page writes it; see {@code turnOf} in path.js. */
    static String turn(Schedule.Turn turn) {
        String letter = switch (turn.kind()) {
            case STEP ->
                turn.context() == ProgramContext.TASK
                        ? "t"
                        : turn.context().name().substring(0, 1).toLowerCase(Locale.ROOT);
            case DRAIN -> "D";
            case INTERRUPT -> "I";
            case INTERRUPT_RETURN -> "R";
            case NMI -> "N";
            case NMI_RETURN -> "M";
            case CALLBACK -> "C";
        };
        return turn.processor() + letter + (turn.result() == 0 ? "" : turn.result());
    }
}
