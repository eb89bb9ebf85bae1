package org.shootdown.property;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.result.RandomWalk;
import org.shootdown.check.result.Schedule;
import org.shootdown.check.result.Trace;
import org.shootdown.machine.Machine;
import org.shootdown.machine.ModelError;
import org.shootdown.property.tiny.TinyModel;
import org.shootdown.property.tiny.TinyModels;

/**
 * The comparisons of the properties beside it on small machines that are always the same: what pitest runs against each
 * of its changes to the checker.
 */
class FixedMachinesTest {
    private static final int LARGEST = 300;

    private static final List<Judged> JUDGED = new ArrayList<>();
    private static final List<TinyModel> INTERRUPT_FREE = new ArrayList<>();

    /** A machine, and what the naive explorer found; that knows nothing of the checker. */
    private record Judged(TinyModel model, Map<MemoryModel, NaiveExplorer> naive) {}

    static {
        JqwikSession.run(() -> {
            machines(TinyModels.wholeContract())
                    .flatMap(FixedMachinesTest::judge)
                    .limit(25)
                    .forEach(JUDGED::add);
            machines(TinyModels.interruptFree()).limit(15).forEach(INTERRUPT_FREE::add);
        });
    }

    private static Stream<TinyModel> machines(Arbitrary<TinyModel> models) {
        RandomGenerator<TinyModel> generator = models.generator(1_000);
        Random random = new Random(1);
        return Stream.generate(() -> generator.next(random).value());
    }

    private static Stream<Judged> judge(TinyModel model) {
        Map<MemoryModel, NaiveExplorer> naive = new EnumMap<>(MemoryModel.class);
        for (MemoryModel memory : MemoryModel.values()) {
            try {
                naive.put(memory, new NaiveExplorer(model, memory.buffersStores(), LARGEST));
            } catch (ModelError e) {
                // Stores outside a cell's range: there is nothing to compare.
                return Stream.empty();
            }
        }
        boolean small = naive.values().stream().allMatch(NaiveExplorer::complete);
        return small ? Stream.of(new Judged(model, naive)) : Stream.empty();
    }

    static IntStream judged() {
        return IntStream.range(0, JUDGED.size());
    }

    static IntStream interruptFree() {
        return IntStream.range(0, INTERRUPT_FREE.size());
    }

    @ParameterizedTest
    @MethodSource("judged")
    void theExplorerAgreesWithTheNaiveOne(int number) {
        Judged judged = JUDGED.get(number);
        judged.naive().forEach((memory, naive) -> ExplorerProperties.compare(judged.model(), memory, naive));
    }

    @ParameterizedTest
    @MethodSource("judged")
    void reductionChangesNothing(int number) {
        TinyModel model = JUDGED.get(number).model();
        ReductionProperties.compare(model, LARGEST);
        ReductionProperties.compare(ReductionProperties.doubled(model), 600);
    }

    /** The search says how far it is to a violation; the trace must be that long, and must run again. */
    @ParameterizedTest
    @MethodSource("judged")
    void tracesAreShortestAndReplay(int number) {
        Machine machine = JUDGED.get(number).model().machine();
        for (MemoryModel memory : MemoryModel.values()) {
            CheckOptions options = CheckOptions.exhaustive(memory);
            Checker.check(machine, options).exploration().broken().forEach((property, depth) -> {
                Trace trace = Checker.trace(machine, options, property).orElseThrow();
                assertThat(trace.events()).hasSize(depth);
                Trace again = Checker.replay(machine, memory, property, Schedule.of(trace));
                assertThat(again.events()).isEqualTo(trace.events());
            });
        }
    }

    /** The first transitions, the last ones, and some at random. */
    @ParameterizedTest
    @MethodSource("judged")
    void whatASingleExecutionShowsTheNaiveExplorerKnows(int number) {
        Judged judged = JUDGED.get(number);
        Random random = new Random(number);
        judged.naive().forEach((memory, naive) -> {
            Machine machine = judged.model().machine();
            for (RandomWalk walk : List.of(
                    Checker.walk(machine, memory, options -> 0),
                    Checker.walk(machine, memory, options -> options - 1),
                    Checker.walk(machine, memory, random::nextInt))) {
                assertThat(naive.broken).containsAll(walk.broken());
                if (walk.broken().isEmpty()) {
                    assertThat(naive.outcomes).contains(walk.outcome());
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("interruptFree")
    void theMachinesAreTheirAxioms(int number) {
        AxiomsProperties.compare(INTERRUPT_FREE.get(number));
    }
}
