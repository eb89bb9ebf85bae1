package org.shootdown.kernel.history;

import java.util.Set;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.Deviation;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Kernel.CpuStart;
import org.shootdown.kernel.Mm;
import org.shootdown.kernel.mm.ZapPteRange;
import org.shootdown.kernel.tlb.ContextSwitch;
import org.shootdown.kernel.tlb.HardwareWalker.Cached;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;

/**
 * As {@link Cve202537964} after its fix, but the CPU comes back to the mm, and its bit in {@code mm_cpumask} is still
 * set, as it is since the mask is sticky. Setting the bit was the full barrier between announcing the switch and reading
 * {@code tlb_gen}.
 *
 * <p>Without it the announcement waits in the store buffer: the flusher reads the old {@code loaded_mm} and skips the
 * CPU, which has read the old {@code tlb_gen}. Under sequential consistency nothing is wrong. The fix adds {@code
 * smp_mb}.
 */
final class SwitchMmNoBarrier {
    static final KnownBug BUG = KnownBug.of(
                    "switch-mm-no-barrier",
                    "with the mask's bit set already, nothing orders the switch before its look at tlb_gen",
                    SwitchMmNoBarrier::machine)
            .fixedBy("83b0177a6c48, 6.18: switch_mm_irqs_off has a full barrier (arch/x86/mm/tlb.c)")
            .walkedBy(KnownBug.HARDWARE)
            .inSituation(KnownBug.SWITCH_IN)
            .on("native");

    private SwitchMmNoBarrier() {}

    private static Machine machine(String name, Backend backend, boolean fixed) {
        Set<Deviation> then = fixed ? Set.of() : Set.of(Deviation.NO_BARRIER_IF_IN_CPUMASK);
        Stage stage = Stage.hardware(name, backend, Stage.broadcast(backend), then, CpuStart.running(Stage.MM));
        Kernel k = stage.kernel;
        Mm mm = k.mm(Stage.MM).withPteTable();
        ContextSwitch context = new ContextSwitch(k);
        Program in = cpu -> context.toUser(cpu, Stage.MM);
        Program out = cpu -> context.toUser(cpu, Stage.OTHER);
        return stage.cpu(new ZapPteRange(k, mm))
                .cpu(in.named("context switch")
                        .then(out.named("context switch"))
                        .then(in.named("context switch")))
                .walkerOf(1, Cached.PTE)
                .build();
    }
}
