package org.shootdown.litmus;

import org.shootdown.check.armv8.Step;

/** An instruction of A64 code. */
sealed interface A64Instruction {
    /** The registers that it reads, of which bit n stands for number n. */
    long reads();

    /** Those that it always writes without reading them. */
    long writes();

    /** One that touches nothing but registers and decides where the thread goes on. */
    non-sealed interface Local extends A64Instruction {
        /** Executes it and moves on. */
        void execute(A64State state);
    }

    /** One that the memory model knows of. */
    non-sealed interface Visible extends A64Instruction {
        /** The step it makes in {@code state}, which is not changed; {@code code} tells what comes after it. */
        Step step(A64State state, A64Code.Running code);
    }

    /** Where this instruction can go on besides the next one: a number of an instruction, or -1. */
    default int target() {
        return -1;
    }
}
