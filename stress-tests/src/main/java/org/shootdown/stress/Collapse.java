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
 * Does a walker look at a page table that khugepaged took out, where flushes interrupt nobody?
 *
 * <p>It does so only under the policy never, which does not sync. gup_fast's second look at the PMD keeps it from using the page, but that look comes
 * after the first one into the table.
 */
@JCStressTest
@Description(
        "*/native-invlpgb/thp-collapse/gup-fast/running: "
                + "shootdown explain --backend native-invlpgb --operation thp-collapse --walker gup-fast --situation running --memory tso")
@Outcome(id = ".+, outside", expect = ACCEPTABLE, desc = "Done before the entry was cleared, or saw it cleared")
@Outcome(id = ".+, inside", expect = ACCEPTABLE, desc = "Inside the unlinked table, and out in time")
@Outcome(
        id = "(never|kernel-mode-posted|kernel-mode-posted), P1",
        expect = ACCEPTABLE_INTERESTING,
        desc = "Deposited and then freed under the walker")
@Outcome(
        id = "(never|kernel-mode-posted|kernel-mode-posted), P2",
        expect = ACCEPTABLE_INTERESTING,
        desc = "Deposited under the walker: nobody waited")
@Outcome(expect = FORBIDDEN, desc = "Broken where the explorer says it cannot be")
@State
public class Collapse extends LiveTest {
    private static final Cells CELLS = Cells.along(Axis.POLICY, "*/native-invlpgb/thp-collapse/gup-fast/running");

    public Collapse() {
        super(CELLS);
    }

    @Actor
    public void khugepaged() {
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
