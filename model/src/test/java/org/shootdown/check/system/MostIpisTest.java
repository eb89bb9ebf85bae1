package org.shootdown.check.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.shootdown.check.unfold.Unfolder;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.IpiFunction.Purpose;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;

/** The bound on IPIs is no larger than need be where programs do not branch. */
class MostIpisTest {
    @Test
    void countsWhatTasksNmisAndCalledFunctionsSend() {
        Machine.Builder b = Machine.builder("IPIs");
        IpiFunction flush = IpiFunction.of("function", Purpose.TLB_FLUSH, cpu -> {});
        IpiFunction relay = IpiFunction.of("function", Purpose.TABLE_SYNC, cpu -> {
            cpu.sendIpi(2, flush);
            cpu.sendIpi(2, flush);
            cpu.sendIpi(0, flush);
        });
        b.cpu("CPU 0", cpu -> {
                    cpu.sendIpi(1, relay);
                    cpu.sendIpi(1, flush);
                })
                .nmi(cpu -> cpu.sendIpi(1, relay), 4);
        b.cpu("CPU 1", Program.IDLE);
        b.cpu("CPU 2", cpu -> {
            if (cpu.choose(2) == 0) {
                cpu.sendIpi(1, flush);
            } else {
                cpu.sendIpi(1, relay);
                cpu.sendIpi(1, relay);
            }
        });
        MostIpis most = new MostIpis(Unfolder.unfold(b.build()));
        // CPU 1 relays once for CPU 0's task, once for each of its NMIs, and twice for CPU 2.
        assertThat(most.sent(f -> f == relay)).isEqualTo(1 + 4 + 2);
        assertThat(most.sent(f -> f == flush)).isEqualTo(1 + 1 + 3 * (1 + 4 + 2));
        assertThat(most.sent(f -> true)).isEqualTo(2 + 4 + 2 + 3 * (1 + 4 + 2));
    }
}
