package org.shootdown.export;

import java.util.ArrayList;
import java.util.List;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.result.Op;
import org.shootdown.check.unfold.Effect;
import org.shootdown.check.unfold.UnfoldedMachine;
import org.shootdown.check.unfold.Unfolder;
import org.shootdown.export.GuardedCommands.Process;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.Machine;
import org.shootdown.machine.ModelError;

/** Turns a machine under a memory model into guarded commands: declares the state, and has each process encoded. */
final class Encoder {
    private final UnfoldedMachine unfolded;
    private final MemoryModel memory;
    private final Names names = new Names();
    private final List<Variable> variables = new ArrayList<>();
    private final List<Variable> cells = new ArrayList<>();
    private final List<Variable> ghosts = new ArrayList<>();
    private final List<CpuState> cpus = new ArrayList<>();
    /** One for each RCU callback, by number, then one for each CPU that calls synchronize_rcu. */
    private final List<GracePeriod> gracePeriods = new ArrayList<>();

    private final GracePeriod[] ownGracePeriod;

    private Encoder(UnfoldedMachine unfolded, MemoryModel memory) {
        this.unfolded = unfolded;
        this.memory = memory;
        this.ownGracePeriod = new GracePeriod[unfolded.processors().size()];
    }

    /**
     * @throws ModelError if the machine is wrong
     */
    static GuardedCommands encode(Machine machine, MemoryModel memory) {
        return new Encoder(Unfolder.unfold(machine), memory).encode();
    }

    private GuardedCommands encode() {
        Machine machine = unfolded.machine();
        for (Cell cell : machine.cells()) {
            int max = unfolded.values().cell(cell.index()).length() - 1;
            cells.add(declare(names.identifier("m_", cell.name()), max, cell.initial(), "cell " + cell.name()));
        }
        for (Ghost ghost : machine.ghosts()) {
            int max = unfolded.values().ghost(ghost.index()).length() - 1;
            ghosts.add(
                    declare(names.identifier("g_", ghost.name()), max, initialValue(ghost), "ghost " + ghost.name()));
        }
        for (UnfoldedMachine.Processor p : unfolded.processors()) {
            cpus.add(new CpuState(
                    this, unfolded, p, isEver(Op.STOP_VCPU, p.spec().id())));
        }
        List<Variable> callbackNodes = new ArrayList<>();
        for (int k = 0; k < unfolded.callbacks().size(); k++) {
            UnfoldedMachine.RcuCallback c = unfolded.callbacks().get(k);
            String title = "RCU callback " + c.callback().program().title();
            callbackNodes.add(declare("rcu" + k, c.automaton().size() - 1, CallbackEncoder.idle(c), title));
            gracePeriods.add(new GracePeriod(this, "gp" + k, "grace period of " + title, cpus));
        }
        for (CpuState cpu : cpus) {
            if (cpu.processor.task().has(Op.RCU_START, 0)) {
                String name = cpu.processor.spec().name();
                ownGracePeriod[cpu.id] = new GracePeriod(this, "gp_of" + cpu.id, "grace period of " + name, cpus);
                gracePeriods.add(ownGracePeriod[cpu.id]);
            }
        }
        List<Process> processes = new ArrayList<>();
        for (CpuState cpu : cpus) {
            processes.add(new CpuEncoder(this, cpu).process());
        }
        for (int k = 0; k < callbackNodes.size(); k++) {
            processes.add(new CallbackEncoder(this, k, callbackNodes.get(k)).process());
        }
        List<Expr> ends = new ArrayList<>();
        cpus.stream().filter(cpu -> !cpu.agent).forEach(cpu -> ends.add(cpu.finished()));
        gracePeriods.forEach(gp -> ends.add(gp.idle()));
        Expr finished = Expr.all(ends.toArray(Expr[]::new));
        return new GuardedCommands(machine.name(), memory.id(), List.copyOf(variables), processes, finished);
    }

    /** What a program notes before its first step is there from the start. */
    private int initialValue(Ghost ghost) {
        int value = ghost.initial();
        for (UnfoldedMachine.Processor p : unfolded.processors()) {
            for (Effect effect : p.taskEntry().effects()) {
                if (effect instanceof Effect.Note note && note.ghost() == ghost) {
                    value = note.value();
                }
            }
        }
        return value;
    }

    private boolean isEver(Op op, int arg) {
        return unfolded.processors().stream()
                .anyMatch(p ->
                        p.task().has(op, arg) || p.irq().has(op, arg) || p.nmi().has(op, arg));
    }

    Variable declare(String name, int max, int initial, String meaning) {
        Variable variable = new Variable(name, max, initial, meaning);
        variables.add(variable);
        return variable;
    }

    Expr.Named named(String name, Expr meaning) {
        return new Expr.Named(names.identifier("", name), meaning);
    }

    MemoryModel memory() {
        return memory;
    }

    int cells() {
        return cells.size();
    }

    Variable cell(Cell cell) {
        return cells.get(cell.index());
    }

    Variable ghost(Ghost ghost) {
        return ghosts.get(ghost.index());
    }

    /** The values that {@code ghost} may ever hold. */
    int[] values(Ghost ghost) {
        return unfolded.values().ghost(ghost.index()).stream().toArray();
    }

    List<CpuState> cpus() {
        return cpus;
    }

    List<GracePeriod> gracePeriods() {
        return gracePeriods;
    }

    GracePeriod ownGracePeriod(int cpu) {
        return ownGracePeriod[cpu];
    }

    UnfoldedMachine.RcuCallback callback(int number) {
        return unfolded.callbacks().get(number);
    }

    /** The number of the callback that CPU {@code caller} hands to call_rcu as {@code program}. */
    int callback(int caller, Object program) {
        for (int k = 0; k < unfolded.callbacks().size(); k++) {
            Unfolder.Callback callback = unfolded.callbacks().get(k).callback();
            if (callback.caller() == caller && callback.program().equals(program)) {
                return k;
            }
        }
        throw new IllegalStateException("callback not unfolded");
    }
}
