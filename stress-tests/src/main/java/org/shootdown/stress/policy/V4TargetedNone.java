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
 * Does v4's aim hold, as in {@link V4Targeted}, without any barrier? Yes, thanks to the flush, as it does with the read
 * barrier.
 */
@JCStressTest
@Description(
        "v4-targeted-none/*/hugetlb-unshare/gup-fast/running: "
                + "shootdown explain --policy v4-targeted-none --operation hugetlb-unshare --walker gup-fast --situation running --memory tso")
@JCStressMeta(Holds.class)
@State
public class V4TargetedNone extends LiveTest {
    private static final Cells CELLS = Cells.along(Axis.BACKEND, "v4-targeted-none/*/hugetlb-unshare/gup-fast/running");

    public V4TargetedNone() {
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
