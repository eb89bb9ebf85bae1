package org.shootdown.kernel.policy;

import org.shootdown.kernel.Gather;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.PerCpu;
import org.shootdown.kernel.SyncRule;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.CpuMask;
import org.shootdown.machine.Differs;
import org.shootdown.machine.KernelFunction;

/**
 * Podemsky, April 2023, second patch: interrupt the CPUs in {@code mm_cpumask} whose context tracking says that they
 * are in the kernel. Entry to the kernel is an atomic on the tracking state, which is fully ordered.
 *
 * <p>An NMI that comes from user mode leaves that state alone: {@code ct_nmi_enter} counts for RCU only
 * (kernel/context_tracking.c:237-283).
 *
 * @param asPosted the test as C parses it, {@code state & (CT_STATE_MASK == CONTEXT_KERNEL)}: it looks, and never holds,
 *     since the mask is not 0; otherwise as it was meant
 */
record KernelMode(boolean asPosted) implements SyncRule {
    private static final String CONTEXT_TRACKING = "context_tracking";
    private static final int USER = 0;
    private static final int KERNEL = 1;

    /** A kthread is in the kernel for good. */
    @Override
    public void declare(Kernel k) {
        for (PerCpu cpu : k.perCpus()) {
            cpu.declare(CONTEXT_TRACKING, KERNEL, cpu.currentMm.initial() == 0 ? KERNEL : USER);
        }
    }

    private static Cell tracking(PerCpu cpu) {
        return cpu.own(CONTEXT_TRACKING);
    }

    @Override
    @KernelFunction(value = "tlb_remove_table_sync_one", in = "mm/mmu_gather.c", version = "patch of April 2023")
    public void syncOne(Kernel k, Cpu cpu, Gather tlb) {
        CpuMask inKernel = cpu.emptyMask();
        cpu.forEachOther(tlb.mm().readCpumask(cpu), target -> {
            if (cpuInKernel(cpu, k.perCpu(target))) {
                inKernel.add(target);
            }
        });
        TableSync.interrupt(cpu, inKernel);
    }

    @KernelFunction(value = "cpu_in_kernel", in = "mm/mmu_gather.c", version = "as posted in April 2023")
    private boolean cpuInKernel(Cpu cpu, PerCpu target) {
        int state = cpu.readOnce(tracking(target));
        return !asPosted && state == KERNEL;
    }

    @Override
    public Object withoutSync() {
        return "tracks context";
    }

    @Override
    @KernelFunction(value = "ct_user_exit", in = "kernel/context_tracking.c")
    @Differs(
            kernel = {"irq_off", "irq_on"},
            model = "rmw context_tracking",
            lines = "kernel/context_tracking.c:653, 589",
            why = "the state changes by one atomic in __ct_user_exit; a caller with interrupts on turns them "
                    + "off around it, so that none comes in between: one step in the model")
    public void enterKernel(Kernel k, Cpu cpu) {
        cpu.xchg(tracking(k.perCpu(cpu)), KERNEL);
    }

    @Override
    @KernelFunction(value = "ct_user_enter", in = "kernel/context_tracking.c")
    @Differs(
            kernel = {"irq_off", "irq_on"},
            model = "rmw context_tracking",
            lines = "kernel/context_tracking.c:551, 447",
            why = "the state changes by one atomic in __ct_user_enter; a caller with interrupts on turns "
                    + "them off around it, so that none comes in between: one step in the model")
    public void exitKernel(Kernel k, Cpu cpu) {
        cpu.xchg(tracking(k.perCpu(cpu)), USER);
    }
}
