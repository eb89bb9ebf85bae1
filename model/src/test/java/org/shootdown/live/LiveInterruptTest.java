package org.shootdown.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Observation;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.machine.Walk;

/** Interrupts arrive where they may, not where they may not, and those who wait for them are not kept waiting. */
class LiveInterruptTest {
    private static final Predicate<Observation> BROKEN = o -> o.broken() != 0;

    /** A walker that is in the table for a few looks, and a function that the freer calls on it before it frees. */
    private static Machine walkerAndFreer(boolean irqOff, boolean call, Program bystander) {
        Machine.Builder b = Machine.builder("walker and freer");
        b.walkInsideUnlinked("inside");
        Cell entry = b.cell("entry", 1, 1);
        Cell pte = b.cell("pte", 1, 1);
        Page table = b.page("table", 0);
        IpiFunction nothing = LiveTesting.function(cpu -> {});
        b.cpu("walker", cpu -> {
            int flags = irqOff ? cpu.irqSave() : 0;
            if (cpu.readOnce(entry) == 1) {
                cpu.walk(table, pte, 0, Walk.SOFTWARE);
                cpu.walk(table, pte, 0, Walk.SOFTWARE);
            }
            cpu.irqRestore(flags);
        });
        b.cpu("freer", cpu -> {
            cpu.writeOnce(entry, 0);
            cpu.unlink(table);
            if (call) {
                cpu.callFunctionMany(-1 >>> 29, nothing, true);
            }
            cpu.free(table);
        });
        b.cpu("bystander", bystander);
        return b.build();
    }

    @Test
    void anIpiWaitsForAnInterruptsOffSection() throws InterruptedException {
        Set<Observation> seen = LiveTesting.observe(walkerAndFreer(true, true, Program.IDLE));
        assertThat(seen).noneMatch(BROKEN);
    }

    @Test
    void withInterruptsOnOrWithoutTheIpiTheTableIsFreedUnderTheWalker() throws InterruptedException {
        LiveTesting.assumeTwoCores();
        assertThat(LiveTesting.observeUntil(walkerAndFreer(true, false, Program.IDLE), BROKEN))
                .anyMatch(BROKEN);
        assertThat(LiveTesting.observeUntil(walkerAndFreer(false, true, Program.IDLE), BROKEN))
                .anyMatch(BROKEN);
    }

    @Test
    void programsMayRunOneAfterTheOtherOnOneThread() {
        var blueprint = new LiveMachine.Blueprint(walkerAndFreer(true, true, cpu -> cpu.irqRestore(cpu.irqSave())));
        for (int first = 0; first < 3; first++) {
            LiveMachine live = new LiveMachine(blueprint);
            for (int p = 0; p < 3; p++) {
                live.run((first + p) % 3);
            }
            assertThat(live.broken()).isZero();
        }
    }

    @Test
    void cpusThatCallEachOtherDoNotDeadlock() throws InterruptedException {
        Machine.Builder b = Machine.builder("call each other");
        Cell[] ran = {b.cell("ran on 0", 9), b.cell("ran on 1", 9), b.cell("ran on 2", 9)};
        IpiFunction count = LiveTesting.function(cpu -> cpu.addReturn(ran[cpu.id()], 1));
        for (int p = 0; p < 3; p++) {
            b.observe(ran[p]);
            b.cpu("" + p, cpu -> {
                cpu.callFunctionMany(7, count, false);
                cpu.callFunctionMany(7, count, true);
            });
        }
        // Each of the two others called twice.
        assertThat(Sampler.sample(b.build(), 1_000).keySet()).containsExactly(new Observation(List.of(4, 4, 4), 0, 0));
    }

    /** What is waited for need not be that the call is over: here it is a cell that the function writes. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFunctionRunsOnACpuThatHasEnded(boolean irqOff) {
        Machine.Builder b = Machine.builder("called after its end");
        Cell ran = b.cell("ran", 1);
        IpiFunction runs = LiveTesting.function(cpu -> cpu.writeOnce(ran, 1));
        b.observe(ran);
        b.cpu("ends at once", cpu -> {});
        b.cpu("caller", cpu -> {
            int flags = irqOff ? cpu.irqSave() : 0;
            cpu.sendIpi(0, runs);
            cpu.awaitUntil(ran, v -> v == 1);
            cpu.irqRestore(flags);
        });
        Set<Observation> seen = assertTimeoutPreemptively(
                Duration.ofSeconds(30), () -> Sampler.sample(b.build(), 1_000).keySet());
        assertThat(seen).containsExactly(new Observation(List.of(1), 0, 0));
    }

    @Test
    void callsAreTakenInTheOrderInWhichTheyWereQueued() throws InterruptedException {
        Machine.Builder b = Machine.builder("queue order");
        Cell last = b.cell("last", 2);
        Cell queued = b.cell("queued", 1);
        IpiFunction one = LiveTesting.function(cpu -> cpu.writeOnce(last, 1));
        IpiFunction two = LiveTesting.function(cpu -> cpu.writeOnce(last, 2));
        b.observe(last);
        b.cpu("target", cpu -> {
            int flags = cpu.irqSave();
            cpu.awaitUntil(queued, v -> v == 1);
            cpu.irqRestore(flags);
        });
        b.cpu("higher", cpu -> {
            cpu.awaitUntil(queued, v -> v == 1);
            cpu.sendIpi(0, two);
        });
        b.cpu("lower", cpu -> {
            cpu.sendIpi(0, one);
            cpu.writeOnce(queued, 1);
        });
        Machine machine = b.build();
        assertThat(LiveTesting.observe(machine)).isEqualTo(LiveTesting.allowed(machine));
    }

    @Test
    void nmisArriveAnywhereAndAtMostAsOftenAsDeclared() throws InterruptedException {
        Machine.Builder b = Machine.builder("nmi");
        Cell step = b.cell("step", 2);
        Cell count = b.cell("count", 2);
        Ghost first = b.ghost("first NMI at", 3, 3);
        b.observe(count).observe(first);
        b.cpu("0", cpu -> {
                    int flags = cpu.irqSave();
                    cpu.writeOnce(step, 1);
                    cpu.irqRestore(flags);
                    cpu.writeOnce(step, 2);
                })
                .nmi(
                        cpu -> {
                            int at = cpu.readOnce(step);
                            if (cpu.addReturn(count, 1) == 1) {
                                cpu.note(first, at);
                            }
                        },
                        2);
        Machine machine = b.build();
        Set<Observation> seen = LiveTesting.observe(machine);
        // Live, none arrives once the program has made its last step.
        Set<Observation> possible = LiveTesting.allowed(machine);
        possible.removeIf(o -> o.values().get(1) == 2);
        assertThat(seen).isEqualTo(possible);
    }
}
