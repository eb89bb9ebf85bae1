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
 * Can an NMI walk an mm whose flushes do not reach its CPU, under v10 without the unshared half of wake_lazy_cpus?
 *
 * <p>It can in the windows of {@link NmiWindows}, and also wherever {@code current->mm} is an mm that the CPU has already
 * left, or is about to leave: the flush skips that CPU.
 */
@JCStressTest
@Description(
        "v10-freed-only/native/hugetlb-unshare/perf-nmi/*: "
                + "shootdown explain --policy v10-freed-only --backend native --operation hugetlb-unshare --walker perf-nmi --memory tso")
@Outcome(id = ".+, outside", expect = ACCEPTABLE, desc = "Done before the entry was cleared, or saw it cleared")
@Outcome(id = ".+, inside", expect = ACCEPTABLE, desc = "Inside the unlinked table, and out in time")
@Outcome(
        id = "(kthread-use-mm|exec-mmap), P2",
        expect = ACCEPTABLE_INTERESTING,
        desc = "current->mm was set, and the mm did not yet know of this CPU")
@Outcome(
        id = "(switch-back|enter-lazy|switch-out|text-poke|efi-call), P2",
        expect = ACCEPTABLE_INTERESTING,
        desc = "The CPU had left the mm that current->mm still was")
@Outcome(expect = FORBIDDEN, desc = "Broken where the explorer says it cannot be")
@State
public class NmiWindowsFreedOnly extends LiveTest {
    private static final Cells CELLS = Cells.along(Axis.SITUATION, "v10-freed-only/native/hugetlb-unshare/perf-nmi/*")
            .without("preempted");

    public NmiWindowsFreedOnly() {
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
