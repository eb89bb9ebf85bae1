package org.shootdown.stress.policy;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.shootdown.catalogue.Axis;
import org.shootdown.stress.Cells;
import org.shootdown.stress.LiveTest;

/**
 * Does it hold to skip the sync on native without INVLPGB, where the flush interrupts whoever the sync would?
 *
 * <p>With a thread of the mm on the walker's CPU, yes: the flush interrupts that CPU.
 *
 * <p>The versions rfc, v1, v2, v5, v6, v7, v8 and v10 decide this at different places (at the call sites, in sync_one, by
 * a static key, in native_pv_tlb_init), and are one rule for an unshare with no CPU lazy: their machines are one, and
 * {@code OutcomesTest} holds them to it. For a CPU that is between two mms when an NMI walks see {@link
 * org.shootdown.stress.NmiWindows}.
 */
@JCStressTest
@Description(
        "v10/*/hugetlb-unshare/gup-fast/running: "
                + "shootdown explain --policy v10 --operation hugetlb-unshare --walker gup-fast --situation running --memory tso")
@JCStressMeta(Holds.class)
@State
public class V10 extends LiveTest {
    private static final Cells CELLS = Cells.along(Axis.BACKEND, "v10/*/hugetlb-unshare/gup-fast/running");

    public V10() {
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
