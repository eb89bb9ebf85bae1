package org.shootdown.kernel;

import java.util.Optional;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Program;

/**
 * How TLB flushes reach other CPUs: {@code pv_ops.mmu.flush_tlb_multi} and the processor's abilities.
 *
 * <p>To add a backend write one class that implements this, and one line in {@code kernel.backend.Backends}.
 */
public interface Backend {
    /** The stable name on the command line. */
    String id();

    /** One line for people. */
    String description();

    /** {@code pv_ops.mmu.flush_tlb_multi}: flushes an mm on the CPUs of {@code mask}, of which this one may be one. */
    void flushTlbMulti(Kernel k, Cpu cpu, int mask, FlushTlbInfo info);

    /** {@code pv_ops.mmu.flush_tlb_multi == native_flush_tlb_multi}, or a build without PARAVIRT. */
    boolean flushIsNative();

    /** When boot code installs {@link #flushTlbMulti}; empty where it is the native one from the start. */
    default Optional<BootStage> installsFlush() {
        return Optional.empty();
    }

    /** Whether it installs it in any case, rather than if the hypervisor offers what it takes. */
    default boolean alwaysInstallsFlush() {
        return false;
    }

    /** Whether boot goes past {@code native_smp_prepare_boot_cpu}. */
    default boolean bootsItsOwnWay() {
        return false;
    }

    /** What the backend does, as a value: two backends that differ only in name have equal mechanisms. */
    default Object mechanism() {
        return getClass();
    }

    /** {@code X86_FEATURE_INVLPGB}. */
    default boolean hasInvlpgb() {
        return false;
    }

    /** Whether this is a KVM guest with its own flush. */
    default boolean isKvm() {
        return false;
    }

    /** A host that deschedules vCPU {@code vcpu} once and lets it run again; empty on bare metal. */
    default Optional<Program> host(Kernel k, int vcpu) {
        return Optional.empty();
    }
}
