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
import org.openjdk.jcstress.infra.results.L_Result;
import org.shootdown.stress.TlbMachine.Flush;

/**
 * When may a page be freed that a TLB still translates to? A CPU uses the page for as long as it has the translation,
 * with interrupts on; whoever frees the page clears its entry, flushes, and frees.
 *
 * <p>The page may be freed once the translation is gone. Look and use are one step, so dropping it is enough: by the CPU itself in an
 * interrupt, or from outside. Without a flush the hardware goes on using the freed page, on any machine.
 *
 * <pre>
 *     user                   unmap
 *                            pte = none
 *     tlb has it: use
 *                            tlb = none    (not in Never)
 *                            free the page
 *     tlb has it: use
 * </pre>
 */
public class Tlb {
    private Tlb() {}

    /** The user drops its translation in the interrupt. */
    @JCStressTest
    @Description("TLB of one entry, flush IPI: in no catalogue;"
            + " mvn -pl stress-tests -am test -Dtest=OutcomesTest -Dsurefire.failIfNoSpecifiedTests=false")
    @Outcome(id = "outside", expect = ACCEPTABLE, desc = "Done before the page was unmapped, or no translation left")
    @Outcome(id = "inside", expect = ACCEPTABLE, desc = "Used after it was unmapped, and not after it was freed")
    @Outcome(id = "P3", expect = FORBIDDEN, desc = "Used the freed page")
    @State
    public static class Shootdown extends LiveTest {
        private static final Cells CELLS = Cells.only(TlbMachine.of(Flush.IPI));

        public Shootdown() {
            super(CELLS);
        }

        @Actor
        public void user() {
            run(0);
        }

        @Actor
        public void unmap() {
            run(1);
        }

        @Arbiter
        public void arbiter(L_Result result) {
            judge(result);
        }
    }

    /** The translation is dropped from outside, between any two uses. */
    @JCStressTest
    @Description("TLB of one entry, flush REMOTE: in no catalogue;"
            + " mvn -pl stress-tests -am test -Dtest=OutcomesTest -Dsurefire.failIfNoSpecifiedTests=false")
    @Outcome(id = "outside", expect = ACCEPTABLE, desc = "Done before the page was unmapped, or no translation left")
    @Outcome(id = "inside", expect = ACCEPTABLE, desc = "Used after it was unmapped, and not after it was freed")
    @Outcome(id = "P3", expect = FORBIDDEN, desc = "Used the freed page")
    @State
    public static class Remote extends LiveTest {
        private static final Cells CELLS = Cells.only(TlbMachine.of(Flush.REMOTE));

        public Remote() {
            super(CELLS);
        }

        @Actor
        public void user() {
            run(0);
        }

        @Actor
        public void unmap() {
            run(1);
        }

        @Arbiter
        public void arbiter(L_Result result) {
            judge(result);
        }
    }

    /** Nobody drops the translation. */
    @JCStressTest
    @Description("TLB of one entry, flush NONE: in no catalogue;"
            + " mvn -pl stress-tests -am test -Dtest=OutcomesTest -Dsurefire.failIfNoSpecifiedTests=false")
    @Outcome(id = "outside", expect = ACCEPTABLE, desc = "Done before the page was unmapped, or no translation left")
    @Outcome(id = "inside", expect = ACCEPTABLE, desc = "Used after it was unmapped, and not after it was freed")
    @Outcome(id = "P3", expect = ACCEPTABLE_INTERESTING, desc = "Freed under the translation: nobody flushed")
    @State
    public static class Never extends LiveTest {
        private static final Cells CELLS = Cells.only(TlbMachine.of(Flush.NONE));

        public Never() {
            super(CELLS);
        }

        @Actor
        public void user() {
            run(0);
        }

        @Actor
        public void unmap() {
            run(1);
        }

        @Arbiter
        public void arbiter(L_Result result) {
            judge(result);
        }
    }
}
