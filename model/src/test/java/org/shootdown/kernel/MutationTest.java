package org.shootdown.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.result.Verdict;
import org.shootdown.kernel.Kernel.CpuStart;
import org.shootdown.kernel.backend.Backends;
import org.shootdown.kernel.mm.CollapseHugePage;
import org.shootdown.kernel.mm.FreePageTables;
import org.shootdown.kernel.mm.GupFast;
import org.shootdown.kernel.mm.HugePmdUnshare;
import org.shootdown.kernel.mm.MmuGather;
import org.shootdown.kernel.mm.PerfGetPageSize;
import org.shootdown.kernel.mm.ReuseExclusiveTable;
import org.shootdown.kernel.policy.Policies;
import org.shootdown.kernel.policy.TableSync;
import org.shootdown.kernel.tlb.ContextSwitch;
import org.shootdown.kernel.tlb.FlushTlb;
import org.shootdown.kernel.tlb.HardwareWalker;
import org.shootdown.kernel.tlb.HardwareWalker.Cached;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.machine.Property;

/**
 * One step taken away, moved or weakened turns SAFE into UNSAFE. What can be left out without a verdict changing was
 * not modelled, or is not needed; each test says which other protection had to be absent for the step to matter.
 */
class MutationTest {
    private static final Backend NATIVE = Backends.named("native");
    /** Flushes without interrupting a guest: whatever protects a walk here, it is not the flush. */
    private static final Backend XEN_PV = Backends.named("xen-pv");

    private static final int MM = 1;
    private static final int HEIR = 2;
    private static final int OTHER = 3;

    /** W9: gup_fast rereads the PMD. Matters before the collapse has synced, so there is no sync here. */
    @ParameterizedTest
    @EnumSource(MemoryModel.class)
    void dropThePmdRecheck(MemoryModel memory) {
        SyncRule noSync = Policies.named("never").on(XEN_PV);
        Function<Kernel, Program> collapse = k -> new CollapseHugePage(k, table(k), false);
        assertFlips(
                memory,
                on(XEN_PV, noSync).cpus(collapse, k -> new GupFast(k, k.mm(MM), true, true)),
                on(XEN_PV, noSync).cpus(collapse, k -> new GupFast(k, k.mm(MM), true, false)),
                Property.P2);
    }

    /** K4: khugepaged syncs before it looks at reference counts. */
    @ParameterizedTest
    @EnumSource(MemoryModel.class)
    void dropTheSyncOfTheCollapse(MemoryModel memory) {
        SyncRule broadcast = Policies.named("broadcast").on(XEN_PV);
        SyncRule mutant = new Mutant(broadcast) {
            @Override
            public void syncCollapse(Kernel k, Cpu cpu, Mm mm) {}
        };
        Function<Kernel, Program> collapse = k -> new CollapseHugePage(k, table(k));
        Function<Kernel, Program> walk = k -> new GupFast(k, k.mm(MM), true);
        assertFlips(
                memory,
                on(XEN_PV, broadcast).cpus(collapse, walk),
                on(XEN_PV, mutant).cpus(collapse, walk),
                Property.P1,
                Property.P2);
    }

    /** F1: the entry is cleared before the flush. The page walker fills its cache again in between. */
    @ParameterizedTest
    @EnumSource(MemoryModel.class)
    void flushBeforeTheEntryIsCleared(MemoryModel memory) {
        SyncRule broadcast = Policies.named("broadcast").on(NATIVE);
        Function<Kernel, Program> idle = k -> Program.IDLE;
        Function<Kernel, Program> swapped = k -> {
            Mm mm = table(k);
            return cpu -> {
                FlushTlb.range(k, cpu, mm);
                FreePageTables.clearPmd(cpu, mm);
                cpu.callRcu(new Free(mm.pteTable().page));
            };
        };
        assertFlips(
                memory,
                on(NATIVE, broadcast).walker(Cached.PMD_ENTRY).cpus(k -> new FreePageTables(k, table(k), null), idle),
                on(NATIVE, broadcast).walker(Cached.PMD_ENTRY).cpus(swapped, idle),
                Property.P3);
    }

    /** The sync interrupts everybody, but does not wait. */
    @ParameterizedTest
    @EnumSource(MemoryModel.class)
    void syncWithoutWaiting(MemoryModel memory) {
        SyncRule broadcast = Policies.named("broadcast").on(XEN_PV);
        SyncRule mutant = new Mutant(broadcast) {
            @Override
            public void syncOne(Kernel k, Cpu cpu, Gather tlb) {
                cpu.callFunctionMany(cpu.onlineMask(), new TableSync(), false);
            }
        };
        Function<Kernel, Program> walk = k -> new GupFast(k, k.mm(MM), true);
        assertFlips(
                memory,
                on(XEN_PV, broadcast).cpus(MutationTest::unshare, walk),
                on(XEN_PV, mutant).cpus(MutationTest::unshare, walk),
                Property.P2);
    }

    /**
     * RCU takes no notice of sections with interrupts off. To such an RCU a walk with interrupts off is what one with
     * interrupts on is to the real one.
     */
    @ParameterizedTest
    @EnumSource(MemoryModel.class)
    void rcuIgnoresSectionsWithInterruptsOff(MemoryModel memory) {
        SyncRule broadcast = Policies.named("broadcast").on(XEN_PV);
        Function<Kernel, Program> free = k -> new FreePageTables(k, table(k), null);
        assertFlips(
                memory,
                on(XEN_PV, broadcast).cpus(free, k -> new GupFast(k, k.mm(MM), true)),
                on(XEN_PV, broadcast).cpus(free, k -> interruptsOn(new GupFast(k, k.mm(MM), true))),
                Property.P1);
    }

    /**
     * {@code mm_cpumask} is not sticky: the bit goes when the CPU switches away, while {@code current} is still the old
     * task and an NMI walks its tables.
     */
    @ParameterizedTest
    @EnumSource(MemoryModel.class)
    void clearTheCpumaskBitOnSwitchOut(MemoryModel memory) {
        SyncRule v10 = Policies.named("v10").on(NATIVE);
        Function<Kernel, Program> switchOut = k -> cpu -> new ContextSwitch(k).toUser(cpu, OTHER);
        assertFlips(
                memory,
                on(NATIVE, v10).nmi().cpus(MutationTest::unshare, switchOut),
                on(NATIVE, v10)
                        .nmi()
                        .but(Deviation.CPUMASK_CLEARED_ON_SWITCH_OUT)
                        .cpus(MutationTest::unshare, switchOut),
                Property.P2);
    }

    /** v10's flush lets lazy CPUs sleep. A task that has just gone lazy is still current: an NMI walks its tables. */
    @ParameterizedTest
    @EnumSource(MemoryModel.class)
    void letLazyCpusSleep(MemoryModel memory) {
        SyncRule v10 = Policies.named("v10").on(NATIVE);
        SyncRule mutant = new Mutant(v10) {
            @Override
            public boolean wakeLazyCpus(boolean freedTables, boolean unsharedTables) {
                return false;
            }
        };
        Function<Kernel, Program> goLazy = k -> cpu -> new ContextSwitch(k).toKthread(cpu);
        assertFlips(
                memory,
                on(NATIVE, v10).nmi().cpus(MutationTest::unshare, goLazy),
                on(NATIVE, mutant).nmi().cpus(MutationTest::unshare, goLazy),
                Property.P2);
    }

    /** E5: the flush and the sync come before the lock on the file's mappings is dropped. */
    @ParameterizedTest
    @EnumSource(MemoryModel.class)
    void unlockBeforeTheFlush(MemoryModel memory) {
        SyncRule broadcast = Policies.named("broadcast").on(XEN_PV);
        Function<Kernel, Program> walk = k -> new GupFast(k, k.mm(MM), true);
        Function<Kernel, Program> heir = k -> new ReuseExclusiveTable(k, k.mm(HEIR), true);
        Function<Kernel, Program> late = k -> {
            Mm mm = shared(k);
            return cpu -> {
                MmuGather tlb = new MmuGather(k, mm);
                cpu.spinLock(k.iMmapRwsem());
                cpu.writeOnce(mm.pud, Mm.NONE);
                cpu.unlink(mm.pmdTable().page);
                tlb.unsharePmd(cpu, mm.pmdTable());
                cpu.spinUnlock(k.iMmapRwsem());
                tlb.flushUnsharedTables(cpu);
            };
        };
        assertFlips(
                memory,
                on(XEN_PV, broadcast).cpus(k -> new HugePmdUnshare(k, shared(k)), walk, heir),
                on(XEN_PV, broadcast).cpus(late, walk, heir),
                Property.P2);
    }

    private static void assertFlips(MemoryModel memory, Machine original, Machine mutant, Property... broken) {
        CheckOptions options = CheckOptions.exhaustive(memory);
        assertThat(Checker.check(original, options).verdict()).as("as it is").isEqualTo(Verdict.SAFE);
        CheckResult mutated = Checker.check(mutant, options);
        assertThat(mutated.broken()).as("mutated").containsExactlyInAnyOrder(broken);
    }

    /** The first mm gets a PTE table. */
    private static Mm table(Kernel k) {
        return k.mm(MM).withPteTable();
    }

    /** The first two mms get a shared PMD table. */
    private static Mm shared(Kernel k) {
        Mm mm = k.mm(MM).withHugetlb(1);
        k.mm(HEIR).sharePmdTableOf(mm);
        return mm;
    }

    private static Program unshare(Kernel k) {
        return new HugePmdUnshare(k, shared(k)).then(new ReuseExclusiveTable(k, k.mm(HEIR), false));
    }

    /** A program whose {@code local_irq_save} and {@code local_irq_restore} do nothing. */
    private static Program interruptsOn(Program program) {
        return cpu -> program.run((Cpu) Proxy.newProxyInstance(
                Cpu.class.getClassLoader(), new Class<?>[] {Cpu.class}, (self, step, args) -> {
                    if (step.getName().startsWith("irq")) {
                        return step.getReturnType() == int.class ? 0 : null;
                    }
                    try {
                        return step.invoke(cpu, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private record Free(Page table) implements Program {
        @Override
        public void run(Cpu cpu) {
            cpu.free(table);
        }
    }

    /** A rule that does what another does, but for what is overridden. */
    private abstract static class Mutant implements SyncRule {
        private final SyncRule rule;

        Mutant(SyncRule rule) {
            this.rule = rule;
        }

        @Override
        public void syncOne(Kernel k, Cpu cpu, Gather tlb) {
            rule.syncOne(k, cpu, tlb);
        }

        @Override
        public boolean wakeLazyCpus(boolean freedTables, boolean unsharedTables) {
            return rule.wakeLazyCpus(freedTables, unsharedTables);
        }
    }

    private static Setting on(Backend backend, SyncRule sync) {
        return new Setting(backend, sync);
    }

    /** CPU 0 operates, CPU 1 runs the same mm and is the walker's. */
    private static final class Setting {
        private final Backend backend;
        private final SyncRule sync;
        private Cached cached;
        private boolean nmi;
        private Set<Deviation> deviations = Set.of();

        Setting(Backend backend, SyncRule sync) {
            this.backend = backend;
            this.sync = sync;
        }

        Setting walker(Cached entry) {
            cached = entry;
            return this;
        }

        Setting nmi() {
            nmi = true;
            return this;
        }

        Setting but(Deviation deviation) {
            deviations = Set.of(deviation);
            return this;
        }

        @SafeVarargs
        final Machine cpus(Function<Kernel, Program>... programs) {
            Machine.Builder machine = Machine.builder("mutation");
            machine.walkInsideUnlinked("a walker looks at the table after it was unlinked");
            List<CpuStart> starts = programs.length == 2
                    ? List.of(CpuStart.running(MM), CpuStart.running(MM))
                    : List.of(CpuStart.running(MM), CpuStart.running(MM), CpuStart.running(HEIR));
            Kernel k = Kernel.builder(machine, backend, sync, OTHER, starts)
                    .hardwareWalks(cached != null)
                    .deviations(deviations)
                    .build();
            for (int id = 0; id < programs.length; id++) {
                Machine.Builder.CpuBuilder cpu = machine.cpu("CPU" + id, programs[id].apply(k));
                if (nmi && id == 1) {
                    cpu.nmi(new PerfGetPageSize(k), 1);
                }
            }
            if (cached != null) {
                machine.agent("CPU1 walker", new HardwareWalker(k, 1, k.mm(MM), cached));
            }
            return machine.build();
        }
    }
}
