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
 * Who waits for a walker of an mm that left the table earlier, while two others still shared it? It flushed, and did
 * not sync; the last sharer does, with its own mm in hand.
 *
 * <p>Only policies that interrupt everybody wait. Whoever asks for the CPUs, or the walks, of {@code tlb->mm} passes over a
 * walker of another mm.
 */
@JCStressTest
@Description(
        "*/native-invlpgb/hugetlb-unshare-3mm/gup-fast/running: "
                + "shootdown explain --backend native-invlpgb --operation hugetlb-unshare-3mm --walker gup-fast --situation running --memory tso")
@Outcome(id = ".+, outside", expect = ACCEPTABLE, desc = "Done before the entry was cleared, or saw it cleared")
@Outcome(id = ".+, inside", expect = ACCEPTABLE, desc = "Inside the unlinked table, and out in time")
@Outcome(
        id = "(never|kernel-mode-posted|mm-cpumask|kernel-mode|v4-targeted|v4-targeted-none|v4-targeted-mb|v4), P2",
        expect = ACCEPTABLE_INTERESTING,
        desc = "The sync asked for walkers of another mm")
@Outcome(expect = FORBIDDEN, desc = "Broken where the explorer says it cannot be")
@State
public class ThirdMm extends LiveTest {
    private static final Cells CELLS =
            Cells.along(Axis.POLICY, "*/native-invlpgb/hugetlb-unshare-3mm/gup-fast/running");

    public ThirdMm() {
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

    @Arbiter
    public void arbiter(LL_Result result) {
        judge(result);
    }
}
