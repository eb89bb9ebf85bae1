package org.shootdown.kernel.backend;

import java.util.Optional;
import org.shootdown.kernel.BootStage;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.PerCpu;
import org.shootdown.kernel.tlb.FlushTlbInfo;
import org.shootdown.kernel.tlb.NativeFlush;
import org.shootdown.kernel.tlb.X86Backend;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.CpuMask;
import org.shootdown.machine.Differs;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Program;

/**
 * A KVM guest with {@code FEATURE_PV_TLB_FLUSH}: vCPUs that the host has descheduled are not interrupted but told to
 * flush when they run again. That says nothing about a walk that such a vCPU is inside of.
 */
final class Kvm implements X86Backend {
    /** {@code steal_time.preempted}, of the two bits below. */
    private static final String STEAL_PREEMPTED = "steal.preempted";
    /** {@code KVM_VCPU_PREEMPTED}. */
    private static final int PREEMPTED = 1;
    /** {@code KVM_VCPU_FLUSH_TLB}. */
    private static final int FLUSH_TLB = 2;

    @Override
    public String id() {
        return "kvm";
    }

    @Override
    public String description() {
        return "KVM guest: preempted vCPUs flush later, the others take IPIs";
    }

    @Override
    public void declare(Kernel k) {
        k.perCpus().forEach(cpu -> cpu.declare(STEAL_PREEMPTED, PREEMPTED | FLUSH_TLB, 0));
    }

    @Override
    @KernelFunction(value = "kvm_flush_tlb_multi", in = "arch/x86/kernel/kvm.c")
    @Differs(
            kernel = {"write flushmask", "read flushmask"},
            lines = "arch/x86/kernel/kvm.c:673-689",
            why = "a mask of this CPU alone, which nobody else looks at: a local variable of the model")
    public void flushTlbMulti(Kernel k, Cpu cpu, CpuMask mask, FlushTlbInfo info) {
        CpuMask flushMask = mask.copy();
        cpu.forEach(mask, target -> {
            Cell preempted = k.perCpu(target).own(STEAL_PREEMPTED);
            int state = cpu.readOnce(preempted);
            if ((state & PREEMPTED) != 0 && cpu.cmpxchg(preempted, state, state | FLUSH_TLB) == state) {
                flushMask.remove(target);
            }
        });
        NativeFlush.flushTlbMulti(k, cpu, flushMask, info);
    }

    @Override
    public boolean flushIsNative() {
        return false;
    }

    /** {@code kvm_guest_init}, if {@code pv_tlb_flush_supported}. */
    @Override
    public Optional<BootStage> installsFlush() {
        return Optional.of(BootStage.GUEST_LATE_INIT);
    }

    /** Only preempted vCPUs are spared. */
    @Override
    public boolean interruptsWhoeverRuns() {
        return true;
    }

    @Override
    public Optional<Host> host() {
        return Optional.of(KvmHost::new);
    }

    /** KVM's side: {@code kvm_steal_time_set_preempted} at exit, {@code record_steal_time} before re-entry. */
    private record KvmHost(Kernel k, int vcpu) implements Program {
        @Override
        public void run(Cpu host) {
            PerCpu state = k.perCpu(vcpu);
            // No walk of the vCPU's is in flight when it leaves the processor, and none starts until it is back.
            if (k.hardwareWalks()) {
                host.spinLock(state.walkerBusy);
            }
            host.stopVcpu(vcpu);
            setPreempted(host, state);
            recordStealTime(host, state);
            if (k.hardwareWalks()) {
                host.spinUnlock(state.walkerBusy);
            }
            host.resumeVcpu(vcpu);
        }

        /** Left unset where the exit was not at an instruction boundary, which is the host's affair: both are explored. */
        @KernelFunction(value = "kvm_steal_time_set_preempted", in = "arch/x86/kvm/x86.c")
        @Differs(
                kernel = {"read st.preempted", "write st.preempted"},
                lines = "arch/x86/kvm/x86.c:5262, 5280",
                why = "the host's own copy, which no guest sees: the model's host marks a vCPU once")
        @Differs(
                kernel = "read current.mm",
                lines = "arch/x86/kvm/x86.c:5266",
                why = "a check of the host process, which is about to exit")
        @Differs(
                model = "choose",
                lines = "arch/x86/kvm/x86.c:5253",
                why = "whether the exit was at an instruction boundary is not modelled, so both answers are "
                        + "explored")
        private static void setPreempted(Cpu host, PerCpu state) {
            boolean atInstructionBoundary = host.choose(2) == 0;
            if (atInstructionBoundary) {
                host.writeOnce(state.own(STEAL_PREEMPTED), PREEMPTED);
            }
        }

        @KernelFunction(value = "record_steal_time", in = "arch/x86/kvm/x86.c")
        @Differs(
                kernel = "read preempted",
                model = "rmw preempted",
                lines = "arch/x86/kvm/x86.c:3791-3797",
                why = "the exchange is written in assembly, where the tool sees but the operand")
        @Differs(kernel = "read current.mm", lines = "arch/x86/kvm/x86.c:3763", why = "a check of the host process")
        @Differs(
                kernel = "write st.preempted",
                lines = "arch/x86/kvm/x86.c:3803, 3817",
                why = "the host's own copy, which no guest sees")
        @Differs(
                kernel = "write preempted",
                lines = "arch/x86/kvm/x86.c:3816",
                why = "what is done for a guest without PV_TLB_FLUSH, which is another backend")
        @Differs(
                kernel = {"read version", "write version", "read steal", "write steal", "barrier smp_wmb"},
                lines = "arch/x86/kvm/x86.c:3820-3836",
                why = "the account of stolen time, which no flush reads")
        private void recordStealTime(Cpu host, PerCpu state) {
            int before = host.xchg(state.own(STEAL_PREEMPTED), 0);
            if ((before & FLUSH_TLB) != 0 && k.hardwareWalks()) {
                host.writeOnce(state.walkCache, 0);
            }
        }

        @Override
        public String title() {
            return "KVM";
        }
    }
}
