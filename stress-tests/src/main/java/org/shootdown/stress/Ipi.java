package org.shootdown.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * Is an IPI enough? Walkers look at a table with interrupts off; whoever frees it unlinks it, interrupts every walker,
 * waits, and frees.
 *
 * <p>The IPI is enough, on any machine. It arrives once the walker has interrupts on again, so a walk that found the table is
 * over when the wait is, and one that begins later sees the cleared entry, since queueing a request is a locked
 * instruction. Without the IPI the table is freed under the walker on any machine, store buffers or not. That test is the control,
 * without which the first one shows nothing.
 *
 * <pre>
 *     walker                 freer
 *     irqs off
 *     pmd is set
 *                            pmd = none
 *                            IPI, wait     (not in Never)
 *     look at the table
 *                            free the table
 *     look at the table
 *     irqs on
 * </pre>
 */
public class Ipi {
    private Ipi() {}

    /** The IPI waits for the walker. */
    @JCStressTest
    @Description("1 walkers, with IPI: in no catalogue;"
            + " mvn -pl stress-tests -am test -Dtest=OutcomesTest -Dsurefire.failIfNoSpecifiedTests=false")
    @Outcome(id = "outside", expect = ACCEPTABLE, desc = "Done before the entry was cleared, or saw it cleared")
    @Outcome(id = "inside", expect = ACCEPTABLE, desc = "Inside the unlinked table, and out before it was freed")
    @Outcome(id = "P1", expect = FORBIDDEN, desc = "Looked at the freed table")
    @State
    public static class Sync extends LiveTest {
        private static final Cells CELLS = Cells.only(IpiMachine.of(1, true));

        public Sync() {
            super(CELLS);
        }

        @Actor
        public void walker() {
            run(0);
        }

        @Actor
        public void freer() {
            run(1);
        }

        @Arbiter
        public void arbiter(L_Result result) {
            judge(result);
        }
    }

    /** Nothing waits for the walker. */
    @JCStressTest
    @Description("1 walkers, without IPI: in no catalogue;"
            + " mvn -pl stress-tests -am test -Dtest=OutcomesTest -Dsurefire.failIfNoSpecifiedTests=false")
    @Outcome(id = "outside", expect = ACCEPTABLE, desc = "Done before the entry was cleared, or saw it cleared")
    @Outcome(id = "inside", expect = ACCEPTABLE, desc = "Inside the unlinked table, and out before it was freed")
    @Outcome(id = "P1", expect = ACCEPTABLE_INTERESTING, desc = "Freed under the walker: nobody waited")
    @State
    public static class Never extends LiveTest {
        private static final Cells CELLS = Cells.only(IpiMachine.of(1, false));

        public Never() {
            super(CELLS);
        }

        @Actor
        public void walker() {
            run(0);
        }

        @Actor
        public void freer() {
            run(1);
        }

        @Arbiter
        public void arbiter(L_Result result) {
            judge(result);
        }
    }

    /** As Sync, but with three walkers: one IPI each. */
    @JCStressTest
    @Description("3 walkers, with IPI: in no catalogue;"
            + " mvn -pl stress-tests -am test -Dtest=OutcomesTest -Dsurefire.failIfNoSpecifiedTests=false")
    @JCStressMeta(Sync.class)
    @State
    public static class SyncThreeWalkers extends LiveTest {
        private static final Cells CELLS = Cells.only(IpiMachine.of(3, true));

        public SyncThreeWalkers() {
            super(CELLS);
        }

        @Actor
        public void walker0() {
            run(0);
        }

        @Actor
        public void walker1() {
            run(1);
        }

        @Actor
        public void walker2() {
            run(2);
        }

        @Actor
        public void freer() {
            run(3);
        }

        @Arbiter
        public void arbiter(L_Result result) {
            judge(result);
        }
    }
}
