package org.shootdown.litmus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.shootdown.check.armv8.ArmProgram.ArmThread;
import org.shootdown.check.armv8.Sources;
import org.shootdown.check.armv8.Step;
import org.shootdown.litmus.Scanner.Token;

/**
 * The A64 code of one thread, free of loops, as {@linkplain Step steps}: what happens in registers is done here, so that
 * a step says only which cell, which value, and which loads they were computed from. Equal states of the registers that
 * are still to be read have the same step.
 */
final class A64Code {
    private final List<A64Instruction> instructions;
    private final int slots;

    /**
     * Instructions in their order.
     *
     * @param slots how many slots they use for what they load
     */
    A64Code(List<A64Instruction> instructions, int slots) {
        this.instructions = List.copyOf(instructions);
        this.slots = slots;
    }

    /** {@code value} on so many bits, as an unsigned number. */
    static long cut(long value, int bits) {
        return bits == 64 ? value : value & (1L << bits) - 1;
    }

    /** {@code value}, of so many bits, as a signed number. */
    static long extend(long value, int bits) {
        return value << (64 - bits) >> (64 - bits);
    }

    /**
     * The code as a thread.
     *
     * @param initial the registers that do not start as 0
     * @param observed the registers whose last values are the thread's result
     */
    ArmThread thread(Map<A64Register, Long> initial, List<A64Register> observed, A64Cells cells) {
        A64State state = new A64State();
        initial.forEach((register, value) -> state.set(register, value, Sources.NONE));
        return new ArmThread(new Running(observed, cells).from(state), slots);
    }

    /** The code at work: the steps made so far. */
    final class Running {
        private final List<A64Register> observed;
        private final A64Cells cells;
        private final long[] live;
        private final Map<A64State, Step> known = new HashMap<>();
        private final Map<List<Long>, Step> ends = new HashMap<>();

        private Running(List<A64Register> observed, A64Cells cells) {
            this.observed = observed;
            this.cells = cells;
            this.live = liveness();
        }

        /** For each place, the registers whose values can still matter there. */
        private long[] liveness() {
            long[] found = new long[instructions.size() + 1];
            for (A64Register register : observed) {
                found[instructions.size()] |= 1L << register.number();
            }
            for (int at = instructions.size() - 1; at >= 0; at--) {
                A64Instruction instruction = instructions.get(at);
                long after = found[at + 1];
                if (instruction.target() >= 0) {
                    after |= found[instruction.target()];
                }
                found[at] = after & ~instruction.writes() | instruction.reads();
            }
            return found;
        }

        /** The step that comes next from {@code state}, which this takes over. */
        Step from(A64State state) {
            while (state.at() < instructions.size()
                    && instructions.get(state.at()) instanceof A64Instruction.Local local) {
                local.execute(state);
            }
            if (state.at() == instructions.size()) {
                List<Long> result = new ArrayList<>();
                observed.forEach(register -> result.add(state.value(register)));
                return ends.computeIfAbsent(result, Step.End::new);
            }
            state.forgetAllBut(live[state.at()]);
            Step step = known.get(state);
            if (step == null) {
                step = visible(state);
                known.put(state, step);
            }
            return step;
        }

        private Step visible(A64State state) {
            try {
                return ((A64Instruction.Visible) instructions.get(state.at())).step(state, this);
            } catch (LitmusException e) {
                // It is wrong only if an execution gets here: promises are certified along ways that none may go.
                return new Step.Wrong(e);
            }
        }

        /** The step after an instruction that changes {@code before} so. */
        Supplier<Step> after(A64State before, Consumer<A64State> effect) {
            return new Supplier<>() {
                private Step step;

                @Override
                public Step get() {
                    if (step == null) {
                        A64State state = before.copy();
                        state.advance();
                        effect.accept(state);
                        step = from(state);
                    }
                    return step;
                }
            };
        }

        /** The step after an instruction that loads a value. */
        LongFunction<Step> afterLoad(LongFunction<Supplier<Step>> then) {
            Map<Long, Step> steps = new HashMap<>();
            return value -> {
                Step step = steps.get(value);
                if (step == null) {
                    step = then.apply(value).get();
                    steps.put(value, step);
                }
                return step;
            };
        }

        /** The cell at an address. */
        int cell(Token instruction, long address, int bytes) {
            return cells.at(instruction, address, bytes);
        }
    }
}
