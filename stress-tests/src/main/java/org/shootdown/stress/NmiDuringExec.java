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
 * Which policies reach a CPU that is in exec_mmap, where {@code current->mm} is already the new mm but mm_cpumask is
 * not, when an NMI walks?
 *
 * <p>Those policies reach it that look at more than mm_cpumask: the broadcast, the trackers, which perf sets too, and a grace period.
 */
@JCStressTest
@Description(
        "*/native/hugetlb-unshare/perf-nmi/exec-mmap: "
                + "shootdown explain --backend native --operation hugetlb-unshare --walker perf-nmi --situation exec-mmap --memory tso")
@Outcome(id = ".+, outside", expect = ACCEPTABLE, desc = "Done before the entry was cleared, or saw it cleared")
@Outcome(id = ".+, inside", expect = ACCEPTABLE, desc = "Inside the unlinked table, and out in time")
@Outcome(
        id =
                "(never|kernel-mode-posted|mm-cpumask|kernel-mode|rfc|v1|v2|v3|v4-property|v4|v5|v6|v7|v8|v10|v10-freed-only), P2",
        expect = ACCEPTABLE_INTERESTING,
        desc = "The mm did not yet know of this CPU")
@Outcome(expect = FORBIDDEN, desc = "Broken where the explorer says it cannot be")
@State
public class NmiDuringExec extends LiveTest {
    private static final Cells CELLS = Cells.along(Axis.POLICY, "*/native/hugetlb-unshare/perf-nmi/exec-mmap");

    public NmiDuringExec() {
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
