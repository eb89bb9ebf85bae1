package org.shootdown.drift;

import java.util.List;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Differs;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Machine;

/** Models of the functions of {@link SmallTree}: as they are, or as they are not. */
final class SmallModels {
    /** What is wrong with {@code look} and with {@code publish}. */
    enum Variant {
        FAITHFUL,
        STEPS_EXCHANGED,
        STEP_MISSING,
        STEP_ADDED,
        TWO_READS_MADE_ONE
    }

    static final List<Cited> CITED = Cited.in(List.of(Models.class, Poke.class, Explained.class));

    private SmallModels() {}

    static ModelSteps steps(Variant variant) {
        return ModelSteps.in(() -> machine(variant), CITED);
    }

    private static Machine machine(Variant variant) {
        Machine.Builder machine = Machine.builder("small");
        Models models = new Models(machine, variant);
        machine.cpu("CPU0", models::look);
        machine.cpu("CPU1", cpu -> {
            models.publish(cpu);
            models.gone(cpu);
            new Explained().counts(cpu, models);
        });
        return machine.build();
    }

    /** Cites the functions of the tree. */
    private static final class Models {
        private final Variant variant;
        private final Cell word;
        private final Cell flag;
        private final Cell hint;
        private final Cell next;
        private final Cell owner;
        private final Cell mask;
        private final Cell seen;
        private final Cell currentMm;
        private final Cell tlbGen;
        private final Cell count;

        Models(Machine.Builder machine, Variant variant) {
            this.variant = variant;
            word = machine.cell("word", 1);
            flag = machine.cell("flag", 1);
            hint = machine.cell("hint", 1, 1);
            next = machine.cell("next", 1);
            owner = machine.cell("owner[0]", 1);
            mask = machine.cell("mm_cpumask[mm1]", 1);
            seen = machine.cell("ctxs.seen", 1);
            currentMm = machine.cell("current->mm[1]", 1);
            tlbGen = machine.cell("tlb_gen", 1, 1);
            count = machine.cell("count", 1, 1);
        }

        @KernelFunction(value = "publish", in = SmallTree.SOURCE)
        void publish(Cpu cpu) {
            if (variant == Variant.STEPS_EXCHANGED) {
                cpu.writeOnce(flag, 1);
                cpu.smpWmb();
                cpu.writeOnce(word, 1);
                return;
            }
            cpu.writeOnce(word, 1);
            if (variant != Variant.STEP_MISSING) {
                cpu.smpWmb();
            }
            cpu.writeOnce(flag, 1);
        }

        @KernelFunction(
                value = "look",
                in = SmallTree.SOURCE,
                inlines = {"helper", "take"})
        void look(Cpu cpu) {
            cpu.awaitUntil(flag, value -> value == 1);
            boolean hinted = cpu.readOnce(hint) == 1;
            int read = variant == Variant.TWO_READS_MADE_ONE ? 1 : cpu.readOnce(word);
            if (hinted || read != 0) {
                cpu.xchg(owner, cpu.readOnce(next));
            }
            if (variant == Variant.STEP_ADDED) {
                cpu.smpMb();
            }
            cpu.readOnce(mask);
            cpu.callFunctionMany(2, new Poke(this), true);
        }

        @KernelFunction(value = "gone", in = SmallTree.SOURCE)
        void gone(Cpu cpu) {
            cpu.readOnce(count);
        }

        @KernelFunction(value = "publish", in = SmallTree.SOURCE, version = "4.18")
        void older() {}
    }

    @KernelFunction(value = "poke", in = SmallTree.SOURCE)
    private record Poke(Models models) implements IpiFunction {
        @Override
        public void run(Cpu cpu) {
            cpu.writeOnce(models.seen, 1);
            cpu.writeOnce(models.currentMm, 1);
            if (cpu.readOnce(models.tlbGen) != 0) {
                models.publish(cpu);
            }
        }

        @Override
        public String title() {
            return "poke";
        }

        @Override
        public Purpose purpose() {
            return Purpose.OTHER;
        }
    }

    /** Differs from its function, and says so. */
    private static final class Explained {
        @KernelFunction(value = "counts", in = SmallTree.SOURCE)
        @Differs(
                kernel = "read limit",
                model = "choose",
                lines = "mm/small.c:62",
                why = "a limit is what time makes of it, so both are explored",
                hides = "never/native/zap/gup-fast/sc")
        void counts(Cpu cpu, Models models) {
            if (cpu.choose(2) == 0) {
                cpu.writeOnce(models.count, 0);
            } else {
                cpu.readOnce(models.count);
            }
        }
    }
}
