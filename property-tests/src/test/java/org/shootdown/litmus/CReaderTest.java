package org.shootdown.litmus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Is each form of the kernel's C that the reader claims to understand read, and executed as x86 does? */
class CReaderTest {
    @Test
    void kernelAtomicsAndBranches() {
        String test = """
                C atomics
                { atomic_t c = 1; int *p = &c; }
                P0(atomic_t *c, int *x) {
                    int r0 = -1;
                    if (atomic_dec_and_test(c) && atomic_fetch_add(4, c) == 0)
                        r0 = atomic_add_return_relaxed(2, c); // 6
                    else
                        WRITE_ONCE(*x, 1);
                }
                P1(int **p) {
                    int *r1;
                    int r2;
                    r1 = READ_ONCE(*p);
                    r2 = READ_ONCE(*r1);
                }
                locations [c;]
                forall (0:r0=6 /\\ ~x=1 /\\ (1:r2=1 \\/ 1:r2=0 \\/ 1:r2=4 \\/ 1:r2=6)) (* the end *)
                """;
        LitmusResult result = Decided.underTso(test);
        assertThat(result.observation()).isEqualTo("Always");
        assertThat(result.states()).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({
        "atomic_andnot(5/c), 0, 2",
        "r0 = atomic_fetch_andnot(2/c), 7, 5",
        "r0 = atomic_add_negative(-7/c), 0, 0",
        "r0 = atomic_add_negative(-8/c), 1, -1",
        "(void)atomic_inc_return(c), 0, 8",
        "r0 = atomic_xchg(c/1), 7, 1",
        "if (true) r0 = atomic_read(c), 7, 7",
        "if (false) r0 = atomic_read(c), 0, 7",
        "spin_unlock_wait(l), 0, 7"
    })
    void morePrimitives(String statement, long returned, long left) {
        String test = "C one\n{ atomic_t c = ATOMIC_INIT(7); }\nP0(atomic_t *c, spinlock_t *l) {\n int r0 = 0;\n "
                + statement.replace('/', ',') + ";\n}\nlocations [0:r0; c;]";
        assertThat(Decided.states(test)).containsExactly("0:r0=" + returned + "; [c]=" + left + ";");
    }

    @Test
    void declarationsOfSeveralVariables() {
        String test = """
                C several
                { y = 4; }
                P0(void) { int r0 = 1, *r1, r2 = r0 + 2; }
                forall (0:r0=1 /\\ 0:r1=0 /\\ 0:r2=3)
                """;
        assertThat(Decided.states(test)).containsExactly("0:r0=1; 0:r1=0; 0:r2=3;");
    }

    /** Registers may come from nowhere but an assignment or the initial state. */
    @Test
    void undeclaredRegisters() {
        String test = """
                C undeclared
                { 1:r2=x; 1:r9=3; }
                P0(int *x) { r0 = READ_ONCE(*x); r1 = r0 + 1; }
                P1(int *x) { WRITE_ONCE(*r2, r9); }
                exists (0:r1=4)
                """;
        assertThat(Decided.states(test)).containsExactly("0:r1=1;", "0:r1=4;");
    }

    /** Message passing; the two accesses to {@code z} are plain. */
    @Test
    void plainAccessesAreDecidedAsMarkedOnesAndNoted() {
        String test = """
                C plain
                { int *p = &z; }
                P0(int *y, int *z) {
                    *z = 1;
                    WRITE_ONCE(*y, 1);
                }
                P1(int *y, int **p) {
                    int r0 = READ_ONCE(*y);
                    int r1 = **p;
                }
                exists (1:r0=1 /\\ 1:r1=0)
                """;
        LitmusResult result = Decided.underTso(test);
        String marked = test.replace("*z = 1", "WRITE_ONCE(*z, 1)").replace("= **p", "= READ_ONCE(*READ_ONCE(*p))");
        assertThat(Decided.states(test)).isEqualTo(Decided.states(marked)).hasSize(3);
        assertThat(result.observation()).isEqualTo("Never");
        assertThat(result.test().notes())
                .containsExactly("f:4:5: note: plain accesses, of which this is the first, are decided as READ_ONCE and"
                        + " WRITE_ONCE");
        assertThat(LitmusTest.parse("f", marked).notes()).isEmpty();
    }

    @Test
    void rcuSectionsNest() {
        String test = """
                C nest
                { }
                P0(int *x, int *y) {
                    rcu_read_lock();
                    int r0 = READ_ONCE(*x);
                    rcu_read_lock();
                    rcu_read_unlock();
                    int r1 = READ_ONCE(*y);
                    rcu_read_unlock();
                }
                P1(int *x, int *y) {
                    WRITE_ONCE(*x, 1);
                    synchronize_rcu();
                    WRITE_ONCE(*y, 1);
                }
                exists (0:r0=0 /\\ 0:r1=1)
                """;
        assertThat(Decided.underTso(test).observation()).isEqualTo("Never");
        // The inner unlock alone ends nothing; without the outer section the outcome is there.
        assertThat(Decided.underTso(test.replaceAll("rcu_read_(un)?lock\\(\\);", ""))
                        .observation())
                .isEqualTo("Sometimes");
    }

    /** As in herd: an execution that waits for itself has no final state. */
    @Test
    void aGracePeriodInsideASectionNeverEnds() {
        String test = "C own\n{ }\nP0() { rcu_read_lock(); %s synchronize_rcu(); rcu_read_unlock(); }\n";
        assertThat(Decided.states(test.formatted(""))).isEmpty();
        assertThat(Decided.states(test.formatted("rcu_read_unlock();"))).hasSize(1);
    }

    /** Store buffering: the barrier of the one CPU is one of the other too, even in the middle of its two accesses. */
    @ParameterizedTest
    @CsvSource({"smp_memb, Never", "smp_mb, Sometimes", "barrier, Sometimes"})
    void membarrierOrdersTheOtherCpuToo(String barrier, String observation) {
        String test = """
                C SB
                { }
                P0(int *x, int *y) { WRITE_ONCE(*x, 1); %s(); r0 = READ_ONCE(*y); }
                P1(int *x, int *y) { WRITE_ONCE(*y, 1); r0 = READ_ONCE(*x); }
                exists (0:r0=0 /\\ 1:r0=0)
                """.formatted(barrier);
        assertThat(Decided.underTso(test).observation()).isEqualTo(observation);
    }

    /** Two CPUs without barriers and one with: the interrupts reach them one after the other. */
    @Test
    void oneMembarrierIsNotEnoughForThree() {
        String test = """
                C three
                { }
                P0(int *x, int *y) { WRITE_ONCE(*x, 1); r0 = READ_ONCE(*y); }
                P1(int *y, int *z) { WRITE_ONCE(*y, 1); smp_memb(); r0 = READ_ONCE(*z); }
                P2(int *z, int *x) { WRITE_ONCE(*z, 1); r0 = READ_ONCE(*x); }
                exists (0:r0=0 /\\ 1:r0=0 /\\ 2:r0=0)
                """;
        assertThat(Decided.underTso(test).observation()).isEqualTo("Sometimes");
    }

    /** What is subtracted from itself is 0, whatever it was, so that the sum is an address again. */
    @Test
    void anAddressThatDependsOnALoad() {
        String test = """
                C address
                { x = 2; y = 5; }
                P0(int *x, int *y) { r0 = READ_ONCE(*x); r1 = r0 - r0; r2 = smp_load_acquire(y + r1); }
                P1(int *x) { r0 = READ_ONCE(*x); WRITE_ONCE(*x, r0 + 1); }
                P2(int *x) { r0 = READ_ONCE(*x); WRITE_ONCE(*x, r0 + 1); }
                locations [x; 0:r2;]
                """;
        assertThat(Decided.states(test)).containsExactly("0:r2=5; [x]=3;", "0:r2=5; [x]=4;");
    }
}
