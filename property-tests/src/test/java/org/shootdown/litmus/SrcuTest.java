package org.shootdown.litmus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;

/** Does SRCU in litmus tests promise what the kernel does, and nothing more? */
class SrcuTest {
    private static final String READER_AND_UPDATER = """
            C srcu
            { }
            P0(int *x, int *y, struct srcu_struct *s, struct srcu_struct *t) {
                int r3 = srcu_read_lock(s);
                int r0 = READ_ONCE(*x);
                int r1 = READ_ONCE(*y);
                srcu_read_unlock(s, r3);
            }
            P1(int *x, int *y, struct srcu_struct *s, struct srcu_struct *t) {
                WRITE_ONCE(*x, 1);
                synchronize_srcu(s);
                WRITE_ONCE(*y, 1);
            }
            exists (0:r0=0 /\\ 0:r1=1)
            """;

    private static String observation(String test) {
        return Decided.underTso(test).observation();
    }

    @Test
    void aGracePeriodWaitsForSectionsThatBeganBefore() {
        assertThat(Decided.states(READER_AND_UPDATER))
                .containsExactly("0:r0=0; 0:r1=0;", "0:r0=1; 0:r1=0;", "0:r0=1; 0:r1=1;");
        assertThat(observation(READER_AND_UPDATER.replace("synchronize_srcu(s)", "synchronize_srcu_expedited(s)")))
                .isEqualTo("Never");
        assertThat(observation(
                        READER_AND_UPDATER.replace("read_lock", "down_read").replace("read_unlock", "up_read")))
                .isEqualTo("Never");
    }

    /** Another srcu_struct's, RCU's, none, and one that began too late: all fall through. */
    @ParameterizedTest
    @CsvSource({
        "synchronize_srcu(s), synchronize_srcu(t)",
        "synchronize_srcu(s), synchronize_rcu()",
        "synchronize_srcu(s), smp_mb()",
        "'int r3 = srcu_read_lock(s);int r0 = READ_ONCE(*x);', 'int r0 = READ_ONCE(*x);int r3 = srcu_read_lock(s);'",
        "'int r1 = READ_ONCE(*y);srcu_read_unlock(s, r3);', 'srcu_read_unlock(s, r3);int r1 = READ_ONCE(*y);'"
    })
    void itWaitsForNothingElse(String what, String instead) {
        String lines = READER_AND_UPDATER.replaceAll(";\n\\s+", ";");
        assertThat(lines).contains(what);
        assertThat(observation(lines.replace(what, instead))).isEqualTo("Sometimes");
    }

    /** The reader's store, not only its look, is over before the grace period. */
    @Test
    void theSectionsStoresAreVisibleWhenTheGracePeriodEnds() {
        String test = """
                C stores
                { }
                P0(int *x, int *y, struct srcu_struct *s) {
                    int r3 = srcu_read_lock(s);
                    int r0 = READ_ONCE(*x);
                    WRITE_ONCE(*y, 1);
                    srcu_read_unlock(s, r3);
                }
                P1(int *x, int *y, struct srcu_struct *s) {
                    WRITE_ONCE(*x, 1);
                    synchronize_srcu(s);
                    r0 = READ_ONCE(*y);
                }
                exists (0:r0=0 /\\ 1:r0=0)
                """;
        assertThat(observation(test)).isEqualTo("Never");
        assertThat(observation(test.replace("synchronize_srcu(s)", "smp_mb()"))).isEqualTo("Sometimes");
    }

    /** Store buffering: neither end of a section is a barrier, and a grace period is one. */
    @ParameterizedTest
    @CsvSource({
        "'', Sometimes",
        "r3 = srcu_read_lock(s), Sometimes",
        "'r3 = srcu_read_lock(s); srcu_read_unlock(s, r3)', Sometimes",
        "smp_mb__after_srcu_read_unlock(), Sometimes",
        "'r3 = srcu_read_lock(s); srcu_read_unlock(s, r3); smp_mb__after_srcu_read_unlock()', Never",
        "synchronize_srcu(s), Never"
    })
    void whatIsABarrier(String between, String observation) {
        String test = """
                C SB
                { }
                P0(int *x, int *y, struct srcu_struct *s) { WRITE_ONCE(*x, 1); %s; r0 = READ_ONCE(*y); }
                P1(int *x, int *y) { WRITE_ONCE(*y, 1); smp_mb(); r0 = READ_ONCE(*x); }
                exists (0:r0=0 /\\ 1:r0=0)
                """.formatted(between);
        assertThat(observation(test)).isEqualTo(observation);
    }

    /** A grace period is no barrier of other CPUs, unlike an interrupt to all of them. */
    @Test
    void aGracePeriodOrdersNoOtherCpu() {
        String test = """
                C SB
                { }
                P0(int *x, int *y, struct srcu_struct *s) { WRITE_ONCE(*x, 1); synchronize_srcu(s); r0 = READ_ONCE(*y); }
                P1(int *x, int *y) { WRITE_ONCE(*y, 1); r0 = READ_ONCE(*x); }
                exists (0:r0=0 /\\ 1:r0=0)
                """;
        assertThat(observation(test)).isEqualTo("Sometimes");
    }

    /** Sections that overlap do not fuse: a grace period that began in the second one need not wait for the first. */
    @Test
    void sectionsAreMatchedByWhatLockReturned() {
        String test = """
                C overlap
                { }
                P0(int *x, int *y, struct srcu_struct *s) {
                    r3 = srcu_read_lock(s);
                    r0 = READ_ONCE(*x);
                    r4 = srcu_read_lock(s);
                    srcu_read_unlock(s, r3);
                    r1 = READ_ONCE(*y);
                    srcu_read_unlock(s, r4);
                }
                P1(int *x, int *y, struct srcu_struct *s) {
                    WRITE_ONCE(*x, 1);
                    synchronize_srcu(s);
                    WRITE_ONCE(*y, 1);
                }
                locations [0:r3;]
                exists (0:r0=0 /\\ 0:r1=1)
                """;
        assertThat(observation(test)).isEqualTo("Sometimes");
        String nested = test.replace("srcu_read_unlock(s, r3)", "srcu_read_unlock(s, r5)")
                .replace("srcu_read_unlock(s, r4)", "srcu_read_unlock(s, r3)")
                .replace("srcu_read_unlock(s, r5)", "srcu_read_unlock(s, r4)");
        assertThat(observation(nested)).isEqualTo("Never");
        // The index is 0 to whoever looks at it.
        assertThat(Decided.states(test)).allMatch(state -> state.contains("0:r3=0;"));
    }

    /** One thread begins a section and another ends it, with the index handed over in memory. */
    @Test
    void aSectionCanEndOnAnotherThread() {
        String test = """
                C handover
                { }
                P0(int *x, int *i, int *f, struct srcu_struct *s) {
                    r3 = srcu_down_read(s);
                    WRITE_ONCE(*i, r3);
                    r0 = READ_ONCE(*x);
                    smp_store_release(f, 1);
                }
                P1(int *y, int *i, int *f, struct srcu_struct *s) {
                    r4 = smp_load_acquire(f);
                    r1 = READ_ONCE(*y);
                    r3 = READ_ONCE(*i);
                    srcu_up_read(s, r3);
                }
                P2(int *x, int *y, struct srcu_struct *s) {
                    WRITE_ONCE(*x, 1);
                    synchronize_srcu(s);
                    WRITE_ONCE(*y, 1);
                }
                filter (1:r4=1)
                exists (0:r0=0 /\\ 1:r1=1)
                """;
        assertThat(observation(test)).isEqualTo("Never");
        assertThat(Decided.underTso(test).states()).hasSize(3);
        assertThat(observation(test.replace("synchronize_srcu(s)", "smp_mb()"))).isEqualTo("Sometimes");
    }

    /** Who waits inside a section for its end waits for ever, and so does who waits for one that never ends. */
    @Test
    void aGracePeriodThatCannotEndHasNoFinalState() {
        String own = """
                C own
                { }
                P0(struct srcu_struct *s) { r3 = srcu_read_lock(s); synchronize_srcu(s); srcu_read_unlock(s, r3); }
                """;
        assertThat(Decided.states(own)).isEmpty();
        assertThat(Decided.states(own.replace("synchronize_srcu(s)", "synchronize_rcu()")))
                .hasSize(1);
        assertThat(Decided.states(READER_AND_UPDATER.replace("srcu_read_unlock(s, r3);", "")))
                .as("the section that never ends begins behind the grace period")
                .containsExactly("0:r0=1; 0:r1=0;", "0:r0=1; 0:r1=1;");
    }

    /** Six threads with both kinds of RCU: what the command uses and what the exhaustive search finds are one. */
    @Test
    void reductionLeavesNoFinalStateOut() {
        String test = """
                C both
                { }
                P0(int *a, int *b, struct srcu_struct *s) { r3 = srcu_read_lock(s); r0 = READ_ONCE(*a); WRITE_ONCE(*b, 1); srcu_read_unlock(s, r3); }
                P1(int *b, int *c, struct srcu_struct *t) { r3 = srcu_read_lock(t); r0 = READ_ONCE(*b); WRITE_ONCE(*c, 1); srcu_read_unlock(t, r3); }
                P2(int *c, int *d, struct srcu_struct *s) { WRITE_ONCE(*d, 1); synchronize_srcu(s); r0 = READ_ONCE(*c); }
                P3(int *d, int *a, struct srcu_struct *t) { WRITE_ONCE(*a, 1); synchronize_srcu(t); r0 = READ_ONCE(*d); }
                exists (0:r0=0 /\\ 1:r0=0 /\\ 2:r0=0 /\\ 3:r0=0)
                """;
        CheckOptions options = CheckOptions.exhaustive(MemoryModel.TSO);
        LitmusTest parsed = LitmusTest.parse("f", test);
        LitmusResult reduced = parsed.run(options.withReduction(true));
        assertThat(reduced.states()).isEqualTo(parsed.run(options).states());
        assertThat(reduced.observation()).isEqualTo("Sometimes");
        assertThat(reduced.searched()).isPositive();
    }
}
