package org.shootdown.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** Which oracles a build asks for, and what becomes of a test whose oracle is absent. */
class OracleTest {
    /** Fails the build if its {@code -Doracles} names what is none, whether or not a test would have asked for it. */
    @Test
    void theBuildNamesOraclesThatThereAre() {
        assertThatNoException().isThrownBy(Oracle.SPIN::isAskedFor);
    }

    @Test
    void namesAreRead() {
        assertThat(Oracle.askedFor("")).isEmpty();
        assertThat(Oracle.askedFor("tlc, spin")).containsExactly(Oracle.SPIN, Oracle.TLC);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Oracle.askedFor("spin,herd7"))
                .withMessage(
                        "-Doracles names \"herd7\", which is no oracle; there are spin, chromium, herd, tlc, qemu");
    }

    /** With what the build itself asks for left out: that of a program that no build asks for. */
    @Test
    void anAbsentOneSkipsUnlessItIsAskedFor() {
        String asked = System.getProperty("oracles");
        try {
            System.setProperty("oracles", "");
            assertThatExceptionOfType(TestAbortedException.class)
                    .isThrownBy(() -> Oracle.QEMU.need(false, "there is no qemu"))
                    .withMessageContaining("skipped: there is no qemu");
            System.setProperty("oracles", "qemu");
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> Oracle.QEMU.need(false, "there is no qemu"))
                    .withMessage("-Doracles names qemu, but there is no qemu");
            assertThatNoException().isThrownBy(() -> Oracle.QEMU.need(true, "there is no qemu"));
        } finally {
            if (asked == null) {
                System.clearProperty("oracles");
            } else {
                System.setProperty("oracles", asked);
            }
        }
    }
}
