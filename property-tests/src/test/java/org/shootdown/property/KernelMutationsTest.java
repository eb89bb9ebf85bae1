package org.shootdown.property;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.shootdown.check.CheckOptions;
import org.shootdown.check.Checker;
import org.shootdown.check.MemoryModel;
import org.shootdown.check.Verdict;
import org.shootdown.kernel.Deviation;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Kernel.CpuStart;
import org.shootdown.kernel.Kernel.GlobalAsid;
import org.shootdown.kernel.Mm;
import org.shootdown.kernel.backend.Backends;
import org.shootdown.kernel.misuse.FlushBeforeWrite;
import org.shootdown.kernel.mm.CollapseHugePage;
import org.shootdown.kernel.mm.FreePageTables;
import org.shootdown.kernel.mm.GupFast;
import org.shootdown.kernel.mm.HugePmdUnshare;
import org.shootdown.kernel.mm.MmuGather;
import org.shootdown.kernel.mm.PerfGetPageSize;
import org.shootdown.kernel.mm.ReuseExclusiveTable;
import org.shootdown.kernel.policy.Policies;
import org.shootdown.kernel.policy.SyncRule;
import org.shootdown.kernel.policy.TableSync;
import org.shootdown.kernel.tlb.ContextSwitch;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;

/**
 * What the kernel does against walkers, each part taken away: the verdict must turn from SAFE to UNSAFE, or the model
 * does not show what the part is for. One CPU lets go of a table, one walks.
 */
class KernelMutationsTest {
    private static final int MM = 1;
    /** Shares MM's hugetlb table. */
    private static final int OTHER = 2;

    private static final int UNRELATED = 3;

    private String backend = "native-invlpgb";
    private Set<Deviation> deviations = Set.of();
    private boolean hugetlb;
    /** Whether an NMI walks on the walker's CPU. */
    private boolean nmi;

    private Function<Kernel, Program> third;

    @Test
    void collapseWithoutTheSync() {
        assertSafe(new Broadcast(), collapse(), gupFast());
        assertUnsafe(new NoSyncInCollapse(), collapse(), gupFast());
    }

    @Test
    void syncThatDoesNotWait() {
        Function<Kernel, Program> operation = k -> new FreePageTables(k, k.mm(MM), MmuGather.RemoveOne.SYNC_ONE);
        assertSafe(new Broadcast(), operation, gupFast());
        assertUnsafe(
                (k, cpu, tlb) -> cpu.callFunctionMany(k.onlineMask(), new TableSync(), false), operation, gupFast());
    }

    @Test
    void flushBeforeTheEntryIsCleared() {
        hugetlb = true;
        backend = "native";
        SyncRule v10 = Policies.named("v10").on(Backends.named(backend));
        assertSafe(v10, unshare(), gupFast());
        assertUnsafe(v10, k -> new FlushBeforeWrite(k, k.mm(MM)).then(heir(k)), gupFast());
    }

    /** Where no flush interrupts, interrupts off are what makes a walker an RCU reader, and nothing more. */
    @Test
    void rcuThatIgnoresInterruptsOff() {
        Function<Kernel, Program> operation = k -> new FreePageTables(k, k.mm(MM), null);
        assertSafe(new Broadcast(), operation, gupFast());
        assertUnsafe(new Broadcast(), operation, k -> cpu -> gupFast().apply(k).run(neverOff(cpu)));
    }

    /** An NMI can come when the CPU is lazy already but its task is still the user's. */
    @Test
    void lazyCpusNotWoken() {
        hugetlb = true;
        backend = "native";
        nmi = true;
        Function<Kernel, Program> walker = k -> cpu -> new ContextSwitch(k).toKthread(cpu);
        assertSafe(Policies.named("v10").on(Backends.named(backend)), unshare(), walker);
        assertUnsafe(Policies.named("v10-freed-only").on(Backends.named(backend)), unshare(), walker);
    }

    /** An NMI can come when the CPU has the next mm loaded but its task is still the previous one's. */
    @Test
    void cpumaskBitClearedOnSwitchOut() {
        hugetlb = true;
        backend = "native";
        nmi = true;
        SyncRule v10 = Policies.named("v10").on(Backends.named(backend));
        Function<Kernel, Program> walker = k -> cpu -> new ContextSwitch(k).toUser(cpu, UNRELATED);
        assertSafe(v10, unshare(), walker);
        deviations = Set.of(Deviation.CPUMASK_CLEARED_ON_SWITCH_OUT);
        assertUnsafe(v10, unshare(), walker);
    }

    /** The mm that is left takes the lock as soon as it can, on a third CPU. */
    @Test
    void flushAfterTheLockIsDropped() {
        hugetlb = true;
        third = k -> new ReuseExclusiveTable(k, k.mm(OTHER), true);
        assertSafe(new Broadcast(), k -> new HugePmdUnshare(k, k.mm(MM)), gupFast());
        assertUnsafe(new Broadcast(), k -> cpu -> unshareThenUnlockThenFlush(k, cpu), gupFast());
    }

    private static void unshareThenUnlockThenFlush(Kernel k, Cpu cpu) {
        Mm mm = k.mm(MM);
        MmuGather tlb = new MmuGather(k, mm);
        cpu.spinLock(k.iMmapRwsem());
        cpu.writeOnce(mm.pud, Mm.NONE);
        cpu.unlink(mm.pmdTable().page);
        tlb.unsharePmd(cpu, mm.pmdTable());
        cpu.spinUnlock(k.iMmapRwsem());
        tlb.flushUnsharedTables(cpu);
    }

    /** As where a collapse interrupts nobody, and before anything happens to the old table itself. */
    @Test
    void gupFastWithoutTheRecheckOfThePmd() {
        SyncRule noSync = new NoSyncInCollapse();
        Function<Kernel, Program> collapse = k -> new CollapseHugePage(k, k.mm(MM), false);
        assertSafe(noSync, collapse, gupFast());
        assertUnsafe(noSync, collapse, k -> new GupFast(k, k.mm(MM), false, false));
    }

    private static Function<Kernel, Program> unshare() {
        return k -> new HugePmdUnshare(k, k.mm(MM)).then(heir(k));
    }

    private Function<Kernel, Program> collapse() {
        return k -> new CollapseHugePage(k, k.mm(MM));
    }

    private static Function<Kernel, Program> gupFast() {
        return k -> new GupFast(k, k.mm(MM), false);
    }

    private static Program heir(Kernel k) {
        return new ReuseExclusiveTable(k, k.mm(OTHER), false);
    }

    private void assertSafe(SyncRule rule, Function<Kernel, Program> operation, Function<Kernel, Program> walker) {
        assertThat(verdict(rule, operation, walker)).as("as the kernel has it").isEqualTo(Verdict.SAFE);
    }

    private void assertUnsafe(SyncRule rule, Function<Kernel, Program> operation, Function<Kernel, Program> walker) {
        assertThat(verdict(rule, operation, walker)).as("mutated").isEqualTo(Verdict.UNSAFE);
    }

    private Verdict verdict(SyncRule rule, Function<Kernel, Program> operation, Function<Kernel, Program> walker) {
        Machine.Builder machine = Machine.builder("mutation");
        machine.walkInsideUnlinked("a walker looks at the table after it was unlinked");
        List<CpuStart> cpus = new ArrayList<>(List.of(CpuStart.running(MM), CpuStart.running(MM)));
        if (third != null) {
            cpus.add(CpuStart.running(OTHER));
        }
        Kernel k = new Kernel(
                machine, Backends.named(backend), rule, UNRELATED, cpus, GlobalAsid.STEADY, false, deviations);
        if (hugetlb) {
            k.mm(MM).withHugetlb(1);
            k.mm(OTHER).sharePmdTableOf(k.mm(MM));
        } else {
            k.mm(MM).withPteTable();
        }
        machine.cpu("CPU0", operation.apply(k));
        var walkers = machine.cpu("CPU1", walker.apply(k));
        if (nmi) {
            walkers.nmi(new PerfGetPageSize(k), 1);
        }
        if (third != null) {
            machine.cpu("CPU2", third.apply(k));
        }
        return Checker.check(machine.build(), CheckOptions.exhaustive(MemoryModel.TSO))
                .verdict();
    }

    /** A CPU on which turning interrupts off does nothing. */
    private static Cpu neverOff(Cpu cpu) {
        return (Cpu) Proxy.newProxyInstance(
                Cpu.class.getClassLoader(), new Class<?>[] {Cpu.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("irqSave")) {
                        return 0;
                    }
                    try {
                        return method.invoke(cpu, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Mainline's rule, to be mutated. */
    private static class Broadcast implements SyncRule {
        @Override
        public void syncOne(Kernel k, Cpu cpu, MmuGather tlb) {
            TableSync.interrupt(cpu, k.onlineMask());
        }
    }

    private static final class NoSyncInCollapse extends Broadcast {
        @Override
        public void syncCollapse(Kernel k, Cpu cpu, Mm mm) {}
    }
}
