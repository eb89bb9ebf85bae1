package org.shootdown.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.shootdown.check.CheckResult;
import org.shootdown.check.result.Verdict;
import org.shootdown.kernel.BootStage;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.backend.Backends;
import org.shootdown.kernel.tlb.FlushTlbInfo;
import org.shootdown.kernel.tlb.X86Backend;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.CpuMask;
import org.shootdown.machine.ForwardingCpu;
import org.shootdown.machine.Property;

/**
 * KVM's flush leaves a vCPU out only if its cmpxchg set the vCPU's flush bit. One that leaves it out although the cmpxchg
 * failed, because the host has let the vCPU run again in between, has nobody flush it: its page walker keeps the table.
 */
class FailedCmpxchgTest {
    private static final X86Backend KVM = (X86Backend) Backends.named("kvm");

    private static final class EveryCmpxchgSucceeds extends ForwardingCpu {
        EveryCmpxchgSucceeds(Cpu cpu) {
            super(cpu);
        }

        @Override
        public int cmpxchg(Cell cell, int expected, int value) {
            super.cmpxchg(cell, expected, value);
            return expected;
        }
    }

    /** KVM's backend, but for what it makes of a failed cmpxchg. */
    private record Careless() implements X86Backend {
        @Override
        public String id() {
            return "careless-kvm";
        }

        @Override
        public String description() {
            return "KVM's flush, whatever its cmpxchg returns";
        }

        @Override
        public void declare(Kernel k) {
            KVM.declare(k);
        }

        @Override
        public void flushTlbMulti(Kernel k, Cpu cpu, CpuMask mask, FlushTlbInfo info) {
            KVM.flushTlbMulti(k, new EveryCmpxchgSucceeds(cpu), mask, info);
        }

        @Override
        public boolean flushIsNative() {
            return KVM.flushIsNative();
        }

        @Override
        public Optional<BootStage> installsFlush() {
            return KVM.installsFlush();
        }

        @Override
        public boolean interruptsWhoeverRuns() {
            return KVM.interruptsWhoeverRuns();
        }

        @Override
        public Optional<Host> host() {
            return KVM.host();
        }
    }

    @Test
    void aVcpuThatRunsAgainMustBeFlushed() {
        Map<String, CheckResult> results = decided("kvm");
        assertThat(results.values()).isNotEmpty().allMatch(result -> result.verdict() == Verdict.SAFE);
        Map<String, CheckResult> careless = decided("careless-kvm");
        assertThat(careless).hasSameSizeAs(results);
        assertThat(careless.values())
                .allMatch(result -> result.verdict() == Verdict.UNSAFE)
                .allMatch(result -> result.broken().equals(Set.of(Property.P3)));
    }

    private static Map<String, CheckResult> decided(String backend) {
        Catalogue main = MainCatalogue.of(Parts.BUILT_IN.with(new Careless()));
        List<Scenario> scenarios = main.scenarios(Map.of(
                Axis.POLICY, List.of("broadcast"),
                Axis.BACKEND, List.of(backend),
                Axis.OPERATION, List.of("hugetlb-unshare", "free-batch", "thp-collapse"),
                Axis.WALKER, List.of("hardware"),
                Axis.SITUATION, List.of("preempted")));
        return Decided.quickly(scenarios).results().entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
    }
}
