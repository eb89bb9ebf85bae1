package org.shootdown.stress;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import org.shootdown.live.LiveMachine;
import org.shootdown.machine.Observation;
import org.shootdown.machine.Property;

/**
 * What all stress tests share: a live machine per sample, whose processors the actors run, and a word for what came of
 * it. JCStress wants each test class to declare its actors itself; there is one for each processor that does something.
 *
 * <p>The verdict on a sample is the properties that it broke, as in {@code P1}, or else whether a walker was inside a
 * table after it was unlinked: {@code inside} or {@code outside}. Where a test runs several cells of the matrix, the
 * result says first which one it was.
 */
public abstract class LiveTest {
    private static final String[] BROKEN = new String[1 << Property.values().length];

    static {
        for (int set = 1; set < BROKEN.length; set++) {
            StringBuilder names = new StringBuilder();
            for (Property property : Property.values()) {
                if ((set & 1 << property.ordinal()) != 0) {
                    names.append(names.isEmpty() ? "" : " ").append(property);
                }
            }
            BROKEN[set] = names.toString();
        }
    }

    /** So many turns an actor waits for the others: enough if they run, and little lost if they do not. */
    private static final int PATIENCE = 200;

    /** An actor lets the others go ahead by less than so many turns: about as long as a program takes. */
    private static final int MAX_HEAD_START = 16;

    private static final VarHandle ARRIVED;

    static {
        try {
            ARRIVED = MethodHandles.lookup().findVarHandle(LiveTest.class, "arrived", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Cells cells;
    private final Cells.Cell cell;
    private final LiveMachine live;
    private int arrived;

    /** @param cells kept in a static field of the test, for one is made per sample */
    protected LiveTest(Cells cells) {
        this.cells = cells;
        this.cell = cells.any();
        this.live = new LiveMachine(cell.blueprint());
    }

    /** Plays one processor: what an actor does. */
    protected final void run(int processor) {
        meet();
        live.run(processor);
    }

    /**
     * Makes the actors of a sample run at the same time, more or less. JCStress lets each run along its samples by
     * itself, which suits actors of a few instructions; programs of many steps, some of which wait, would drift apart.
     * What this orders lies before the programs' first steps.
     */
    private void meet() {
        ARRIVED.getAndAdd(this, 1);
        for (int turn = 0; turn < PATIENCE && (int) ARRIVED.getAcquire(this) < cell.actors(); turn++) {
            Thread.onSpinWait();
        }
        for (int turn = ThreadLocalRandom.current().nextInt(MAX_HEAD_START); turn > 0; turn--) {
            Thread.onSpinWait();
        }
    }

    /** Says what came of the sample: what an arbiter does. */
    protected final void judge(L_Result result) {
        result.r1 = verdict(live.broken(), live.reached());
    }

    /** Says which cell it was, and what came of the sample. */
    protected final void judge(LL_Result result) {
        result.r1 = cell.label();
        result.r2 = verdict(live.broken(), live.reached());
    }

    /** Everything that this test can run. */
    final Cells cells() {
        return cells;
    }

    /** The verdict on a sample with this observation. */
    static String verdict(Observation observation) {
        return verdict(observation.broken(), observation.reached());
    }

    /** The verdict on a sample that broke these properties, at least one. */
    static String broken(int set) {
        return BROKEN[set];
    }

    private static String verdict(int broken, int reached) {
        return broken != 0 ? broken(broken) : reached != 0 ? "inside" : "outside";
    }
}
