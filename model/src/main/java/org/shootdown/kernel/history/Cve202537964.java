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
 * A CPU switches to an mm that another CPU flushes: who makes sure that it is flushed?
 *
 * <p>The switch reads {@code tlb_gen}, sees that there is nothing to flush, and loads CR3, so that the processor may
 * fill its TLB. {@code loaded_mm} is not stored yet. Now the other CPU clears a PTE and raises {@code tlb_gen}; {@code
 * should_flush_tlb} looks at {@code loaded_mm}, does not find the mm, and leaves the CPU out. The fix takes a CPU that
 * is in the middle of a switch for one that has the mm.
 */
final class Cve202537964 {
    static final KnownBug BUG = KnownBug.of(
                    "cve-2025-37964",
                    "a flush skips a CPU that has the mm in CR3 but not yet in loaded_mm",
                    Cve202537964::machine)
            .fixedBy("fea4e317f9e7, 6.15: should_flush_tlb flushes a CPU that is switching (arch/x86/mm/tlb.c)")
            .walkedBy(KnownBug.HARDWARE)
            .inSituation(KnownBug.SWITCH_IN)
            .on("native", "kvm");

    private Cve202537964() {}

    private static Machine machine(String name, Backend backend, boolean fixed) {
        Set<Deviation> then = fixed ? Set.of() : Set.of(Deviation.SWITCHING_IS_NO_MATCH);
        Stage stage = Stage.hardware(name, backend, Stage.broadcast(backend), then, CpuStart.running(Stage.OTHER));
        Kernel k = stage.kernel;
        Mm mm = k.mm(Stage.MM).withPteTable();
        Program switchIn = cpu -> new ContextSwitch(k).toUser(cpu, mm.id());
        return stage.cpu(new ZapPteRange(k, mm))
                .cpu(switchIn.named("context switch"))
                .walkerOf(1, Cached.PTE)
                .build();
    }
}
