package org.shootdown.stepper;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shootdown.browser.Chromium;
import org.shootdown.catalogue.Catalogues;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.result.Op;
import org.shootdown.check.result.Trace;
import org.shootdown.check.system.TransitionSystem;
import org.shootdown.check.unfold.Unfolder;
import org.shootdown.decide.CellResult;
import org.shootdown.decide.Matrix;

/**
 * The page's interpreter and the checker go the same ways: 504 random paths, half of them chosen by each, with the same
 * states, the same choices at each of them, the same properties broken, and the same words and places in the source.
 */
class StepperPathsTest {
    /** Together they have steps of every kind, hosts, NMIs, interrupts, grace periods, and both memory models. */
    private static final List<String> SCENARIOS = List.of(
            "v10/native/hugetlb-unshare/perf-nmi/kthread-use-mm/tso",
            "v10/native/hugetlb-unshare/gup-fast/sc",
            "v4/kvm/free-one/gup-fast/preempted/tso",
            "v4/kvm/free-one/perf-nmi/preempted/sc",
            "broadcast/native/free-batch/rcu/switch-in/tso",
            "broadcast/native/free-batch/hardware/lazy/tso",
            "v10/hyperv/free-batch/perf-nmi/switch-in/tso",
            "sync-rcu/native/free-one/rcu/tso",
            "broadcast/native/free-one-7.1/rcu/sc",
            "never/native/unshare-unordered/gup-fast/tso");

    /** On each. */
    private static final int PATHS = 42;

    private static final int LONGEST = 400;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path folder;

    private final Set<Trace.Kind> kinds = EnumSet.noneOf(Trace.Kind.class);
    private final Set<Op> ops = EnumSet.noneOf(Op.class);

    @Test
    void thePageAndTheCheckerGoTheSameWays() throws Exception {
        try (Chromium browser = Chromium.start()) {
            for (String name : SCENARIOS) {
                compare(browser, scenario(name));
            }
            for (MemoryModel memory : MemoryModel.values()) {
                compare(browser, EntryEffects.scenario(memory));
            }
            assertThat(browser.complaints()).isEmpty();
        }
        assertThat(kinds).containsExactlyInAnyOrder(Trace.Kind.values());
        assertThat(EnumSet.complementOf(EnumSet.copyOf(ops))).isEqualTo(NOT_IN_THESE);
    }

    /** What no step of these scenarios is, and what is no step at all. */
    private static final Set<Op> NOT_IN_THESE = EnumSet.of(Op.END, Op.ERROR);

    private static Scenario scenario(String name) {
        return Catalogues.all().stream()
                .flatMap(catalogue -> catalogue.scenarios().stream())
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + name));
    }

    private void compare(Chromium browser, Scenario scenario) throws Exception {
        CellResult result = new Matrix(CheckOptions.exhaustive(scenario.memory()))
                .decide(List.of(scenario), done -> {})
                .get(0);
        Path page = folder.resolve("page.html");
        Files.writeString(page, StepperPage.render(result, List.of()));
        browser.open(page.toUri().toString());
        TransitionSystem system =
                new TransitionSystem(Unfolder.unfold(scenario.machine().get()), scenario.memory(), false);
        Random random = new Random(scenario.name().hashCode());
        List<Walked> chosenHere = Stream.generate(() -> Walked.along(system, options -> random.nextInt(options.size())))
                .limit(PATHS / 2)
                .toList();
        List<List<String>> turns = chosenHere.stream().map(Walked::names).toList();
        JsonNode there = browser.evaluate("(" + WALK_ALONG + ")(" + MAPPER.writeValueAsString(turns) + ")");
        for (int n = 0; n < chosenHere.size(); n++) {
            same(scenario, chosenHere.get(n), there.get(n));
        }
        JsonNode chosenThere =
                browser.evaluate("(" + WALK_AT_RANDOM + ")(" + (PATHS - PATHS / 2) + ", " + LONGEST + ")");
        for (JsonNode walked : chosenThere) {
            List<String> names = new ArrayList<>();
            walked.get("turns").forEach(turn -> names.add(turn.asText()));
            int[] at = {0};
            Walked here = Walked.along(
                    system,
                    options -> at[0] == names.size()
                            ? Walked.Choice.NONE
                            : options.stream().map(StepperPage::turn).toList().indexOf(names.get(at[0]++)));
            assertThat(here.names()).as(scenario.name()).isEqualTo(names);
            same(scenario, here, walked);
        }
    }

    private void same(Scenario scenario, Walked here, JsonNode there) throws Exception {
        String what = scenario.name() + " along " + String.join("-", here.names());
        assertThat(there.get("states").toString()).as(what).isEqualTo(MAPPER.writeValueAsString(here.states()));
        assertThat(there.get("options").toString()).as(what).isEqualTo(MAPPER.writeValueAsString(here.options()));
        assertThat(there.get("violated").toString()).as(what).isEqualTo(MAPPER.writeValueAsString(here.violated()));
        Trace trace = here.trace(scenario);
        assertThat(there.get("told").toString()).as(what).isEqualTo(MAPPER.writeValueAsString(Walked.told(trace)));
        trace.events().forEach(event -> {
            kinds.add(event.kind());
            if (event.op() != null) {
                ops.add(event.op());
            }
        });
    }

    /** What the page makes of a path, in the form in which {@link Walked} has it. */
    private static final String TELL = """
            const tell = (walked, options) => ({
              turns: walked.turns(),
              states: walked.points.map(point => point.state),
              options,
              violated: walked.points.map(point => point.move?.violated ?? 0),
              told: walked.points.slice(1).map(({text, place}) => [text, place?.function ?? '', place?.source ?? '',
                place?.file ?? '', place?.version ?? ''].join(' | ')),
            });
            const choices = walked => walked.moves().map(turnOf);
            """;

    private static final String WALK_ALONG = "paths => {" + TELL + """
              return paths.map(turns => {
                const walked = new Path(path.interpreter);
                const options = [choices(walked)];
                for (const turn of turns) {
                  walked.takeAll([turn]);
                  options.push(choices(walked));
                }
                return tell(walked, options);
              });
            }""";

    private static final String WALK_AT_RANDOM = "(count, most) => {" + TELL + """
              return Array.from({length: count}, () => {
                const chosen = new Path(path.interpreter);
                walk(chosen, most);
                const again = new Path(path.interpreter);
                const options = [choices(again)];
                for (const turn of chosen.turns()) {
                  again.takeAll([turn]);
                  options.push(choices(again));
                }
                return tell(again, options);
              });
            }""";
}
