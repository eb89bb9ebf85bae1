package org.shootdown.stress.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.shootdown.machine.Page;
import org.shootdown.stress.IpiMachine;

/**
 * The protocol of {@link WalkAndSync} as one would write it without a live machine: the same accesses in the same
 * modes; CPUs that look for interrupts where they have them on, before they do something and while they wait; and the
 * same handing over of a CPU that is not running. What the two CPUs write is on cache lines of its own.
 */
final class ByHand {
    private static final int IDLE = 0;
    private static final int RUNNING = 1;

    /** Ints on both sides of the words that keep them off other cache lines. */
    private static final int MARGIN = 16;

    private static final int PMD = MARGIN;
    private static final int PTE = MARGIN + 1;
    private static final int TABLE = MARGIN + 2;

    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(int[].class);
    private static final VarHandle REQUESTS = field("requests");
    private static final VarHandle CONTROL = field("control");
    private static final VarHandle CSD = field("csd");

    private static VarHandle field(String name) {
        try {
            return MethodHandles.lookup().findVarHandle(Side.class, name, int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int[] words = new int[MARGIN + 3 + MARGIN];
    private final Side walker = new Apart();
    private final Side unlinker = new Apart();
    private final boolean alwaysPauses;
    private int broken;

    /** @param alwaysPauses whether a wait pauses in each turn, even if it served the other CPU in that turn itself */
    ByHand(boolean alwaysPauses) {
        this.alwaysPauses = alwaysPauses;
        words[PMD] = 1;
        words[PTE] = 1;
    }

    /** One of the two CPUs, and what the other one asks of it. */
    private static class Side {
        private int requests;
        private int control;
        private int csd;
        private int served;

        boolean claim() {
            return (int) CONTROL.getOpaque(this) == IDLE && CONTROL.compareAndSet(this, IDLE, RUNNING);
        }

        void begin() {
            while (!claim()) {
                Thread.onSpinWait();
            }
        }

        void end() {
            CONTROL.setRelease(this, IDLE);
        }

        void serve() {
            if ((int) REQUESTS.getOpaque(this) != served) {
                VarHandle.fullFence();
                while ((int) CSD.getAcquire(this) == 0) {
                    Thread.onSpinWait();
                }
                served++;
                CSD.setRelease(this, 0);
                VarHandle.fullFence();
            }
        }

        void interruptIdle() {
            if (claim()) {
                serve();
                end();
            }
        }
    }

    /** A CPU that shares no cache line with what lies behind it. */
    @SuppressWarnings("unused")
    private static final class Apart extends Side {
        private long p0, p1, p2, p3, p4, p5, p6, p7;
    }

    void walk() {
        walker.begin();
        walker.serve();
        if ((int) WORD.getOpaque(words, PMD) != 0) {
            for (int look = 0; look < IpiMachine.LOOKS; look++) {
                int entry = (int) WORD.getOpaque(words, PTE);
                if ((int) WORD.getOpaque(words, TABLE) == Page.FREED) {
                    broken += entry;
                }
            }
        }
        walker.serve();
        walker.end();
    }

    void sync() {
        unlinker.begin();
        unlinker.serve();
        WORD.setOpaque(words, PMD, 0);
        WORD.setOpaque(words, TABLE, Page.UNLINKED);
        REQUESTS.getAndAdd(walker, 1);
        CSD.setRelease(walker, 1);
        while ((int) CSD.getAcquire(walker) != 0) {
            walker.interruptIdle();
            unlinker.serve();
            if (alwaysPauses || (int) CSD.getAcquire(walker) != 0) {
                Thread.onSpinWait();
            }
        }
        WORD.setOpaque(words, TABLE, Page.FREED);
        WORD.setOpaque(words, TABLE, Page.LIVE);
        WORD.setOpaque(words, PMD, 1);
        unlinker.end();
    }

    /** How often a look was too late. */
    int broken() {
        return broken;
    }
}
