package org.shootdown.kernel;

import java.util.Optional;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Program;

/**
 * How TLB flushes reach other CPUs: what the processor and the hypervisor are, and which flush boot code installs.
 *
 * <p>A backend of one's own is one class: in a file of its own, run with {@code Shootdown.withBackend}, or with one line
 * in {@code kernel.backend.Backends}. One that flushes as x86 does, but for {@code flush_tlb_multi}, implements {@code
 * kernel.tlb.X86Backend}. It is run on the same policies, operations, walkers and misuse as every other.
 */
public interface Backend {
    /** The stable name on the command line: lower-case letters, digits, dashes. */
    String id();

    /** One line for people. */
    String description();

    /** Declares the backend's own cells: see {@link PerCpu#declare} and {@link Mm#declare}. Called once for each kernel. */
    default void declare(Kernel k) {}

    /**
     * {@code flush_tlb_mm_range}: returns when no CPU's TLB or paging-structure cache holds an entry of {@code mm} that
     * was cleared before; {@link PerCpu#dropWalkCache} is the hardware's part of it.
     *
     * @param wakeLazyCpus whether CPUs that have the mm loaded without using it must be reached too ({@code freed_tables}
     *     before v10)
     * @param tlb the gather that asks, or {@link Gather#none}
     */
    void flushTlbMmRange(Kernel k, Cpu cpu, Mm mm, boolean wakeLazyCpus, Gather tlb);

    /** {@code pv_ops.mmu.flush_tlb_multi == native_flush_tlb_multi}, or a build without PARAVIRT. */
    boolean flushIsNative();

    /**
     * Whether a flush that spares no lazy CPU interrupts each CPU of its mask that is running: what patch v4 takes for an
     * interrupt to every walker.
     */
    default boolean interruptsWhoeverRuns() {
        return flushIsNative();
    }

    /** {@code X86_FEATURE_INVLPGB}. */
    default boolean hasInvlpgb() {
        return false;
    }

    /** When boot code installs the flush; empty where it is in place from the start. */
    default Optional<BootStage> installsFlush() {
        return Optional.empty();
    }

    /** Whether it installs it in any case, rather than if the hypervisor offers what it takes. */
    default boolean alwaysInstallsFlush() {
        return false;
    }

    /** Why there are no huge pages, neither hugetlbfs nor THP; empty where there are. */
    default Optional<String> noHugePages() {
        return Optional.empty();
    }

    /** Who may take the processor away from a vCPU; empty where nobody does, and no vCPU is ever preempted. */
    default Optional<Host> host() {
        return Optional.empty();
    }

    /** A host that may deschedule a vCPU. */
    @FunctionalInterface
    interface Host {
        /** The host of vCPU {@code vcpu}: deschedules it once, at whatever step, and lets it run again. */
        Program of(Kernel k, int vcpu);
    }

    /**
     * What the backend does, as a value: two that differ only in name have equal mechanisms, and are decided once. The
     * backend itself, unless it is known to be less.
     */
    default Object mechanism() {
        return this;
    }
}
