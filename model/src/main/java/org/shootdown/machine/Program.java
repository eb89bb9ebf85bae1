package org.shootdown.machine;

/**
 * Straight-line Java that plays one kernel function, or one piece of hardware or host, step by step on a {@link Cpu}.
 *
 * <p>A program is a deterministic function of the values its steps returned. It is run over and over from its start, so
 * it keeps no state between runs; local variables and objects made inside {@link #run} are fine. A loop that waits uses
 * {@link Cpu#awaitUntil}; any other loop must end by itself.
 *
 * <p>Programs that take arguments and are handed over at run time ({@linkplain IpiFunction functions called on other
 * CPUs}, RCU callbacks) must be equal exactly when they do the same, which a record gives for free.
 */
@FunctionalInterface
public interface Program {
    /** A program that does nothing: an idle CPU, whose interrupts are on. */
    Program IDLE = new Program() {
        @Override
        public void run(Cpu cpu) {}

        @Override
        public String title() {
            return "idle";
        }
    };

    /** Makes its steps on a CPU, and does nothing else that another run could notice. */
    void run(Cpu cpu);

    /**
     * What traces and errors call the program: the name of its class. A lambda or anonymous class has none; as a task or
     * an NMI's handler it goes by the name of its CPU, elsewhere {@link #named} gives it one.
     */
    default String title() {
        return ProgramTitle.of(this);
    }

    /** This program and then {@code next}, on the same CPU; neither can know what the other's steps returned. */
    default Program then(Program next) {
        return new Sequence(this, next);
    }

    /** The same program under another name; equal to another of that name if the programs are equal. */
    default Program named(String title) {
        return new Named(title, this);
    }

    /** See {@link #named}. */
    record Named(String title, Program program) implements Program {
        @Override
        public void run(Cpu cpu) {
            program.run(cpu);
        }
    }

    /**
     * Two programs one after the other. What the first learnt is forgotten before the second starts, which is what
     * keeps the unfolding of long sequences small.
     */
    record Sequence(Program first, Program next) implements Program {
        @Override
        public void run(Cpu cpu) {
            first.run(cpu);
            next.run(cpu);
        }

        @Override
        public String title() {
            return first.title().equals(next.title()) ? first.title() : first.title() + "; " + next.title();
        }
    }
}
