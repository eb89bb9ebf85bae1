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
 * Does the first half of v4 hold, which calls KVM's flush one that implies IPIs?
 *
 * <p>As long as the host stops no vCPU. For one that does see {@code PreemptedVcpu}.
 */
@JCStressTest
@Description(
        "v4-property/*/hugetlb-unshare/gup-fast/running: "
                + "shootdown explain --policy v4-property --operation hugetlb-unshare --walker gup-fast --situation running --memory tso")
@JCStressMeta(Holds.class)
@State
public class V4Property extends LiveTest {
    private static final Cells CELLS = Cells.along(Axis.BACKEND, "v4-property/*/hugetlb-unshare/gup-fast/running");

    public V4Property() {
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
