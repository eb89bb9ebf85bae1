package org.shootdown.check.system;

/** What can make a transition. */
public sealed interface Mover {
    /** The place among the movers of the transition system, from 0; that of a CPU's thread is the CPU's number. */
    int number();

    /** The program that decides what the mover does next; {@code null} for a store buffer, which has none. */
    Code code();

    /** Whether an execution can have finished only after all that the mover could do. */
    boolean mustFinish();

    /** The thread of a CPU, with its interrupts. */
    record Thread(int number, CompiledCpu cpu) implements Mover {
        @Override
        public Code code() {
            return cpu.task;
        }

        @Override
        public boolean mustFinish() {
            return !cpu.agent;
        }
    }

    /** The store buffer of a CPU, whose oldest entry may leave it at any time. */
    record Buffer(int number, CompiledCpu cpu) implements Mover {
        @Override
        public Code code() {
            return null;
        }

        @Override
        public boolean mustFinish() {
            return true;
        }
    }

    /** An RCU callback. */
    record Callback(int number, CompiledCallback callback) implements Mover {
        @Override
        public Code code() {
            return callback.code;
        }

        @Override
        public boolean mustFinish() {
            return true;
        }
    }
}
