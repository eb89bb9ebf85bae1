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
 * Does mainline's broadcast hold while another thread of the mm walks? The last sharer leaves a hugetlb PMD table,
 * flushes, interrupts every other CPU, and the mm that is left reuses the table.
 *
 * <p>Yes, on every backend: it relies on no flush. It is what all other policies are measured by.
 *
 * <p>sync-rcu (7.1) is the same rule where a table is unshared. The grace period with which it frees a single table is
 * in {@link org.shootdown.stress.FreeAtOnce}.
 */
@JCStressTest
@Description(
        "broadcast/*/hugetlb-unshare/gup-fast/running: "
                + "shootdown explain --policy broadcast --operation hugetlb-unshare --walker gup-fast --situation running --memory tso")
@JCStressMeta(Holds.class)
@State
public class Broadcast extends LiveTest {
    private static final Cells CELLS = Cells.along(Axis.BACKEND, "broadcast/*/hugetlb-unshare/gup-fast/running");

    public Broadcast() {
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
