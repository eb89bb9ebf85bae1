package org.shootdown.check.unfold;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Counts steps on one thread for another to see that there are some. */
final class Progress {
    /** For runs that nobody waits for. */
    static final Progress UNWATCHED = new Progress();

    private static final VarHandle STEPS;

    static {
        try {
            STEPS = MethodHandles.lookup().findVarHandle(Progress.class, "steps", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private long steps;
    private volatile String doing = "";

    /** A run of a program begins. */
    void begin(String program) {
        doing = program;
        step();
    }

    /** What is being done, as errors say it. */
    String doing() {
        return doing;
    }

    /** To be called on one thread only. */
    void step() {
        STEPS.setOpaque(this, steps + 1);
    }

    long steps() {
        return (long) STEPS.getOpaque(this);
    }
}
