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
 * Who waits for a walker whose mm left the table earlier and whose vCPU the host has stopped, which is {@link ThirdMm}
 * and {@link PreemptedVcpu} at once?
 *
 * <p>The broadcast still waits: an IPI to a stopped vCPU stays pending until it runs and has interrupts on.
 */
@JCStressTest
@Description(
        "*/kvm/hugetlb-unshare-3mm/gup-fast/preempted: "
                + "shootdown explain --backend kvm --operation hugetlb-unshare-3mm --walker gup-fast --situation preempted --memory tso")
@Outcome(id = ".+, outside", expect = ACCEPTABLE, desc = "Done before the entry was cleared, or saw it cleared")
@Outcome(id = ".+, inside", expect = ACCEPTABLE, desc = "Inside the unlinked table, and out in time")
@Outcome(
        id =
                "(never|kernel-mode-posted|mm-cpumask|kernel-mode|v3|v4-property|v4-targeted|v4-targeted-none|v4-targeted-mb|v4), P2",
        expect = ACCEPTABLE_INTERESTING,
        desc = "Left out by the flush, and not asked for by the sync")
@Outcome(expect = FORBIDDEN, desc = "Broken where the explorer says it cannot be")
@State
public class PreemptedVcpuThirdMm extends LiveTest {
    private static final Cells CELLS = Cells.along(Axis.POLICY, "*/kvm/hugetlb-unshare-3mm/gup-fast/preempted");

    public PreemptedVcpuThirdMm() {
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
    public void third() {
        run(2);
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
