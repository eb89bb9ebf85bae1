package org.shootdown.property;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.result.Verdict;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Kernel.CpuStart;
import org.shootdown.kernel.SyncPolicy;
import org.shootdown.kernel.backend.Backends;
import org.shootdown.kernel.mm.CollapseHugePage;
import org.shootdown.kernel.mm.FreePageTables;
import org.shootdown.kernel.mm.GupFast;
import org.shootdown.kernel.mm.HugePmdUnshare;
import org.shootdown.kernel.mm.MmuGather.RemoveOne;
import org.shootdown.kernel.mm.PerfGetPageSize;
import org.shootdown.kernel.mm.ReuseExclusiveTable;
import org.shootdown.kernel.mm.Syscall;
import org.shootdown.kernel.policy.Policies;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;

/** A policy that is SAFE on three CPUs, with two different walkers, is SAFE on two, with either of them. */
class FewerCpusProperties {
    private static final int MM = 1;
    private static final int HEIR = 2;

    /** What lets go of a table; unsharing concerns a hugetlb table, the others a PTE table. */
    enum Operation {
        UNSHARE(k -> new HugePmdUnshare(k, k.mm(MM)).then(new ReuseExclusiveTable(k, k.mm(HEIR), false))),
        FREE_BATCH(k -> new FreePageTables(k, k.mm(MM), null)),
        FREE_ONE(k -> new FreePageTables(k, k.mm(MM), RemoveOne.SYNC_ONE)),
        FREE_ONE_RCU(k -> new FreePageTables(k, k.mm(MM), RemoveOne.SYNC_RCU)),
        COLLAPSE(k -> new CollapseHugePage(k, k.mm(MM)));

        final Function<Kernel, Program> program;

        Operation(Function<Kernel, Program> program) {
            this.program = program;
        }
    }

    /** Each on a CPU of its own. */
    enum Walker {
        TASK,
        NMI
    }

    @Provide
    Arbitrary<SyncPolicy> policies() {
        return Arbitraries.of(Policies.all());
    }

    @Provide
    Arbitrary<Backend> backends() {
        return Arbitraries.of(Backends.all());
    }

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = 20, edgeCases = EdgeCasesMode.NONE, seed = "762642462431101406")
    void safeOnThreeCpusIsSafeOnTwo(
            @ForAll("policies") SyncPolicy policy,
            @ForAll("backends") Backend backend,
            @ForAll Operation operation,
            @ForAll MemoryModel memory) {
        compare(policy, backend, operation, memory);
    }

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = 20, edgeCases = EdgeCasesMode.NONE)
    void safeOnThreeCpusIsSafeOnTwoOnFreshOnes(
            @ForAll("policies") SyncPolicy policy,
            @ForAll("backends") Backend backend,
            @ForAll Operation operation,
            @ForAll MemoryModel memory) {
        compare(policy, backend, operation, memory);
    }

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    @AddLifecycleHook(OnlyDeep.class)
    void safeOnThreeCpusIsSafeOnTwoOfMany(
            @ForAll("policies") SyncPolicy policy,
            @ForAll("backends") Backend backend,
            @ForAll Operation operation,
            @ForAll MemoryModel memory) {
        compare(policy, backend, operation, memory);
    }

    private static void compare(SyncPolicy policy, Backend backend, Operation operation, MemoryModel memory) {
        Verdict three = verdict(policy, backend, operation, memory, List.of(Walker.values()));
        Statistics.collect(three);
        Statistics.coverage(coverage -> coverage.check(Verdict.SAFE).count(c -> c > 0));
        for (Walker walker : three == Verdict.SAFE ? Walker.values() : new Walker[0]) {
            assertThat(verdict(policy, backend, operation, memory, List.of(walker)))
                    .as("%s on %s, %s, %s", policy.id(), backend.id(), operation, walker)
                    .isEqualTo(Verdict.SAFE);
        }
    }

    private static Verdict verdict(
            SyncPolicy policy, Backend backend, Operation operation, MemoryModel memory, List<Walker> walkers) {
        Machine.Builder machine = Machine.builder("walkers: " + walkers);
        machine.walkInsideUnlinked("a walker looks at the table after it was unlinked");
        List<CpuStart> cpus = Stream.generate(() -> CpuStart.running(MM))
                .limit(1 + walkers.size())
                .toList();
        Kernel k =
                Kernel.builder(machine, backend, policy.on(backend), HEIR, cpus).build();
        if (operation == Operation.UNSHARE) {
            k.mm(MM).withHugetlb(1);
            k.mm(HEIR).sharePmdTableOf(k.mm(MM));
        } else {
            k.mm(MM).withPteTable();
        }
        machine.cpu("CPU0", operation.program.apply(k));
        for (Walker walker : walkers) {
            switch (walker) {
                case TASK -> machine.cpu("task", Syscall.of(k, new GupFast(k, k.mm(MM), false)));
                case NMI -> machine.cpu("user", Program.IDLE).nmi(new PerfGetPageSize(k), 1);
            }
        }
        CheckOptions options =
                CheckOptions.exhaustive(memory).withReduction(true).withMaxStates(2_000_000);
        return Checker.check(machine.build(), options).verdict();
    }
}
