package org.shootdown.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.result.Verdict;
import org.shootdown.decide.CellResult;
import org.shootdown.decide.Matrix;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.BootTest;
import org.shootdown.kernel.Gather;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Mm;
import org.shootdown.kernel.PerCpu;
import org.shootdown.kernel.SyncPolicy;
import org.shootdown.kernel.SyncRule;
import org.shootdown.kernel.boot.StartKernel;
import org.shootdown.kernel.policy.TableSync;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Property;

/** A part of one's own is run on what a built-in one of its kind is run on, and decided for what it does. */
class OwnPartsTest {
    private static final BootTest NATIVE = (flushIsNative, hasInvlpgb) -> flushIsNative && !hasInvlpgb;

    /** Mainline's, under another name. */
    private record Interrupts() implements SyncRule {
        @Override
        public void syncOne(Kernel k, Cpu cpu, Gather tlb) {
            TableSync.interrupt(cpu, cpu.onlineMask());
        }
    }

    /** Trusts the flush. */
    private record Skips() implements SyncRule {
        @Override
        public void syncOne(Kernel k, Cpu cpu, Gather tlb) {}

        @Override
        public boolean isAskedForOrder() {
            return false;
        }
    }

    /** Mainline's with lazy CPUs asleep, whatever was freed. */
    private record LetsLazyCpusSleep() implements SyncRule {
        @Override
        public void syncOne(Kernel k, Cpu cpu, Gather tlb) {
            TableSync.interrupt(cpu, cpu.onlineMask());
        }

        @Override
        public boolean wakeLazyCpus(boolean freedTables, boolean unsharedTables) {
            return false;
        }
    }

    /** A flush without x86's mask and generations: every processor drops what it holds, or none does. */
    private record Broadcasts(String id, boolean drops) implements Backend {
        @Override
        public String description() {
            return "flushes by a broadcast of the hardware";
        }

        @Override
        public void flushTlbMmRange(Kernel k, Cpu cpu, Mm mm, boolean wakeLazyCpus, Gather tlb) {
            cpu.smpMb();
            for (PerCpu other : drops ? k.perCpus() : List.<PerCpu>of()) {
                other.dropWalkCache(k, cpu);
            }
        }

        @Override
        public boolean flushIsNative() {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "misuse"})
    void aPolicyIsRunOnWhatOneOfItsKindIsRunOn(String catalogue) {
        SyncPolicy everywhere = SyncPolicy.everywhere("mine", "mainline's", new Interrupts());
        SyncPolicy atBoot = SyncPolicy.decidedAtBoot("mine", "as v10", NATIVE, new Skips(), new Interrupts());
        assertThat(cells(catalogue, everywhere, "mine")).isEqualTo(cells(catalogue, everywhere, "broadcast"));
        assertThat(cells(catalogue, atBoot, "mine")).isEqualTo(cells(catalogue, atBoot, "v10"));
        assertThat(cells(catalogue, everywhere, "mine")).isNotEqualTo(cells(catalogue, everywhere, "v10"));
    }

    private static Set<String> cells(String catalogue, SyncPolicy own, String policy) {
        return scenarios(Parts.BUILT_IN.with(own), catalogue, Map.of(Axis.POLICY, Set.of(policy))).stream()
                .map(s -> s.name().substring(policy.length()))
                .collect(Collectors.toSet());
    }

    @Test
    void aControlIsOneBecauseItSaysSo() {
        SyncPolicy policy = SyncPolicy.everywhere("mine", "mainline's", new Interrupts());
        Map<Axis, Set<String>> mine = Map.of(Axis.POLICY, Set.of("mine"));
        assertThat(scenarios(Parts.BUILT_IN.with(policy), "main", mine)).noneMatch(Scenario::control);
        assertThat(scenarios(Parts.BUILT_IN.with(policy.asControl()), "main", mine))
                .allMatch(Scenario::control);
    }

    /** Decided beside mainline, which is SAFE there: what a rule asks of a flush shows where nobody syncs. */
    @Test
    void aRuleIsNotTakenForMainlineWhereNobodySyncs() {
        Parts parts = Parts.BUILT_IN.with(SyncPolicy.everywhere("mine", "lazy", new LetsLazyCpusSleep()));
        Map<Axis, Set<String>> lazy = Map.of(
                Axis.POLICY, Set.of("mine", "broadcast"),
                Axis.BACKEND, Set.of("native"),
                Axis.OPERATION, Set.of("free-batch"),
                Axis.WALKER, Set.of("hardware"),
                Axis.SITUATION, Set.of("lazy"));
        assertThat(broken(parts, lazy))
                .isEqualTo(Map.of(
                        "mine/native/free-batch/hardware/lazy/sc", Set.of(Property.P3),
                        "mine/native/free-batch/hardware/lazy/tso", Set.of(Property.P3),
                        "broadcast/native/free-batch/hardware/lazy/sc", Set.of(),
                        "broadcast/native/free-batch/hardware/lazy/tso", Set.of()));
    }

    /** Two of one class, which are not the same for it. */
    @Test
    void aBackendMayFlushInAWayOfItsOwn() {
        Parts parts = Parts.BUILT_IN.with(new Broadcasts("drops", true)).with(new Broadcasts("forgets", false));
        Map<Axis, Set<String>> freed = Map.of(
                Axis.POLICY, Set.of("broadcast"),
                Axis.BACKEND, Set.of("drops", "forgets"),
                Axis.OPERATION, Set.of("free-batch"),
                Axis.WALKER, Set.of("hardware"),
                Axis.SITUATION, Set.of("running", "preempted"),
                Axis.MEMORY, Set.of("tso"));
        assertThat(broken(parts, freed))
                .as("nobody preempts where the backend has no host")
                .isEqualTo(Map.of(
                        "broadcast/drops/free-batch/hardware/tso", Set.of(),
                        "broadcast/forgets/free-batch/hardware/tso", Set.of(Property.P3)));
    }

    /** Not native, and in place from the start: boot code never takes it for the native one, and leaves the key off. */
    @Test
    void aFlushThatIsInPlaceFromTheStartIsNoNativeOne() {
        Machine boot = StartKernel.machine("boot", NATIVE, new Broadcasts("drops", true), null);
        CheckResult result = Checker.check(boot, CheckOptions.exhaustive(MemoryModel.TSO));
        assertThat(result.verdict()).isEqualTo(Verdict.SAFE);
        assertThat(result.outcomes()).containsExactly(List.of(0));
    }

    @Test
    void cellsAreDeclaredOnceAndInTime() {
        assertThatThrownBy(() -> build(new SyncRule() {
                    @Override
                    public void declare(Kernel k) {
                        k.mm(1).declare("mine", 1, 0);
                        k.mm(1).declare("mine", 1, 0);
                    }

                    @Override
                    public void syncOne(Kernel k, Cpu cpu, Gather tlb) {}
                }))
                .hasMessage("mine[mm1] is declared twice");
        Kernel built = build(new Interrupts());
        assertThatThrownBy(() -> built.perCpu(0).declare("mine", 1, 0))
                .hasMessage("mine[0] is declared too late: a rule or backend declares its cells in its method declare");
        assertThatThrownBy(() -> built.perCpu(0).own("mine"))
                .hasMessage("mine[0] is used, but no rule or backend declares it");
    }

    private static Kernel build(SyncRule rule) {
        return Kernel.builder(
                        Machine.builder("own cells"),
                        new Broadcasts("drops", true),
                        rule,
                        1,
                        List.of(Kernel.CpuStart.running(1)))
                .build();
    }

    private static List<Scenario> scenarios(
            Parts parts, String catalogue, Map<Axis, ? extends Collection<String>> wishes) {
        return Catalogues.of(parts).stream()
                .filter(c -> c.id().equals(catalogue))
                .flatMap(c -> c.scenarios(wishes).stream())
                .toList();
    }

    private static List<CellResult> decide(Parts parts, Map<Axis, ? extends Collection<String>> wishes) {
        return new Matrix(CheckOptions.exhaustive(MemoryModel.TSO))
                .decide(scenarios(parts, "main", wishes), cell -> {});
    }

    private static Map<String, Set<Property>> broken(Parts parts, Map<Axis, ? extends Collection<String>> wishes) {
        return decide(parts, wishes).stream()
                .collect(Collectors.toMap(
                        cell -> cell.scenario().name(),
                        cell -> Set.copyOf(cell.broken().keySet())));
    }
}
