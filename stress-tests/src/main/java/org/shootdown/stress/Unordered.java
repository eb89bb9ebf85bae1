package org.shootdown.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.shootdown.catalogue.Axis;

/**
 * Which policies need a full barrier between the store to the page table and what they read of other CPUs? In this
 * unshare the sync follows the store with no fully ordered step between them.
 *
 * <p>Those policies need one that read who is walking: v4's trackers, and the context-tracking state of kernel-mode. The store waits
 * in the store buffer while they read that nobody walks. A read barrier, as in v4, does not help; a full one does;
 * and whoever interrupts without asking has it in the IPI. On sequentially consistent hardware only never would
 * fail.
 */
@JCStressTest
@Description(
        "*/native/unshare-unordered/gup-fast/running: "
                + "shootdown explain --backend native --operation unshare-unordered --walker gup-fast --situation running --memory tso")
@Outcome(id = ".+, outside", expect = ACCEPTABLE, desc = "Done before the entry was cleared, or saw it cleared")
@Outcome(id = ".+, inside", expect = ACCEPTABLE, desc = "Inside the unlinked table, and out in time")
@Outcome(
        id = "(never|kernel-mode-posted|kernel-mode-posted), P2",
        expect = ACCEPTABLE_INTERESTING,
        desc = "Nobody waited")
@Outcome(
        id = "(kernel-mode|v4-targeted|v4-targeted-none), P2",
        expect = ACCEPTABLE_INTERESTING,
        desc = "Read that nobody walks before its own store was visible")
@Outcome(expect = FORBIDDEN, desc = "Broken where the explorer says it cannot be")
@State
public class Unordered extends LiveTest {
    private static final Cells CELLS = Cells.along(Axis.POLICY, "*/native/unshare-unordered/gup-fast/running");

    public Unordered() {
        super(CELLS);
    }

    @Actor
    public void unsharer() {
        run(0);
    }

    @Actor
    public void walker() {
        run(1);
    }

    @Arbiter
    public void arbiter(LL_Result result) {
        judge(result);
    }
}
