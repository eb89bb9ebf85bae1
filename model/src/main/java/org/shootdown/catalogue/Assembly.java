package org.shootdown.catalogue;

import java.util.ArrayList;
import java.util.List;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Kernel.CpuStart;
import org.shootdown.kernel.Kernel.GlobalAsid;
import org.shootdown.kernel.Mm;
import org.shootdown.kernel.SyncRule;
import org.shootdown.kernel.Walker;
import org.shootdown.kernel.mm.GupFast;
import org.shootdown.kernel.mm.Syscall;
import org.shootdown.kernel.tlb.ContextSwitch;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;

/**
 * Puts a machine together from one choice per axis. CPU 0 operates on the page table, CPU 1 is the walker's, CPU 2 is a
 * bystander that never used the mm, or runs the operation's third mm. Host and hardware walker come after the CPUs.
 */
record Assembly(SyncRule sync, Backend backend, Operation operation, Walker walker, CpuSituation situation) {
    /** What the machine depends on: the backend counts only for what it does, the rule only where it is in force. */
    Object sameness() {
        return List.of(
                operation.syncs() ? sync : sync.withoutSync(), backend.mechanism(), operation.id(), walker, situation);
    }

    Machine build(String name) {
        Machine.Builder machine = Machine.builder(name);
        machine.walkInsideUnlinked("a walker looks at the table after it was unlinked");
        // One mm more than the operation needs: the other task's, or the temporary one.
        int other = operation.mms() + 1;
        Kernel k = Kernel.builder(machine, backend, sync, other, start(other))
                .globalAsid(this::globalAsid)
                .hardwareWalks(walker.runs() == Walker.Runs.HARDWARE)
                .build();
        Mm walked = k.mm(Operation.WALKED);
        if (operation.hugetlb()) {
            walked.withHugetlb(operation.mms() - 1);
            for (int mm = Operation.HEIR; mm <= operation.mms(); mm++) {
                k.mm(mm).sharePmdTableOf(walked);
            }
        } else {
            walked.withPteTable();
        }
        List<Machine.Builder.CpuBuilder> cpus = new ArrayList<>();
        cpus.add(machine.cpu("CPU0", operation.program().apply(k)));
        cpus.add(machine.cpu("CPU1", walkerTask(k, walked, other)));
        cpus.add(machine.cpu(
                "CPU2",
                operation.third() == null ? Program.IDLE : operation.third().apply(k)));
        for (Machine.Builder.CpuBuilder cpu : cpus) {
            cpu.interestedWhile(k.perCpu(cpu.id()).loadedMm, Operation.WALKED);
        }
        if (walker.runs() == Walker.Runs.NMI) {
            cpus.get(Walker.CPU).nmi(walker.program().apply(k, walked), 1);
        }
        if (walker.runs() == Walker.Runs.HARDWARE) {
            machine.agent("CPU1 walker", walker.program().apply(k, walked));
        }
        if (situation == CpuSituation.PREEMPTED) {
            machine.agent("host", backend.host().orElseThrow().of(k, Walker.CPU));
        }
        return machine.build();
    }

    private List<CpuStart> start(int other) {
        CpuStart walkerStart = switch (situation) {
            case SWITCH_IN, EXEC_MMAP -> CpuStart.running(other);
            case LAZY -> CpuStart.lazy(Operation.WALKED);
            case KTHREAD_USE_MM -> CpuStart.idle();
            default -> CpuStart.running(Operation.WALKED);
        };
        CpuStart third = operation.third() == null ? CpuStart.idle() : CpuStart.running(Operation.THIRD);
        CpuStart operating = operation.fromOutside() ? CpuStart.idle() : CpuStart.running(Operation.WALKED);
        return List.of(operating, walkerStart, third);
    }

    /** Another task's mm, or a temporary one, is in use on one CPU and has none. */
    private GlobalAsid globalAsid(int mm) {
        if (mm > operation.mms()) {
            return GlobalAsid.NONE;
        }
        boolean walked = mm == Operation.WALKED;
        return switch (situation) {
            case ASID_NONE -> GlobalAsid.NONE;
            case ASID_WALKED_ONLY -> walked ? GlobalAsid.STEADY : GlobalAsid.NONE;
            case ASID_OTHERS_ONLY -> walked ? GlobalAsid.NONE : GlobalAsid.STEADY;
            case ASID_MIXED -> GlobalAsid.MAY_COME;
            case ASID_TRANSITION -> GlobalAsid.TRANSITION;
            default -> GlobalAsid.STEADY;
        };
    }

    /** What the walker's CPU does: the situation's switches, and the walk itself where a task makes it. */
    private Program walkerTask(Kernel k, Mm walked, int other) {
        ContextSwitch context = new ContextSwitch(k);
        int mm = walked.id();
        Program walk = taskWalk(k, walked);
        return switch (situation) {
            case RUNNING, PREEMPTED, ASID_NONE, ASID_WALKED_ONLY, ASID_OTHERS_ONLY, ASID_MIXED, ASID_TRANSITION ->
                Syscall.of(k, walk);
            case SWITCH_IN ->
                Syscall.of(k, switching(cpu -> context.toUser(cpu, mm)).then(walk));
            case SWITCH_BACK ->
                Syscall.of(
                        k,
                        switching(cpu -> context.toUser(cpu, other))
                                .then(switching(cpu -> context.toUser(cpu, mm)))
                                .then(walk));
            // The kthread is in the kernel; the task it switches back to was in the middle of a system call.
            case LAZY -> switching(cpu -> context.toUser(cpu, mm)).then(walk);
            case ENTER_LAZY -> Syscall.of(k, switching(context::toKthread));
            case SWITCH_OUT -> Syscall.of(k, switching(cpu -> context.toUser(cpu, other)));
            case KTHREAD_USE_MM -> switching(cpu -> context.kthreadUseMm(cpu, mm));
            case EXEC_MMAP -> Syscall.of(k, switching(cpu -> context.execMmap(cpu, mm)));
            case TEXT_POKE -> Syscall.of(k, switching(cpu -> context.textPoke(cpu, other, mm)));
            case EFI_CALL ->
                Syscall.of(
                        k,
                        switching(cpu -> context.enterTemporaryMm(cpu, other))
                                .then(switching(cpu -> context.leaveTemporaryMm(cpu, other, mm))));
        };
    }

    private static Program switching(Program program) {
        return program.named("context switch");
    }

    /** The walk that a task makes; an NMI's walk comes on top of a gup_fast, the hardware's needs no task. */
    private Program taskWalk(Kernel k, Mm walked) {
        return switch (walker.runs()) {
            case TASK -> walker.program().apply(k, walked);
            case NMI -> situation.taskWalks() ? new GupFast(k, walked, false) : Program.IDLE;
            case HARDWARE -> Program.IDLE;
        };
    }
}
