package org.shootdown.check.reduce;

import java.util.List;
import java.util.stream.Stream;
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

/**
 * One machine for each thing that {@link PartialOrder} and {@link Dependencies} have to know, as small as can be: a reduced
 * search that did not know it would miss what the machine's comment tells. Between equally good choices the reduction
 * prefers the processor that is declared first, which is why the one that must not run ahead is.
 */
final class ConditionMachines {
    private ConditionMachines() {}

    static List<Machine> all() {
        List<Machine> own = List.of(
                forwardedBranch(false),
                forwardedBranch(true),
                forwardedWait(),
                fenceBehindAStore(),
                lockIsLetGo(),
                stoppedBefore(Stopped.RUNS),
                stoppedBefore(Stopped.TAKES_INTERRUPTS),
                stoppedBefore(Stopped.TAKES_NMIS),
                stoppedOnceDrained(),
                resumed(),
                secondPage(),
                loadsByAWalk(),
                walksAFreedPage(),
                always(),
                manyMovers(),
                agentLater(true),
                agentLater(false),
                endsAtOnce());
        return Stream.of(own, GracePeriodMachines.all(), InterruptMachines.all())
                .flatMap(List::stream)
                .toList();
    }

    /** A step that takes part in nothing, for what belongs to it. */
    static void step(Cpu cpu) {
        cpu.smpRmb();
    }

    /** Declares a CPU that notes what it finds in a cell, which is what a machine is asked about. */
    static void looksAt(Machine.Builder m, Cell cell) {
        Ghost seen = m.ghost("seen", 1, 0);
        m.cpu("looks", cpu -> cpu.note(seen, cpu.readOnce(cell)));
        m.observe(seen);
    }

    /**
     * What a CPU finds in a cell is its own store as long as that is in its buffer, whatever is in memory. {@code one} writes
     * the ghost because it finds x = 1; {@code two} can write it after that and still find y = 0.
     *
     * @param later whether the store to x is not yet in the buffer when {@code two} is looked at
     */
    static Machine forwardedBranch(boolean later) {
        Machine.Builder m = Machine.builder("forwarded branch" + (later ? ", later" : ""));
        Cell x = m.cell("x", 1);
        Cell y = m.cell("y", 1);
        Ghost last = m.ghost("last", 2, 0);
        Ghost seen = m.ghost("seen", 1, 0);
        m.cpu("one", cpu -> {
            cpu.writeOnce(y, 1);
            if (later) {
                cpu.choose(3);
            }
            cpu.writeOnce(x, 1);
            if (cpu.readOnce(x) == 1) {
                step(cpu);
                cpu.note(last, 1);
            }
        });
        m.cpu("two", cpu -> {
            cpu.note(seen, cpu.readOnce(y));
            cpu.note(last, 2);
        });
        return m.observe(last).observe(seen).build();
    }

    /** As {@link #forwardedBranch}, where {@code one} waits for its own store, and so does not wait. */
    static Machine forwardedWait() {
        Machine.Builder m = Machine.builder("forwarded wait");
        Cell x = m.cell("x", 1);
        Ghost last = m.ghost("last", 2, 0);
        Ghost seen = m.ghost("seen", 1, 0);
        m.cpu("one", cpu -> {
            cpu.writeOnce(x, 1);
            cpu.awaitUntil(x, v -> v == 1);
            step(cpu);
            cpu.note(last, 1);
        });
        m.cpu("two", cpu -> {
            cpu.note(seen, cpu.readOnce(x));
            cpu.note(last, 2);
        });
        return m.observe(last).observe(seen).build();
    }

    /** An atomic that waits for the buffer can still come first. */
    static Machine fenceBehindAStore() {
        Machine.Builder m = Machine.builder("fence behind a store");
        Cell x = m.cell("x", 1);
        Cell y = m.cell("y", 1);
        looksAt(m, x);
        m.cpu("stores", cpu -> {
            cpu.writeOnce(y, 1);
            cpu.xchg(x, 1);
        });
        return m.build();
    }

    /** A lock that is held will be let go. */
    static Machine lockIsLetGo() {
        Machine.Builder m = Machine.builder("lock is let go");
        Cell x = m.cell("x", 1);
        Cell lock = m.cell("lock", 1, 1);
        looksAt(m, x);
        m.cpu("takes", cpu -> {
            cpu.spinLock(lock);
            cpu.writeOnce(x, 1);
        });
        m.cpu("holds", cpu -> cpu.spinUnlock(lock));
        return m.build();
    }

    /** In {@link #stoppedBefore}: what the vCPU does before it is stopped. */
    private enum Stopped {
        RUNS,
        TAKES_INTERRUPTS,
        TAKES_NMIS
    }

    /** A host can stop a vCPU after it has done something, too. */
    private static Machine stoppedBefore(Stopped how) {
        Machine.Builder m = Machine.builder("stopped before, " + how);
        Cell x = m.cell("x", 1);
        Situation before = m.situation("the vCPU moved before");
        Program stores = cpu -> cpu.writeOnce(x, 1);
        IpiFunction handler = new Handler(stores);
        m.agent("host", host -> {
            host.stopVcpu(1);
            if (host.readOnce(x) == 1) {
                host.reached(before);
            }
            host.resumeVcpu(1);
        });
        switch (how) {
            case RUNS -> m.cpu("vCPU", stores);
            case TAKES_INTERRUPTS -> {
                m.cpu("vCPU", Program.IDLE);
                m.cpu("sender", cpu -> cpu.sendIpi(1, handler));
            }
            case TAKES_NMIS -> m.cpu("vCPU", Program.IDLE).nmi(stores, 1);
        }
        return m.build();
    }

    /** A host that waits for a vCPU's buffer to be empty can stop it once it is. */
    static Machine stoppedOnceDrained() {
        Machine.Builder m = Machine.builder("stopped once drained");
        Cell x = m.cell("x", 1);
        Cell issued = m.register("issued", 1, 0);
        Cell later = m.register("later", 1, 0);
        Situation between = m.situation("stopped before its next step");
        m.agent("host", host -> {
            host.awaitUntil(issued, v -> v == 1);
            host.stopVcpu(1);
            if (host.readOnce(later) == 0) {
                host.reached(between);
            }
            host.resumeVcpu(1);
        });
        m.cpu("vCPU", cpu -> {
            cpu.writeOnce(x, 1);
            cpu.writeOnce(issued, 1);
            cpu.writeOnce(later, 1);
        });
        return m.build();
    }

    /** A vCPU goes on when it is resumed, and can then come first. */
    static Machine resumed() {
        Machine.Builder m = Machine.builder("resumed");
        Cell stopped = m.cell("stopped", 1);
        Cell x = m.cell("x", 1);
        looksAt(m, x);
        m.cpu("vCPU", cpu -> {
            if (cpu.readOnce(stopped) == 1) {
                cpu.writeOnce(x, 1);
            }
        });
        m.agent("host", host -> {
            host.stopVcpu(1);
            host.writeOnce(stopped, 1);
            host.resumeVcpu(1);
        });
        return m.build();
    }

    /** A page is freed under whoever is about to look at it; it is not the only one. */
    static Machine secondPage() {
        Machine.Builder m = Machine.builder("second page");
        Page first = m.page("first", 0);
        Page second = m.page("second", 0);
        m.cpu("walker", cpu -> {
            cpu.touch(first, 0, Walk.SOFTWARE);
            cpu.touch(second, 0, Walk.SOFTWARE);
        });
        m.cpu("freer", cpu -> cpu.free(second));
        return m.build();
    }

    /** A walk is a load of its cell as well. */
    static Machine loadsByAWalk() {
        Machine.Builder m = Machine.builder("loads by a walk");
        Cell entry = m.cell("entry", 1);
        Page table = m.page("table", 0);
        Ghost seen = m.ghost("seen", 1, 0);
        m.cpu("walker", cpu -> cpu.note(seen, cpu.walk(table, entry, 0, Walk.SOFTWARE)));
        m.cpu("stores", cpu -> cpu.writeOnce(entry, 1));
        return m.observe(seen).build();
    }

    /** A walk looks at its page as well. */
    static Machine walksAFreedPage() {
        Machine.Builder m = Machine.builder("walks a freed page");
        Cell entry = m.cell("entry", 1);
        Page table = m.page("table", 0);
        m.cpu("walker", cpu -> cpu.walk(table, entry, 0, Walk.SOFTWARE));
        m.cpu("freer", cpu -> cpu.free(table));
        return m.build();
    }

    /** Two CPUs that store what is always there are in nobody's way. */
    static Machine always() {
        Machine.Builder m = Machine.builder("always 0");
        Cell x = m.cell("x", 1);
        for (int i = 0; i < 2; i++) {
            m.cpu("CPU " + i, cpu -> cpu.xchg(x, 0));
        }
        return m.build();
    }

    /** More movers than a word has bits, where the last CPU has a store buffer: that is not the first CPU. */
    static Machine manyMovers() {
        Machine.Builder m = Machine.builder("many movers");
        Cell x = m.cell("x", 1);
        Cell y = m.cell("y", 1);
        m.cpu("first", cpu -> cpu.readOnce(y));
        for (int i = 1; i < Long.SIZE - 1; i++) {
            m.cpu("idle " + i, Program.IDLE);
        }
        m.cpu("last", cpu -> cpu.writeOnce(x, 1));
        return m.observe(x).build();
    }

    /** Everything can have come to its end before an agent of the environment moves, or after. */
    static Machine agentLater(boolean ghost) {
        Machine.Builder m = Machine.builder("agent later, " + (ghost ? "ghost" : "register"));
        Cell register = m.register("register", 1, 0);
        Ghost moved = m.ghost("moved", 1, 0);
        m.cpu("chooses", cpu -> cpu.choose(2));
        m.agent("environment", agent -> {
            agent.writeOnce(register, 1);
            agent.note(moved, 1);
        });
        return (ghost ? m.observe(moved) : m.observe(register)).build();
    }

    /** A condition that fails ends the execution, but others have something to find without that. */
    static Machine endsAtOnce() {
        Machine.Builder m = Machine.builder("ends at once");
        Situation there = m.situation("there");
        m.cpu("fails", cpu -> {
            step(cpu);
            cpu.require(false, Property.ASSERTION, "it always does");
        });
        m.cpu("goes on", cpu -> {
            step(cpu);
            step(cpu);
            cpu.reached(there);
        });
        return m.build();
    }
}
