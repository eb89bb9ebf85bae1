package org.shootdown.property;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Kernel.CpuStart;
import org.shootdown.kernel.Kernel.GlobalAsid;
import org.shootdown.kernel.SyncPolicy;
import org.shootdown.kernel.backend.Backends;
import org.shootdown.kernel.mm.MmuGather;
import org.shootdown.kernel.policy.Policies;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;

/**
 * What the return of a flush says about other CPUs. A flush <em>drains</em> a CPU if no section with interrupts off that
 * the CPU was in when the flush began can still go on when it has returned, in any execution: a lockless walk is such
 * a section. What a flush reports is whom it interrupted. The one is the other, whatever the backend: so a flush that
 * interrupts fewer CPUs never drains more of them, and who skips a sync because of a flush may reckon with nobody else.
 */
class DrainedSetProperties {
    private static final int MM = 1;
    private static final int OTHER = 2;
    private static final Set<Integer> TARGETS = Set.of(1, 2);

    /** What a CPU that is not flushing runs throughout. */
    enum Running {
        THE_MM(CpuStart.running(MM)),
        LAZY_ON_THE_MM(CpuStart.lazy(MM)),
        ANOTHER_MM(CpuStart.running(OTHER)),
        NOTHING(CpuStart.idle());

        final CpuStart start;

        Running(CpuStart start) {
            this.start = start;
        }
    }

    /** What two flushes have in common that are compared; {@code preempted} is whether a host may stop CPU 1. */
    record Surroundings(Running first, Running second, boolean preempted, GlobalAsid asid, MemoryModel memory) {}

    /** A flush; {@code freedTables} is whether lazy CPUs must take part. */
    record Flush(Backend backend, boolean freedTables) {
        @Override
        public String toString() {
            return backend.id() + (freedTables ? ", freed tables" : "");
        }
    }

    /**
     * What all executions of a flush say together.
     *
     * @param interrupted the CPUs that every execution interrupts
     * @param drained the CPUs that no execution leaves inside a section
     */
    record Report(Set<Integer> interrupted, Set<Integer> drained) {}

    @Provide
    Arbitrary<Flush> flushes() {
        return Arbitraries.of(flushesOfAllBackends());
    }

    private static List<Flush> flushesOfAllBackends() {
        return Backends.all().stream()
                .flatMap(b -> List.of(new Flush(b, false), new Flush(b, true)).stream())
                .toList();
    }

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE, seed = "4883733703654342235")
    void fewerInterruptedIsNeverMoreDrained(
            @ForAll("flushes") Flush one,
            @ForAll("flushes") Flush other,
            @ForAll Running first,
            @ForAll Running second,
            @ForAll boolean preempted,
            @ForAll GlobalAsid asid,
            @ForAll MemoryModel memory) {
        Surroundings around = new Surroundings(first, second, preempted, asid, memory);
        compare(report(one, around), report(other, around));
    }

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void fewerInterruptedIsNeverMoreDrainedOnFreshOnes(
            @ForAll("flushes") Flush one,
            @ForAll("flushes") Flush other,
            @ForAll Running first,
            @ForAll Running second,
            @ForAll boolean preempted,
            @ForAll GlobalAsid asid,
            @ForAll MemoryModel memory) {
        Surroundings around = new Surroundings(first, second, preempted, asid, memory);
        compare(report(one, around), report(other, around));
    }

    /** Every pair of flushes in all surroundings. */
    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(generation = GenerationMode.EXHAUSTIVE)
    @AddLifecycleHook(OnlyDeep.class)
    void fewerInterruptedIsNeverMoreDrainedByAnyFlush(
            @ForAll Running first,
            @ForAll Running second,
            @ForAll boolean preempted,
            @ForAll GlobalAsid asid,
            @ForAll MemoryModel memory) {
        Surroundings around = new Surroundings(first, second, preempted, asid, memory);
        List<Report> reports =
                flushesOfAllBackends().stream().map(f -> report(f, around)).toList();
        reports.forEach(one -> reports.forEach(other -> compare(one, other)));
    }

    private static void compare(Report one, Report other) {
        assertThat(one.drained()).isEqualTo(one.interrupted());
        if (other.interrupted().containsAll(one.interrupted())) {
            assertThat(other.drained()).containsAll(one.drained());
        }
        if (one.interrupted().size() < other.interrupted().size()) {
            assertThat(one.drained()).hasSizeLessThan(other.drained().size());
            Statistics.collect("fewer");
        }
        Statistics.coverage(coverage -> coverage.check("fewer").count(c -> c > 0));
    }

    /** The comparison can fail: without the wait for the interrupts, they say nothing. */
    @Example
    void aFlushThatDoesNotWaitDrainsNobody() {
        Surroundings around = new Surroundings(Running.THE_MM, Running.THE_MM, false, GlobalAsid.NONE, MemoryModel.SC);
        Flush flush = new Flush(Backends.named("native"), true);
        assertThat(report(flush, around)).isEqualTo(new Report(TARGETS, TARGETS));
        Report hasty = report(flush, around, Policies.named("never"), false);
        assertThat(hasty).isEqualTo(new Report(TARGETS, Set.of()));
    }

    /** The policies whose sync, where they do not skip it, interrupts every CPU. */
    @Provide
    Arbitrary<SyncPolicy> policies() {
        return Arbitraries.of(
                        "broadcast", "rfc", "v1", "v2", "v5", "v6", "v7", "v8", "v10", "v10-freed-only", "sync-rcu")
                .map(Policies::named);
    }

    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE, seed = "-3378102176695981640")
    void aSyncIsSkippedOnlyWhereTheFlushDrained(
            @ForAll("policies") SyncPolicy policy,
            @ForAll("flushes") Flush flush,
            @ForAll Running second,
            @ForAll boolean preempted,
            @ForAll GlobalAsid asid,
            @ForAll MemoryModel memory) {
        Surroundings around = new Surroundings(Running.THE_MM, second, preempted, asid, memory);
        assertThat(report(flush, around, policy, true).drained()).contains(1);
    }

    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    void aSyncIsSkippedOnlyWhereTheFlushDrainedOnFreshOnes(
            @ForAll("policies") SyncPolicy policy,
            @ForAll("flushes") Flush flush,
            @ForAll Running second,
            @ForAll boolean preempted,
            @ForAll GlobalAsid asid,
            @ForAll MemoryModel memory) {
        Surroundings around = new Surroundings(Running.THE_MM, second, preempted, asid, memory);
        assertThat(report(flush, around, policy, true).drained()).contains(1);
    }

    /** As above, but for the versions that took a flush's word for more than it says: KVM spares preempted vCPUs. */
    @Property(generation = GenerationMode.EXHAUSTIVE)
    void v3AndV4CountOnCpusThatAFlushOfKvmDidNotDrain(
            @ForAll("tooTrusting") String policy, @ForAll MemoryModel memory) {
        Flush flush = new Flush(Backends.named("kvm"), true);
        for (boolean preempted : new boolean[] {false, true}) {
            Surroundings around = new Surroundings(Running.THE_MM, Running.THE_MM, preempted, GlobalAsid.NONE, memory);
            Report report = report(flush, around, Policies.named(policy), true);
            assertThat(report.drained()).isEqualTo(preempted ? Set.of(2) : TARGETS);
        }
    }

    @Provide
    Arbitrary<String> tooTrusting() {
        return Arbitraries.of("v3", "v4-property");
    }

    private static Report report(Flush flush, Surroundings around) {
        return report(flush, around, Policies.named("never"), true);
    }

    /**
     * Explores CPU 0's flush, with the policy's sync behind it, against a section on each of the others.
     *
     * @param waits whether the flush waits for its interrupts to be served
     */
    private static Report report(Flush flush, Surroundings around, SyncPolicy policy, boolean waits) {
        Machine.Builder machine = Machine.builder(flush + " in " + around);
        List<CpuStart> start = List.of(CpuStart.running(MM), around.first().start, around.second().start);
        Kernel k = Kernel.builder(machine, flush.backend(), policy.on(flush.backend()), OTHER, start)
                .globalAsid(mm -> around.asid())
                .build();
        // Registers: the judge's watch is outside the memory model.
        Cell begun = machine.register("begun", 1, 0);
        Cell over = machine.register("over", 1, 0);
        List<Ghost> interrupted = new ArrayList<>();
        List<Ghost> outlived = new ArrayList<>();
        for (int cpu = 0; cpu < start.size(); cpu++) {
            interrupted.add(machine.ghost("interrupted " + cpu, 1, 0));
            outlived.add(machine.ghost("outlived " + cpu, 1, 0));
        }
        machine.cpu("flushes", cpu -> {
            MmuGather gather = new MmuGather(k, k.mm(MM));
            cpu.writeOnce(begun, 1);
            Cpu flushing = watched(cpu, interrupted, waits);
            k.backend().flushTlbMmRange(k, flushing, k.mm(MM), flush.freedTables(), gather);
            k.sync().syncOne(k, cpu, gather);
            cpu.writeOnce(over, 1);
        });
        for (int target = 1; target < start.size(); target++) {
            machine.cpu("section " + target, section(begun, over, outlived.get(target)));
        }
        if (around.preempted()) {
            flush.backend().host().ifPresent(host -> machine.agent("host", host.of(k, 1)));
        }
        interrupted.forEach(machine::observe);
        outlived.forEach(machine::observe);
        CheckResult result = Checker.check(
                machine.build(), CheckOptions.exhaustive(around.memory()).withReduction(true));
        assertThat(result.exploration().complete()).isTrue();
        assertThat(result.broken()).isEmpty();
        return new Report(always(result.outcomes(), 0, 1), always(result.outcomes(), start.size(), 0));
    }

    /** Notes that it was begun before the flush and is not over after it. */
    private static Program section(Cell begun, Cell over, Ghost outlived) {
        return cpu -> {
            int flags = cpu.irqSave();
            boolean before = cpu.readOnce(begun) == 0;
            if (before && cpu.readOnce(over) == 1) {
                cpu.note(outlived, 1);
            }
            cpu.irqRestore(flags);
        };
    }

    /** The CPUs of which the ghosts from number {@code first} have the value in every outcome. */
    private static Set<Integer> always(Set<List<Integer>> outcomes, int first, int value) {
        Set<Integer> cpus = new TreeSet<>(TARGETS);
        outcomes.forEach(outcome -> cpus.removeIf(cpu -> outcome.get(first + cpu) != value));
        return cpus;
    }

    /** A CPU whose IPIs are noted, and that waits for them or does not. */
    private static Cpu watched(Cpu cpu, List<Ghost> interrupted, boolean waits) {
        return (Cpu) Proxy.newProxyInstance(
                Cpu.class.getClassLoader(), new Class<?>[] {Cpu.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("awaitIpi") && !waits) {
                        return null;
                    }
                    try {
                        Object result = method.invoke(cpu, arguments);
                        if (method.getName().equals("sendIpi")) {
                            cpu.note(interrupted.get((int) arguments[0]), 1);
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
