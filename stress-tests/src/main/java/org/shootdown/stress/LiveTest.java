package org.shootdown.stress;

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

    private final Cells cells;
    private final Cells.Cell cell;
    private final LiveMachine live;

    /** @param cells kept in a static field of the test, for one is made per sample */
    protected LiveTest(Cells cells) {
        this.cells = cells;
        this.cell = cells.any();
        this.live = new LiveMachine(cell.blueprint());
    }

    /** Plays one processor: what an actor does. */
    protected final void run(int processor) {
        live.run(processor);
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
