package org.shootdown.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shootdown.catalogue.Catalogues;
import org.shootdown.catalogue.Choice;
import org.shootdown.catalogue.Coordinates;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.Checker;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.options.SearchMonitor;
import org.shootdown.check.result.RandomWalk;
import org.shootdown.check.result.Trace;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Machine;

/** What no execution makes is found, and nothing that some execution makes. */
class CoverageTest {
    private static final long NO_LIMIT = Long.MAX_VALUE;

    private static Scenario scenario(MemoryModel memory, Supplier<Machine> machine) {
        Choice any = new Choice("any", "a machine of this test");
        return new Scenario("own", new Coordinates(any, any, any, any, any, memory), false, machine);
    }

    private static Coverage.Result of(long maxStates, Scenario... scenarios) {
        Coverage coverage = new Coverage(maxStates);
        for (Scenario scenario : scenarios) {
            coverage.add(scenario, SearchMonitor.NONE);
        }
        return coverage.result();
    }

    private static List<String> neverMade(Coverage.Result result) {
        return result.neverMade().stream()
                .flatMap(line -> line.steps().stream())
                .toList();
    }

    /** The store goes from 0 to 1 and never back, which an unfolding of one program cannot know. */
    private static Machine backwards() {
        Machine.Builder b = Machine.builder("backwards");
        Cell x = b.cell("x", 1);
        b.cpu("CPU 0", cpu -> cpu.writeOnce(x, 1));
        b.cpu("CPU 1", cpu -> {
            if (cpu.readOnce(x) == 1 && cpu.readOnce(x) == 0) {
                cpu.smpMb();
            }
        });
        return b.build();
    }

    /** CPU 0 shows in a register, which no buffer delays, that its store is made; under TSO memory may not have it yet. */
    private static Machine delayedStore() {
        Machine.Builder b = Machine.builder("delayed store");
        Cell x = b.cell("x", 1);
        Cell seen = b.register("seen", 1, 0);
        b.cpu("CPU 0", cpu -> {
            cpu.writeOnce(x, 1);
            cpu.writeOnce(seen, 1);
        });
        b.cpu("CPU 1", cpu -> {
            if (cpu.readOnce(seen) == 1 && cpu.readOnce(x) == 0) {
                onlyUnderTso(cpu);
            }
        });
        return b.build();
    }

    private static void onlyUnderTso(Cpu cpu) {
        cpu.smpMb();
    }

    @Test
    void aStepBehindWhatCannotHappenIsNeverMade() {
        Coverage.Result result = of(NO_LIMIT, scenario(MemoryModel.SC, CoverageTest::backwards));
        assertThat(neverMade(result)).containsExactly("smp_mb()");
        assertThat(result.lines()).hasSize(3);
        assertThat(result.incomplete()).isEmpty();
    }

    @Test
    void theMemoryModelDecidesToo() {
        Scenario sc = scenario(MemoryModel.SC, CoverageTest::delayedStore);
        Scenario tso = scenario(MemoryModel.TSO, CoverageTest::delayedStore);
        assertThat(neverMade(of(NO_LIMIT, sc))).containsExactly("smp_mb()");
        assertThat(neverMade(of(NO_LIMIT, tso))).isEmpty();
        // What one scenario makes is made.
        assertThat(neverMade(of(NO_LIMIT, sc, tso))).isEmpty();
        assertThat(neverMade(of(NO_LIMIT, tso, sc))).isEmpty();
    }

    @Test
    void aLimitIsSaid() {
        Coverage.Result result = of(2, scenario(MemoryModel.SC, CoverageTest::backwards));
        assertThat(result.incomplete()).containsExactly("any/any/any/any/any/sc");
    }

    /** Lines of random executions are lines that are made. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "v10/native/hugetlb-unshare/perf-nmi/kthread-use-mm/tso",
                "v4/kvm/free-one/gup-fast/preempted/tso",
                "broadcast/native/free-batch/rcu/switch-in/tso"
            })
    void whatIsMadeIsFound(String name) {
        Scenario scenario = Catalogues.all().stream()
                .flatMap(catalogue -> catalogue.scenarios().stream())
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
        Set<ModelLine> made = new HashSet<>();
        of(NO_LIMIT, scenario).lines().stream().filter(Coverage.Covered::made).forEach(line -> made.add(line.line()));
        Random random = new Random(1);
        Set<ModelLine> walked = new HashSet<>();
        for (int n = 0; n < 60; n++) {
            RandomWalk walk =
                    Checker.walk(scenario.machine().get(), scenario.memory(), options -> random.nextInt(options));
            Trace trace = Checker.replay(scenario.machine().get(), scenario.memory(), null, walk.schedule());
            trace.events().stream()
                    .filter(event -> !event.source().isEmpty())
                    .map(e -> new ModelLine(
                            e.function(), e.kernel().file(), e.kernel().version(), e.source()))
                    .forEach(walked::add);
        }
        assertThat(made).containsAll(walked);
        assertThat(walked).hasSizeGreaterThan(made.size() / 2);
    }
}
