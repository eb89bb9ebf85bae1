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
 * What if the host stops the walker's vCPU inside the walk? KVM's flush leaves preempted vCPUs out: they will flush
 * when they run again. The walker goes on with the table in hand.
 *
 * <p>Whoever takes that flush for an interrupt to every walker is wrong: v4's property, and v3 where it noted IPIs
 * to others.
 */
@JCStressTest
@Description(
        "*/kvm/hugetlb-unshare/gup-fast/preempted: "
                + "shootdown explain --backend kvm --operation hugetlb-unshare --walker gup-fast --situation preempted --memory tso")
@Outcome(id = ".+, outside", expect = ACCEPTABLE, desc = "Done before the entry was cleared, or saw it cleared")
@Outcome(id = ".+, inside", expect = ACCEPTABLE, desc = "Inside the unlinked table, and out in time")
@Outcome(
        id = "(never|kernel-mode-posted|v3|v4-property|v4), P2",
        expect = ACCEPTABLE_INTERESTING,
        desc = "The flush left the stopped vCPU out, and so did the sync")
@Outcome(expect = FORBIDDEN, desc = "Broken where the explorer says it cannot be")
@State
public class PreemptedVcpu extends LiveTest {
    private static final Cells CELLS = Cells.along(Axis.POLICY, "*/kvm/hugetlb-unshare/gup-fast/preempted");

    public PreemptedVcpu() {
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

    @Actor
    public void host() {
        run(3);
    }

    @Arbiter
    public void arbiter(LL_Result result) {
        judge(result);
    }
}
