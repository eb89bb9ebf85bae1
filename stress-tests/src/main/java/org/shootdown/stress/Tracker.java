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
import org.shootdown.stress.TrackerMachine.Barrier;

/**
 * Which barrier does policy v4 need where it reads the walkers' trackers? A walker stores its mm to its tracker, has a
 * full barrier, and reads the page table; whoever frees a table stores to the page table and reads the trackers.
 *
 * <p>v4 needs a full barrier. This is store buffering: each side stores to one place and then reads the other's. With a read
 * barrier, as in the patch, or with none, the store that unlinks the table can wait in the store buffer while the
 * trackers are read: the walker has not said that it is walking, and still finds the table. So it is on x86 and on
 * everything weaker; under sequential consistency no barrier would be needed.
 *
 * <pre>
 *     walker                 freer
 *                            pmd = none    (in the store buffer)
 *                            no tracker is set: nobody to wait for
 *     tracker = mm
 *     smp_mb
 *     pmd is set
 *                            (pmd = none reaches memory)
 *                            free the table
 *     look at the table
 * </pre>
 */
public class Tracker {
    private Tracker() {}

    /** No barrier. */
    @JCStressTest
    @Description("1 tracked walkers, barrier NONE: in no catalogue;"
            + " mvn -pl stress-tests -am test -Dtest=OutcomesTest -Dsurefire.failIfNoSpecifiedTests=false")
    @Outcome(id = "outside", expect = ACCEPTABLE, desc = "Done before the entry was cleared, or saw it cleared")
    @Outcome(id = "inside", expect = ACCEPTABLE, desc = "Inside the unlinked table, and out before it was freed")
    @Outcome(id = "P1", expect = ACCEPTABLE_INTERESTING, desc = "Read the tracker before its own store was visible")
    @State
    public static class None extends LiveTest {
        private static final Cells CELLS = Cells.only(TrackerMachine.of(1, Barrier.NONE));

        public None() {
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

    /** The barrier of the patch. */
    @JCStressTest
    @Description("1 tracked walkers, barrier RMB: in no catalogue;"
            + " mvn -pl stress-tests -am test -Dtest=OutcomesTest -Dsurefire.failIfNoSpecifiedTests=false")
    @Outcome(id = "outside", expect = ACCEPTABLE, desc = "Done before the entry was cleared, or saw it cleared")
    @Outcome(id = "inside", expect = ACCEPTABLE, desc = "Inside the unlinked table, and out before it was freed")
    @Outcome(id = "P1", expect = ACCEPTABLE_INTERESTING, desc = "smp_rmb let the store wait until the tracker was read")
    @State
    public static class Rmb extends LiveTest {
        private static final Cells CELLS = Cells.only(TrackerMachine.of(1, Barrier.RMB));

        public Rmb() {
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

    /** The barrier that is needed. */
    @JCStressTest
    @Description("1 tracked walkers, barrier MB: in no catalogue;"
            + " mvn -pl stress-tests -am test -Dtest=OutcomesTest -Dsurefire.failIfNoSpecifiedTests=false")
    @Outcome(id = "outside", expect = ACCEPTABLE, desc = "Done before the entry was cleared, or saw it cleared")
    @Outcome(id = "inside", expect = ACCEPTABLE, desc = "Inside the unlinked table, and out before it was freed")
    @Outcome(id = "P1", expect = FORBIDDEN, desc = "Looked at the freed table")
    @State
    public static class Mb extends LiveTest {
        private static final Cells CELLS = Cells.only(TrackerMachine.of(1, Barrier.MB));

        public Mb() {
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

    /** As Mb, but with two walkers: one barrier serves both trackers. */
    @JCStressTest
    @Description("2 tracked walkers, barrier MB: in no catalogue;"
            + " mvn -pl stress-tests -am test -Dtest=OutcomesTest -Dsurefire.failIfNoSpecifiedTests=false")
    @JCStressMeta(Mb.class)
    @State
    public static class MbTwoWalkers extends LiveTest {
        private static final Cells CELLS = Cells.only(TrackerMachine.of(2, Barrier.MB));

        public MbTwoWalkers() {
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
        public void freer() {
            run(2);
        }

        @Arbiter
        public void arbiter(L_Result result) {
            judge(result);
        }
    }
}
