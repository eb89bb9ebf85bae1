package org.shootdown.check.unfold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.machine.Property;
import org.shootdown.machine.Situation;
import org.shootdown.machine.Walk;

/** A machine's fingerprint changes with everything that decides what can happen or is judged, and with nothing else. */
class FingerprintTest {
    private record Called(Program body, Purpose purpose) implements IpiFunction {
        @Override
        public void run(Cpu cpu) {
            body.run(cpu);
        }
    }

    private static final Program EMPTY = cpu -> {};
    private static final Program FENCE = Cpu::smpMb;
    private static final Program LIGHT = Cpu::smpRmb;

    /** A machine that has some of everything, each part of which can be another one. */
    private static final class Parts {
        int cellMax = 2;
        int cellInitial = 1;
        boolean register;
        int ghostMax = 1;
        int ghostInitial;
        int observedCell;
        int observedGhost;
        String situation = "situation";
        boolean insideUnlinked = true;
        boolean agent;
        int nmis = 1;
        boolean interested = true;
        int interestValue = 1;
        Program nmi = FENCE;
        Program handler = FENCE;
        IpiFunction.Purpose purpose = IpiFunction.Purpose.OTHER;
        Program callback = FENCE;
        int calledBack;
        int calledBackAgain;
        int sent;
        int sentAgain;
        Function<Parts, Program> task = p -> FENCE;

        Cell cell;
        Cell other;
        public Ghost ghost;
        Ghost otherGhost;
        Page page;
        Page otherPage;
        Situation first;
        Situation second;

        String name = "machine";

        String fingerprint() {
            Machine.Builder b = Machine.builder(name);
            cell = register ? b.register(name, cellMax, cellInitial) : b.cell(name, cellMax, cellInitial);
            other = b.cell("other " + name, 2, 0);
            ghost = b.ghost("ghost of " + name, ghostMax, ghostInitial);
            otherGhost = b.ghost("other ghost of " + name, 1, 0);
            page = b.page("page of " + name, 1);
            otherPage = b.page("other page of " + name, 1);
            first = b.situation(situation);
            second = b.situation("second");
            if (insideUnlinked) {
                b.walkInsideUnlinked("inside");
            }
            b.observe(observedCell == 0 ? cell : other);
            b.observe(observedGhost == 0 ? ghost : otherGhost);
            Machine.Builder.CpuBuilder target = b.cpu("CPU of " + name, EMPTY);
            if (nmis > 0) {
                target.nmi(nmi, nmis);
            }
            if (interested) {
                target.interestedWhile(cell, interestValue);
            }
            IpiFunction[] functions = {new Called(handler, purpose), new Called(LIGHT, purpose)};
            Program[] callbacks = {callback, LIGHT};
            b.cpu("caller", cpu -> {
                cpu.sendIpi(0, functions[sent]);
                cpu.sendIpi(0, functions[1 - sent]);
                cpu.sendIpi(0, functions[sentAgain]);
                cpu.callRcu(callbacks[calledBack]);
                cpu.callRcu(callbacks[1 - calledBack]);
                cpu.callRcu(callbacks[calledBackAgain]);
            });
            if (agent) {
                b.agent("third", FENCE);
            } else {
                b.cpu("third", FENCE);
            }
            b.cpu("task", cpu -> task.apply(this).run(cpu));
            return Fingerprint.of(Unfolder.unfold(b.build()));
        }
    }

    private interface Change {
        void make(Parts parts);
    }

    private record Named(String name, Change change) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Change task(Function<Parts, Program> task) {
        return parts -> parts.task = task;
    }

    /** Each gives a machine that is not the one without it, nor that of any other. */
    static Stream<Named> changes() {
        Map<String, Change> changes = new LinkedHashMap<>();
        changes.put("nothing", p -> {});
        changes.put("cell's range", p -> p.cellMax = 3);
        changes.put("cell's initial value", p -> p.cellInitial = 0);
        changes.put("a register", p -> p.register = true);
        changes.put("ghost's range", p -> p.ghostMax = 2);
        changes.put("ghost's initial value", p -> p.ghostInitial = 1);
        changes.put("observed cell", p -> p.observedCell = 1);
        changes.put("observed ghost", p -> p.observedGhost = 1);
        changes.put("situation", p -> p.situation = "another");
        changes.put("inside an unlinked page", p -> p.insideUnlinked = false);
        changes.put("an agent", p -> p.agent = true);
        changes.put("no NMI", p -> p.nmis = 0);
        changes.put("NMIs", p -> p.nmis = 2);
        changes.put("NMI's handler", p -> p.nmi = LIGHT);
        changes.put(
                "NMI's first effect",
                p -> p.nmi = cpu -> {
                    cpu.note(p.ghost, 1);
                    FENCE.run(cpu);
                });
        changes.put("no interest", p -> p.interested = false);
        changes.put("value of interest", p -> p.interestValue = 0);
        changes.put("purpose", p -> p.purpose = IpiFunction.Purpose.TLB_FLUSH);
        changes.put("function", p -> p.handler = Cpu::smpWmb);
        changes.put("which function first", p -> p.sent = 1);
        changes.put("which function again", p -> p.sentAgain = 1);
        changes.put("callback", p -> p.callback = cpu -> cpu.readOnce(p.cell));
        changes.put("which callback first", p -> p.calledBack = 1);
        changes.put("which callback again", p -> p.calledBackAgain = 1);
        changes.put("task's first effect", task(p -> cpu -> {
            cpu.note(p.ghost, 1);
            FENCE.run(cpu);
        }));
        changes.put("operation", task(p -> LIGHT));
        changes.put("load", task(p -> cpu -> cpu.readOnce(p.cell)));
        changes.put("load of another cell", task(p -> cpu -> cpu.readOnce(p.other)));
        changes.put("store", task(p -> cpu -> cpu.writeOnce(p.cell, 0)));
        changes.put("store of another value", task(p -> cpu -> cpu.writeOnce(p.cell, 1)));
        changes.put("atomic", task(p -> cpu -> cpu.xchg(p.cell, 1)));
        changes.put("another atomic", task(p -> cpu -> cpu.xchg(p.cell, 2)));
        changes.put("touch", task(p -> cpu -> cpu.touch(p.page, 0, Walk.SOFTWARE)));
        changes.put("touch of another page", task(p -> cpu -> cpu.touch(p.otherPage, 0, Walk.SOFTWARE)));
        changes.put("touch by hardware", task(p -> cpu -> cpu.touch(p.page, 0, Walk.HARDWARE)));
        changes.put("touch for another mm", task(p -> cpu -> cpu.touch(p.page, 1, Walk.SOFTWARE)));
        changes.put("note", after((p, cpu) -> cpu.note(p.ghost, 1)));
        changes.put("note of another value", after((p, cpu) -> cpu.note(p.ghost, 0)));
        changes.put("note of another ghost", after((p, cpu) -> cpu.note(p.otherGhost, 1)));
        changes.put("reached", after((p, cpu) -> cpu.reached(p.first)));
        changes.put("another reached", after((p, cpu) -> cpu.reached(p.second)));
        changes.put("condition", after((p, cpu) -> cpu.require(false, Property.ASSERTION, "why")));
        changes.put("another condition", after((p, cpu) -> cpu.require(false, Property.ASSERTION, "why not")));
        changes.put("another property", after((p, cpu) -> cpu.require(false, Property.P1, "why")));
        changes.put("branch", task(p -> cpu -> branch(cpu, cpu.choose(2) == 0)));
        changes.put("branch the other way", task(p -> cpu -> branch(cpu, cpu.choose(2) == 1)));
        changes.put("interrupts off", task(p -> cpu -> {
            int flags = cpu.irqSave();
            cpu.smpMb();
            cpu.irqRestore(flags);
        }));
        changes.put("error", task(p -> cpu -> cpu.irqRestore(1)));
        changes.put("another error", task(p -> Cpu::rcuReadUnlock));
        return changes.entrySet().stream().map(e -> new Named(e.getKey(), e.getValue()));
    }

    private interface Effects {
        void make(Parts parts, Cpu cpu);
    }

    private static Change after(Effects effects) {
        return task(p -> cpu -> {
            FENCE.run(cpu);
            effects.make(p, cpu);
        });
    }

    private static void branch(Cpu cpu, boolean fence) {
        if (fence) {
            cpu.smpMb();
        } else {
            cpu.smpRmb();
        }
    }

    private static String fingerprint(Change change) {
        Parts parts = new Parts();
        change.make(parts);
        return parts.fingerprint();
    }

    @Test
    void machinesThatDifferHaveDifferentOnes() {
        Map<String, String> seen = new HashMap<>();
        changes().forEach(c -> {
            String same = seen.put(fingerprint(c.change()), c.name());
            assertThat(same).as(c.name()).isNull();
        });
    }

    @ParameterizedTest
    @MethodSource("changes")
    void namesAndRepetitionDoNotMatter(Named change) {
        String one = fingerprint(change.change());
        String renamed = fingerprint(parts -> {
            change.change().make(parts);
            parts.name = "another name";
        });
        assertThat(List.of(renamed, fingerprint(change.change()))).containsOnly(one);
        assertThat(one).matches("[0-9a-f]{64}");
    }
}
