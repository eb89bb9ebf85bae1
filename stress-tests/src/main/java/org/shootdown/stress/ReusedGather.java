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
 * What if one gather frees a table and flushes, then unshares another and flushes again, on Hyper-V, whose hypercall
 * may or may not interrupt?
 *
 * <p>v3's note of the first flush is still there after the second, and the sync is skipped for walkers that only the
 * first interrupted.
 */
@JCStressTest
@Description(
        "*/hyperv/unshare-after-free/gup-fast/running: "
                + "shootdown explain --backend hyperv --operation unshare-after-free --walker gup-fast --situation running --memory tso")
@Outcome(id = ".+, outside", expect = ACCEPTABLE, desc = "Done before the entry was cleared, or saw it cleared")
@Outcome(id = ".+, inside", expect = ACCEPTABLE, desc = "Inside the unlinked table, and out in time")
@Outcome(
        id = "(never|kernel-mode-posted|kernel-mode-posted), P2",
        expect = ACCEPTABLE_INTERESTING,
        desc = "Nobody waited")
@Outcome(id = "v3, P2", expect = ACCEPTABLE_INTERESTING, desc = "Skipped by the note of an earlier flush")
@Outcome(expect = FORBIDDEN, desc = "Broken where the explorer says it cannot be")
@State
public class ReusedGather extends LiveTest {
    private static final Cells CELLS = Cells.along(Axis.POLICY, "*/hyperv/unshare-after-free/gup-fast/running");

    public ReusedGather() {
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
