package org.shootdown.check.necessity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.necessity.SyncStep.Kind;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.machine.Property;
import org.shootdown.machine.Walk;

/** Each kind of step is found, and taking it out does to a tiny model what it must. */
class SyncStepsTest {
    private static final CheckOptions TSO = CheckOptions.exhaustive(MemoryModel.TSO);

    private static final IpiFunction SYNC = IpiFunction.empty("Sync", IpiFunction.Purpose.TABLE_SYNC);

    /** SB: with a barrier on each side both CPUs cannot read 0. */
    @Test
    void withoutABarrierAStoreIsDelayed() {
        Machine.Builder m = Machine.builder("SB");
        Cell x = m.cell("x", 1);
        Cell y = m.cell("y", 1);
        Ghost r0 = m.ghost("r0", 1, 1);
        Ghost r1 = m.ghost("r1", 1, 1);
        m.cpu("CPU 0", cpu -> {
            cpu.writeOnce(x, 1);
            cpu.smpMb();
            cpu.note(r0, cpu.readOnce(y));
        });
        m.cpu("CPU 1", cpu -> {
            cpu.writeOnce(y, 1);
            cpu.smpMb();
            cpu.note(r1, cpu.readOnce(x));
        });
        Machine machine = m.observe(r0).observe(r1).build();
        List<SyncStep> steps = SyncSteps.of(machine);
        assertThat(steps).extracting(SyncStep::kind).containsExactly(Kind.BARRIER, Kind.BARRIER);
        assertThat(Checker.check(machine, TSO).outcomes()).doesNotContain(List.of(0, 0));
        for (SyncStep step : steps) {
            assertThat(without(machine, step).outcomes()).contains(List.of(0, 0));
        }
    }

    /** The same with xchg, which is a barrier too. */
    @Test
    void withoutItsLockAnAtomicIsALoadAndAStore() {
        Machine.Builder m = Machine.builder("increments");
        Cell count = m.cell("count", 2);
        m.cpu("CPU 0", cpu -> cpu.addReturn(count, 1));
        m.cpu("CPU 1", cpu -> cpu.addReturn(count, 1));
        Machine machine = m.observe(count).build();
        assertThat(Checker.check(machine, TSO).outcomes()).containsExactly(List.of(2));
        SyncStep step = only(machine, Kind.ATOMIC);
        assertThat(without(machine, step).outcomes()).containsExactlyInAnyOrder(List.of(1), List.of(2));
    }

    @Test
    void anIrqOffSectionAndAnIpiGuardAWalk() {
        Machine machine = freeing(cpu -> cpu.callFunctionMany(2, SYNC, true));
        assertThat(Checker.check(machine, TSO).broken()).isEmpty();
        assertThat(without(machine, only(machine, Kind.IRQ_OFF)).broken()).containsExactly(Property.P1);
        assertThat(without(machine, only(machine, Kind.IPI)).broken()).containsExactly(Property.P1);
        assertThat(without(machine, only(machine, Kind.WAIT)).broken()).containsExactly(Property.P1);
    }

    @Test
    void aGracePeriodGuardsAWalkAsWell() {
        Machine machine = freeing(Cpu::synchronizeRcu);
        assertThat(Checker.check(machine, TSO).broken()).isEmpty();
        assertThat(without(machine, only(machine, Kind.GRACE_PERIOD)).broken()).containsExactly(Property.P1);
    }

    @Test
    void withoutAGracePeriodACallbackRunsAtOnce() {
        Machine.Builder m = Machine.builder("callback");
        Cell pmd = m.cell("pmd", 1, 1);
        Cell pte = m.cell("pte", 1);
        Page table = m.page("table", 0);
        Program free = cpu -> cpu.free(table);
        m.cpu("CPU 0", cpu -> {
            cpu.writeOnce(pmd, 0);
            cpu.callRcu(free);
        });
        m.cpu("CPU 1", cpu -> {
            cpu.rcuReadLock();
            if (cpu.readOnce(pmd) == 1) {
                cpu.walk(table, pte, 0, Walk.SOFTWARE);
            }
            cpu.rcuReadUnlock();
        });
        Machine machine = m.build();
        assertThat(Checker.check(machine, TSO).broken()).isEmpty();
        assertThat(without(machine, only(machine, Kind.GRACE_PERIOD)).broken()).containsExactly(Property.P1);
        assertThat(without(machine, only(machine, Kind.RCU_READER)).broken()).containsExactly(Property.P1);
    }

    @Test
    void withoutARecheckTheFirstLookStands() {
        Machine.Builder m = Machine.builder("recheck");
        Cell x = m.cell("x", 1);
        Ghost changed = m.ghost("changed", 1, 0);
        m.cpu("CPU 0", cpu -> cpu.writeOnce(x, 1));
        m.cpu("CPU 1", cpu -> {
            int first = cpu.readOnce(x);
            cpu.note(changed, cpu.readOnce(x) == first ? 0 : 1);
        });
        Machine machine = m.observe(changed).build();
        assertThat(Checker.check(machine, TSO).outcomes()).containsExactlyInAnyOrder(List.of(0), List.of(1));
        assertThat(without(machine, only(machine, Kind.RECHECK)).outcomes()).containsExactly(List.of(0));
    }

    @Test
    void aFunctionThatOnlySynchronisesGoesAsAWhole() {
        Machine machine = freeing(SyncStepsTest::interruptAndFence);
        assertThat(Checker.check(machine, TSO).broken()).isEmpty();
        SyncStep function = only(machine, Kind.FUNCTION);
        assertThat(function.what()).isEqualTo("interrupt_and_fence");
        assertThat(without(machine, function).broken()).containsExactly(Property.P1);
    }

    /** One line reached in two ways makes two steps, each of which can be taken out alone. */
    @Test
    void aStepIsKnownByItsCallers() {
        Machine machine = freeing(cpu -> {
            interruptAndFence(cpu);
            interruptAndFence(cpu);
        });
        assertThat(SyncSteps.of(machine))
                .filteredOn(s -> s.kind() == Kind.IPI)
                .hasSize(2)
                .allSatisfy(step -> {
                    assertThat(step.function()).isEqualTo("interrupt_and_fence");
                    assertThat(without(machine, step).broken()).isEmpty();
                });
    }

    @KernelFunction(value = "interrupt_and_fence", in = "this test", synchronises = true)
    private static void interruptAndFence(Cpu cpu) {
        cpu.smpMb();
        cpu.callFunctionMany(2, SYNC, true);
    }

    /** CPU 0 unlinks a table, synchronises and frees it; CPU 1 walks with interrupts off. */
    private static Machine freeing(Program sync) {
        Machine.Builder m = Machine.builder("freeing");
        Cell pmd = m.cell("pmd", 1, 1);
        Cell pte = m.cell("pte", 1);
        Page table = m.page("table", 0);
        m.cpu("CPU 0", cpu -> {
            cpu.writeOnce(pmd, 0);
            cpu.unlink(table);
            sync.run(cpu);
            cpu.free(table);
        });
        m.cpu("CPU 1", cpu -> {
            int flags = cpu.irqSave();
            if (cpu.readOnce(pmd) == 1) {
                cpu.walk(table, pte, 0, Walk.SOFTWARE);
            }
            cpu.irqRestore(flags);
        });
        return m.build();
    }

    private static SyncStep only(Machine machine, Kind kind) {
        List<SyncStep> steps =
                SyncSteps.of(machine).stream().filter(s -> s.kind() == kind).toList();
        assertThat(steps).isNotEmpty();
        return steps.get(0);
    }

    private static CheckResult without(Machine machine, SyncStep step) {
        return Checker.check(SyncSteps.without(machine, List.of(step)), TSO);
    }
}
