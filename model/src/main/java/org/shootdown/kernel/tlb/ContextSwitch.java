package org.shootdown.kernel.tlb;

import org.shootdown.kernel.Kernel;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Differs;
import org.shootdown.machine.KernelFunction;

/**
 * The places where {@code current->mm}, {@code loaded_mm}, {@code is_lazy} and the bit in {@code mm_cpumask} of one CPU
 * change one after the other. An NMI can land between any two of them.
 */
public final class ContextSwitch {
    private final Kernel k;

    public ContextSwitch(Kernel k) {
        this.k = k;
    }

    /** From a user task to a kthread: lazy first, {@code current} after. */
    @KernelFunction(value = "context_switch", in = "kernel/sched/core.c")
    @Differs(
            kernel = "read current.mm",
            lines = "kernel/sched/core.c:5259-5280",
            why = "which of four kinds of switch it is: the model has a method for each that it knows")
    @Differs(
            model = {"irq_off", "irq_on"},
            lines = "kernel/sched/core.c:5239",
            why = "__schedule has interrupts off when it comes here, and finish_task_switch turns them on")
    @Differs(
            model = "call switch_to",
            lines = "kernel/sched/core.c:5298",
            why = "one call for all kinds of switch; the model has a method for each kind")
    public void toKthread(Cpu cpu) {
        int flags = cpu.irqSave();
        new SwitchMm(k).enterLazyTlb(cpu);
        switchTo(cpu, 0);
        cpu.irqRestore(flags);
    }

    /** To a user task: CR3 first, {@code current} after. */
    @KernelFunction(value = "context_switch", in = "kernel/sched/core.c")
    public void toUser(Cpu cpu, int mm) {
        int flags = cpu.irqSave();
        new SwitchMm(k).switchMmIrqsOff(cpu, mm);
        switchTo(cpu, mm);
        cpu.irqRestore(flags);
    }

    @KernelFunction(value = "switch_to", in = "arch/x86/include/asm/switch_to.h")
    @Differs(
            model = "write current.mm",
            lines = "arch/x86/include/asm/switch_to.h:49",
            why = "the macro is assembly that makes next the current task; current->mm is that of the task")
    private void switchTo(Cpu cpu, int mm) {
        cpu.writeOnce(k.perCpu(cpu).currentMm, mm);
    }

    /** A kthread adopts an mm: {@code current->mm} first, CR3 after, interrupts off across both. */
    @KernelFunction(value = "kthread_use_mm", in = "kernel/kthread.c")
    @Differs(
            kernel = "read current.mm",
            lines = "kernel/kthread.c:1621",
            why = "a warning that the kthread has no mm yet")
    public void kthreadUseMm(Cpu cpu, int mm) {
        adopt(cpu, mm);
    }

    /** exec puts a task on its new mm: {@code current->mm} first, CR3 after, interrupts off across both on x86. */
    @KernelFunction(
            value = "exec_mmap",
            in = "fs/exec.c",
            inlines = "activate_mm in arch/x86/include/asm/mmu_context.h")
    @Differs(
            kernel = "read current.mm",
            lines = "fs/exec.c:845",
            why = "the task's own mm, to be let go of; only the task itself changes it")
    @Differs(
            kernel = "irq_on",
            lines = "fs/exec.c:881",
            why = "on an architecture that wants interrupts on here; x86 is none")
    public void execMmap(Cpu cpu, int mm) {
        adopt(cpu, mm);
    }

    private void adopt(Cpu cpu, int mm) {
        int flags = cpu.irqSave();
        cpu.writeOnce(k.perCpu(cpu).currentMm, mm);
        new SwitchMm(k).switchMmIrqsOff(cpu, mm);
        cpu.irqRestore(flags);
    }

    /** On a temporary mm for a moment, with interrupts off; {@code current->mm} does not change. */
    @KernelFunction(value = "__text_poke", in = "arch/x86/kernel/alternative.c")
    @Differs(
            kernel = "call flush_tlb_mm_range",
            lines = "arch/x86/kernel/alternative.c:2623",
            why = "a flush of the temporary mm, which no other CPU has loaded and nobody in the model walks")
    @Differs(
            kernel = {"read pte", "write pte", "unlock ptl"},
            lines = "arch/x86/kernel/alternative.c:2540-2636",
            why = "the page table of the temporary mm, which nobody else walks")
    public void textPoke(Cpu cpu, int temporary, int back) {
        int flags = cpu.irqSave();
        useTemporaryMm(cpu, temporary);
        unuseTemporaryMm(cpu, temporary, back);
        cpu.irqRestore(flags);
    }

    /** An EFI runtime call: on a temporary mm with preemption off, but interrupts on once it is loaded. */
    @KernelFunction(value = "efi_enter_mm", in = "arch/x86/platform/efi/efi_64.c")
    public void enterTemporaryMm(Cpu cpu, int temporary) {
        useTemporaryMm(cpu, temporary);
    }

    @KernelFunction(value = "efi_leave_mm", in = "arch/x86/platform/efi/efi_64.c")
    public void leaveTemporaryMm(Cpu cpu, int temporary, int back) {
        unuseTemporaryMm(cpu, temporary, back);
    }

    @KernelFunction(value = "use_temporary_mm", in = "arch/x86/mm/tlb.c")
    @Differs(
            model = {"irq_off", "irq_on"},
            lines = "arch/x86/kernel/alternative.c:2534, arch/x86/platform/efi/efi_64.c:436",
            why = "whether interrupts are off already is the caller's affair: text_poke has them off, an EFI "
                    + "call has not")
    @Differs(
            kernel = "read loaded_mm",
            lines = "arch/x86/mm/tlb.c:1028",
            why = "kept to be switched back to: the model's caller knows it")
    private void useTemporaryMm(Cpu cpu, int temporary) {
        int flags = cpu.irqSave();
        SwitchMm switching = new SwitchMm(k);
        if (cpu.readOnce(k.perCpu(cpu).isLazy) != 0) {
            switching.switchMmIrqsOff(cpu, Kernel.INIT_MM);
        }
        switching.switchMmIrqsOff(cpu, temporary);
        cpu.irqRestore(flags);
    }

    /** Nobody need flush the temporary mm here any more. */
    @KernelFunction(value = "unuse_temporary_mm", in = "arch/x86/mm/tlb.c")
    @Differs(
            model = {"irq_off", "irq_on"},
            lines = "arch/x86/mm/tlb.c:1048",
            why = "whether interrupts are off already is the caller's affair")
    private void unuseTemporaryMm(Cpu cpu, int temporary, int back) {
        int flags = cpu.irqSave();
        cpu.clearBit(k.mm(temporary).cpumask.get(cpu.id()), 0);
        new SwitchMm(k).switchMmIrqsOff(cpu, back);
        cpu.irqRestore(flags);
    }
}
