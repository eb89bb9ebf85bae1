package org.shootdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Property;

/** What a file with a {@code main} gets to see, and the exit status it passes on. */
class ShootdownTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Machine.Builder handOver(boolean checked) {
        Machine.Builder m = Machine.builder("hand-over");
        Cell data = m.cell("data", 1);
        Cell flag = m.cell("flag", 1);
        m.cpu("CPU 0", cpu -> {
            cpu.writeOnce(data, 1);
            cpu.writeOnce(flag, 1);
        });
        m.cpu("CPU 1", cpu -> {
            if (checked) {
                cpu.awaitUntil(flag, value -> value == 1);
            }
            cpu.require(cpu.readOnce(data) == 1, Property.ASSERTION, "the data is not there yet");
        });
        return m.observe(flag);
    }

    @Test
    void aMachineThatHolds() {
        assertThat(Shootdown.explore(handOver(true).build(), out)).isZero();
        assertThat(printed()).isEqualTo("""
                hand-over under sc: SAFE, 5 states
                  flag=1

                hand-over under tso: SAFE, 8 states
                  flag=1

                """);
    }

    @Test
    void aMachineThatDoesNot() {
        assertThat(Shootdown.explore(handOver(false).build(), out)).isEqualTo(1);
        assertThat(printed())
                .contains("hand-over under sc: UNSAFE", "READ_ONCE(data) = 0", "the data is not there yet");
    }

    @Test
    void aMachineThatShowsNothing() {
        Machine.Builder m = handOver(true);
        m.situation("never");
        assertThat(Shootdown.explore(m.build(), out)).isEqualTo(3);
        assertThat(printed()).contains("VACUOUS", "  never reached: never");
    }

    @Test
    void aModelThatIsWrong() {
        Machine.Builder m = Machine.builder("wrong");
        Cell x = m.cell("x", 1);
        m.cpu("CPU 0", cpu -> cpu.writeOnce(x, 2));
        assertThat(Shootdown.explore(m.build(), out)).isEqualTo(2);
        assertThat(printed())
                .contains("stores 2 to cell x")
                .contains("ShootdownTest.java:")
                .hasLineCount(1);
        assertThat(Shootdown.explore(String.class, out)).isEqualTo(2);
        assertThat(printed()).contains("class java.lang.String is not annotated with @Interleavings");
    }
}
