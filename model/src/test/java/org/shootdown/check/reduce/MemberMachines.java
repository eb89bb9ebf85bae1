package org.shootdown.check.reduce;

import java.util.List;
import org.shootdown.machine.Cell;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;
import org.shootdown.machine.Situation;

/** What a {@link Member} has to know: what is its own, what goes with it where it changes places, and who names it. */
final class MemberMachines {
    private MemberMachines() {}

    static List<Machine> all() {
        return List.of(
                ring(),
                sends(),
                observesOne(),
                inAnNmi(),
                inAHandler(),
                stopped(false),
                stopped(true),
                answersInOrder(false),
                answersInOrder(true));
    }

    /** Three CPUs, each of which uses its own cell and the next one's: no two of them can change places. */
    static Machine ring() {
        Machine.Builder m = Machine.builder("ring");
        Cell zeros = m.cell("zeros", 3);
        Cell[] cells = {m.cell("a", 1), m.cell("b", 1), m.cell("c", 1)};
        for (int i = 0; i < 3; i++) {
            Cell mine = cells[i];
            Cell next = cells[(i + 1) % 3];
            m.cpu("CPU " + i, cpu -> {
                cpu.writeOnce(mine, 1);
                if (cpu.readOnce(next) == 0) {
                    cpu.addReturn(zeros, 1);
                }
            });
        }
        return m.observe(zeros).build();
    }

    /** CPUs that send to a third one: whose request that has in its queue tells them apart. */
    static Machine sends() {
        Machine.Builder m = Machine.builder("sends");
        Cell served = m.cell("served", 2);
        Situation never = m.situation("nothing was served though a wait is over");
        IpiFunction serves = new Handler(cpu -> cpu.addReturn(served, 1));
        for (int i = 0; i < 2; i++) {
            m.cpu("CPU " + i, cpu -> {
                cpu.sendIpi(2, serves);
                cpu.awaitIpi(2);
                if (cpu.readOnce(served) == 0) {
                    cpu.reached(never);
                }
            });
        }
        m.cpu("idle", Program.IDLE);
        return m.build();
    }

    /** CPUs that are the same but that one's cell is observed. */
    static Machine observesOne() {
        Machine.Builder m = Machine.builder("observes one");
        Cell shared = m.cell("shared", 2);
        Cell[] own = {m.cell("own 0", 2), m.cell("own 1", 2)};
        for (Cell mine : own) {
            m.cpu("CPU " + mine, cpu -> cpu.writeOnce(mine, cpu.addReturn(shared, 1)));
        }
        return m.observe(own[0]).build();
    }

    /** CPUs that are alike, one of which is in an NMI: that goes with it. */
    static Machine inAnNmi() {
        Machine.Builder m = Machine.builder("in an NMI");
        Cell began = m.cell("began", 2);
        Cell taken = m.cell("taken", 2);
        Situation busy = m.situation("the second began in spite of its NMI");
        for (int i = 0; i < 2; i++) {
            m.cpu("CPU " + i, cpu -> cpu.addReturn(began, 1))
                    .nmi(
                            cpu -> {
                                int before = cpu.readOnce(began);
                                cpu.addReturn(taken, 1);
                                if (before == 1 && cpu.readOnce(began) == 2 && cpu.readOnce(taken) == 2) {
                                    cpu.reached(busy);
                                }
                            },
                            1);
        }
        return m.observe(taken).build();
    }

    /** CPUs that are alike, one of which is in a handler: that, and what else is asked of it, goes with it. */
    static Machine inAHandler() {
        Machine.Builder m = Machine.builder("in a handler");
        Cell began = m.cell("began", 2);
        Situation never = m.situation("it went on while it was in a handler");
        IpiFunction looks = new Handler(cpu -> {
            if (cpu.readOnce(began) == 0) {
                int later = cpu.readOnce(began) + cpu.readOnce(began);
                if (later == 2) {
                    cpu.reached(never);
                }
            }
        });
        for (int i = 0; i < 2; i++) {
            m.cpu("CPU " + i, cpu -> cpu.addReturn(began, 1));
        }
        m.cpu("sender", cpu -> {
            cpu.sendIpi(0, looks);
            cpu.sendIpi(1, looks);
        });
        return m.build();
    }

    /**
     * While a host has stopped one of two vCPUs that are alike, only the other one moves, which may have begun first or
     * second.
     *
     * @param resumes whether the host lets it run again, rather than only once it is done
     */
    static Machine stopped(boolean resumes) {
        Machine.Builder m = Machine.builder(resumes ? "stopped and resumed" : "stopped");
        Cell began = m.cell("began", 2);
        Cell sum = m.cell("sum", 3);
        Situation[] moved = {m.situation("the first moved"), m.situation("the second moved")};
        for (int i = 0; i < 2; i++) {
            m.cpu("vCPU " + i, cpu -> cpu.addReturn(sum, cpu.addReturn(began, 1)));
        }
        m.agent("host", host -> {
            host.stopVcpu(1);
            host.resumeVcpu(1);
            host.awaitUntil(began, v -> v == 2);
            host.stopVcpu(0);
            int before = host.readOnce(sum);
            int after = host.readOnce(sum);
            if (before == 0 && after > 0) {
                host.reached(moved[after - 1]);
            }
            if (resumes) {
                host.resumeVcpu(0);
            }
        });
        return m.build();
    }

    /**
     * A sender that waits for the answer of the first, and then for that of the second, with a step between that they see.
     *
     * @param nmi whether it takes an NMI, so that its waits are no set for another reason
     */
    static Machine answersInOrder(boolean nmi) {
        Machine.Builder m = Machine.builder("answers in order" + (nmi ? ", to a CPU with an NMI" : ""));
        Cell began = m.cell("began", 2);
        Cell x = m.register("x", 1, 0);
        Cell[] found = {m.register("found by the first", 2, 0), m.register("found by the second", 2, 0)};
        Cell[] own = {m.register("own 0", 2, 0), m.register("own 1", 2, 0)};
        IpiFunction looks = new Handler(cpu -> cpu.writeOnce(own[cpu.id()], 1 + cpu.readOnce(x)));
        for (Cell mine : own) {
            m.cpu("CPU of " + mine, cpu -> {
                Cell mineFound = found[cpu.addReturn(began, 1) - 1];
                cpu.writeOnce(mineFound, cpu.awaitUntil(mine, v -> v > 0));
            });
        }
        Machine.Builder.CpuBuilder sender = m.cpu("sender", cpu -> {
            cpu.awaitUntil(began, v -> v == 2);
            cpu.sendIpi(0, looks);
            cpu.sendIpi(1, looks);
            cpu.awaitIpi(0);
            cpu.writeOnce(x, 1);
            cpu.awaitIpi(1);
        });
        if (nmi) {
            sender.nmi(Program.IDLE, 1);
        }
        return m.observe(found[0]).observe(found[1]).build();
    }
}
