package org.shootdown.check.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.options.Reduction;
import org.shootdown.check.options.SearchMonitor;
import org.shootdown.check.result.Exploration;
import org.shootdown.check.search.BreadthFirst;
import org.shootdown.check.system.TransitionSystem;
import org.shootdown.check.unfold.UnfoldedMachine;
import org.shootdown.check.unfold.Unfolder;
import org.shootdown.machine.ModelError;
import org.shootdown.property.tiny.TinyModel;
import org.shootdown.property.tiny.TinyModels;

/**
 * Partial-order reduction on many small machines that are always the same, for pitest: what is observed decides what it
 * may leave out, so each is searched with and without outcomes, and with counted IPIs.
 */
class FixedReductionsTest {
    private static final int LARGEST = 200;
    private static final List<TinyModel> MODELS = new ArrayList<>();

    static {
        JqwikSession.run(() -> {
            RandomGenerator<TinyModel> generator = TinyModels.wholeContract().generator(1_000);
            Random random = new Random(2);
            for (int i = 0; i < 350; i++) {
                MODELS.add(generator.next(random).value());
            }
        });
    }

    static IntStream numbers() {
        return IntStream.range(0, MODELS.size());
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void changesNoAnswer(int number) {
        TinyModel model = MODELS.get(number);
        try {
            UnfoldedMachine bare = Unfolder.unfold(model.machine(false));
            UnfoldedMachine observed = Unfolder.unfold(model.machine(true));
            for (MemoryModel memory : MemoryModel.values()) {
                compare(new TransitionSystem(bare, memory, false), memory);
                compare(new TransitionSystem(observed, memory, false), memory);
                compare(new TransitionSystem(bare, memory, true), memory);
            }
        } catch (ModelError wrong) {
            // The machine is in error however it is searched.
        }
    }

    private static void compare(TransitionSystem ts, MemoryModel memory) {
        Exploration all = search(ts, memory, Set.of());
        if (all.complete()) {
            Exploration few = search(ts, memory, EnumSet.of(Reduction.PARTIAL_ORDER));
            assertThat(few.complete()).isTrue();
            assertThat(few.broken().keySet()).isEqualTo(all.broken().keySet());
            assertThat(few.reached()).isEqualTo(all.reached());
            assertThat(few.outcomes()).isEqualTo(all.outcomes());
            assertThat(few.flush()).isEqualTo(all.flush());
            assertThat(few.sync()).isEqualTo(all.sync());
            assertThat(few.disturbed()).isEqualTo(all.disturbed());
        }
    }

    private static Exploration search(TransitionSystem ts, MemoryModel memory, Set<Reduction> reductions) {
        CheckOptions options = CheckOptions.exhaustive(memory).withMaxStates(LARGEST);
        return new BreadthFirst(ts, options, SearchMonitor.NONE, reductions).run();
    }
}
