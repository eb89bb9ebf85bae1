package org.shootdown.stress.policy;

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
import org.shootdown.stress.Cells;
import org.shootdown.stress.LiveTest;

/**
 * What if nothing is done beyond the flush? The control: without it the other tests of this package show nothing.
 *
 * <p>Where the flush itself interrupts the walker's CPU (native, KVM with no vCPU preempted) that is as good as a
 * sync. Where it does not (INVLPGB with a global ASID, Hyper-V) the walker looks at a table that is another
 * mm's by then, on any machine.
 */
@JCStressTest
@Description(
        "never/*/hugetlb-unshare/gup-fast/running: "
                + "shootdown explain --policy never --operation hugetlb-unshare --walker gup-fast --situation running --memory tso")
@Outcome(id = ".+, outside", expect = ACCEPTABLE, desc = "Done before the entry was cleared, or saw it cleared")
@Outcome(id = ".+, inside", expect = ACCEPTABLE, desc = "Inside the unlinked table, and out in time")
@Outcome(
        id = "(native-invlpgb|hyperv), P2",
        expect = ACCEPTABLE_INTERESTING,
        desc = "Reused under the walker: the flush interrupted nobody")
@Outcome(expect = FORBIDDEN, desc = "Broken where the explorer says it cannot be")
@State
public class Never extends LiveTest {
    private static final Cells CELLS = Cells.along(Axis.BACKEND, "never/*/hugetlb-unshare/gup-fast/running");

    public Never() {
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
