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
 * Does v10 hold without the unshared half of wake_lazy_cpus?
 *
 * <p>With a thread of the mm on the walker's CPU, which is not lazy, yes. For one that is see {@code
 * NmiWindowsFreedOnly}.
 */
@JCStressTest
@Description(
        "v10-freed-only/*/hugetlb-unshare/gup-fast/running: "
                + "shootdown explain --policy v10-freed-only --operation hugetlb-unshare --walker gup-fast --situation running --memory tso")
@JCStressMeta(Holds.class)
@State
public class V10FreedOnly extends LiveTest {
    private static final Cells CELLS = Cells.along(Axis.BACKEND, "v10-freed-only/*/hugetlb-unshare/gup-fast/running");

    public V10FreedOnly() {
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
