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
 * Does v4's aim hold, as in {@link V4Targeted}, with a full barrier? Yes, and it would hold without the flush too.
 */
@JCStressTest
@Description(
        "v4-targeted-mb/*/hugetlb-unshare/gup-fast/running: "
                + "shootdown explain --policy v4-targeted-mb --operation hugetlb-unshare --walker gup-fast --situation running --memory tso")
@JCStressMeta(Holds.class)
@State
public class V4TargetedMb extends LiveTest {
    private static final Cells CELLS = Cells.along(Axis.BACKEND, "v4-targeted-mb/*/hugetlb-unshare/gup-fast/running");

    public V4TargetedMb() {
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
