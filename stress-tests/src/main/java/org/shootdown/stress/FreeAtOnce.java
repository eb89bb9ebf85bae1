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
 * Is a table that is freed at once, for want of a batch page, freed under a walker, where flushes interrupt nobody?
 *
 * <p>It is only under the policy never, the control, which does not sync. In this operation sync-rcu broadcasts as mainline
 * did before 7.1; its grace period is in the operation free-one-7.1.
 */
@JCStressTest
@Description(
        "*/native-invlpgb/free-one/gup-fast/running: "
                + "shootdown explain --backend native-invlpgb --operation free-one --walker gup-fast --situation running --memory tso")
@Outcome(id = ".+, outside", expect = ACCEPTABLE, desc = "Done before the entry was cleared, or saw it cleared")
@Outcome(id = ".+, inside", expect = ACCEPTABLE, desc = "Inside the unlinked table, and out in time")
@Outcome(
        id = "(never|kernel-mode-posted|kernel-mode-posted), P1",
        expect = ACCEPTABLE_INTERESTING,
        desc = "Freed under the walker: nobody waited")
@Outcome(expect = FORBIDDEN, desc = "Broken where the explorer says it cannot be")
@State
public class FreeAtOnce extends LiveTest {
    private static final Cells CELLS = Cells.along(Axis.POLICY, "*/native-invlpgb/free-one/gup-fast/running");

    public FreeAtOnce() {
        super(CELLS);
    }

    @Actor
    public void freer() {
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
