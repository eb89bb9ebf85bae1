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
 * Does v3 hold, which notes in the gather that a flush sent IPIs and then skips?
 *
 * <p>For a gather that is used once, yes. For one that is used again see {@code ReusedGather}.
 */
@JCStressTest
@Description(
        "v3/*/hugetlb-unshare/gup-fast/running: "
                + "shootdown explain --policy v3 --operation hugetlb-unshare --walker gup-fast --situation running --memory tso")
@JCStressMeta(Holds.class)
@State
public class V3 extends LiveTest {
    private static final Cells CELLS = Cells.along(Axis.BACKEND, "v3/*/hugetlb-unshare/gup-fast/running");

    public V3() {
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
