package org.shootdown.check.reduce;

import org.shootdown.check.system.Code;
import org.shootdown.check.system.CompiledCpu;
import org.shootdown.check.unfold.Automaton;

/** The accesses of one CPU's programs: of each step, and of everything from a step on. */
final class CpuAccesses {
    private final Resources resources;
    private final CompiledCpu cpu;

    /** By node: the accesses of its step, without those that every step of the CPU has. */
    final Accesses[] task;

    final Accesses[] irq;
    final Accesses[] nmi;
    /** By node of the task: the accesses of its step, with those that every step of the CPU has. */
    final Accesses[] taskStep;
    /** By code of a buffer entry: the accesses of the transition by which it leaves the buffer. */
    final Accesses[] entry;
    /** By state of the queue: the accesses of entering the handler of its first request. */
    final Accesses[] enter;
    /** The accesses of entering the handler of an NMI. */
    final Accesses enterNmi;

    /** By node of the task: that step and everything behind it; not what buffered stores do later. */
    private final Accesses[] taskReach;
    /** By node of the task: what stores that enter the buffer there, or behind, do when they leave it. */
    private final Accesses[] taskStores;
    /** What the stores of interrupt handlers, and of NMIs, do when they leave the buffer. */
    private final Accesses interruptStores;

    private final Accesses nmiStores;
    /** What handlers can do, without NMIs and with them. */
    private final Accesses[] handlers;
    /** By node of the task, without NMIs and with them; worked out when asked for. */
    private final Accesses[][] everything;

    private final Accesses[][] stores;

    CpuAccesses(Resources resources, CompiledCpu cpu) {
        this.resources = resources;
        this.cpu = cpu;
        entry = new Accesses[cpu.buffer.lastCode() + 1];
        for (int code = 1; code < entry.length; code++) {
            entry[code] = resources.ofLeaving(cpu, code);
        }
        task = steps(cpu.task);
        for (int n = 0; n < task.length; n++) {
            if (changesSection(cpu.task, n)) {
                resources.addSection(task[n], cpu);
            }
        }
        irq = steps(cpu.irq);
        nmi = steps(cpu.nmi);
        // A handler is a section as a whole.
        resources.addSection(irq[Automaton.END], cpu);
        resources.addSection(nmi[Automaton.END], cpu);
        taskStep = new Accesses[task.length];
        taskReach = new Accesses[task.length];
        taskStores = new Accesses[task.length];
        for (int n = 0; n < task.length; n++) {
            taskStep[n] = sum(task[n]);
            resources.addAnyStep(taskStep[n], cpu);
            taskReach[n] = sum(taskStep[n]);
            taskStores[n] = resources.none();
            addStore(taskStores[n], cpu.task, n);
            for (int e = cpu.task.firstEdge[n]; e < cpu.task.edgesEnd(n); e++) {
                if (cpu.task.isEdge(e)) {
                    taskReach[n].add(taskReach[cpu.task.target[e]]);
                    taskStores[n].add(taskStores[cpu.task.target[e]]);
                }
            }
        }
        enter = new Accesses[cpu.queue.headEffects.length];
        for (int queue = 0; queue < enter.length; queue++) {
            enter[queue] = resources.none();
            resources.addNotes(enter[queue], cpu.queue.headEffects[queue]);
            resources.addSection(enter[queue], cpu);
        }
        enterNmi = resources.none();
        resources.addNotes(enterNmi, cpu.nmiEffects);
        resources.addSection(enterNmi, cpu);
        interruptStores = storesOf(cpu.irq);
        nmiStores = storesOf(cpu.nmi);
        Accesses withoutNmis = cpu.queue.isUsed() ? interrupts() : resources.none();
        handlers = new Accesses[] {withoutNmis, sum(withoutNmis, nmis())};
        everything = new Accesses[2][task.length];
        stores = new Accesses[2][task.length];
    }

    private Accesses[] steps(Code code) {
        Accesses[] steps = new Accesses[code.size()];
        for (int n = 0; n < steps.length; n++) {
            steps[n] = resources.ofStep(cpu, code, n);
        }
        return steps;
    }

    private static boolean changesSection(Code task, int node) {
        for (int e = task.firstEdge[node]; e < task.edgesEnd(node); e++) {
            if (task.isEdge(e) && isSection(task, task.target[e]) != isSection(task, node)) {
                return true;
            }
        }
        return false;
    }

    /** Whether interrupts are off at a node of a task, or it is in an RCU read-side section. */
    private static boolean isSection(Code task, int node) {
        return task.irqOff[node] || task.rcuReader[node];
    }

    private Accesses storesOf(Code code) {
        Accesses all = resources.none();
        for (int n = 0; n < code.size(); n++) {
            addStore(all, code, n);
        }
        return all;
    }

    private void addStore(Accesses to, Code code, int node) {
        if (code.buffered[node]) {
            to.add(entry[code.linked[node]]);
        }
    }

    /** Taking, handling and finishing interrupts. */
    private Accesses interrupts() {
        Accesses all = sum(enter);
        all.add(sum(irq));
        all.write(resources.done(cpu.id));
        resources.addAnyStep(all, cpu);
        return all;
    }

    /** Taking, handling and finishing NMIs. */
    private Accesses nmis() {
        Accesses all = sum(nmi);
        all.add(enterNmi);
        resources.addAnyStep(all, cpu);
        return all;
    }

    private Accesses sum(Accesses... parts) {
        Accesses sum = resources.none();
        for (Accesses part : parts) {
            sum.add(part);
        }
        return sum;
    }

    /**
     * All that the CPU can ever do from a node of its task on, interrupts included, if nothing stops it.
     *
     * @param nmis whether it may take an NMI, or is in one
     */
    Accesses everything(int node, boolean nmis) {
        Accesses[] known = everything[nmis ? 1 : 0];
        if (known[node] == null) {
            // A CPU loads its own stores from its buffer, before anybody else can see them.
            known[node] = sum(taskReach[node], handlers(nmis), taskStores[node]);
        }
        return known[node];
    }

    /**
     * What stores that the CPU can still put into its buffer do when they leave it.
     *
     * @param node where its task stands
     * @param nmis whether it may take an NMI, or is in one
     */
    Accesses stores(int node, boolean nmis) {
        Accesses[] known = stores[nmis ? 1 : 0];
        if (known[node] == null) {
            Accesses all = sum(taskStores[node], interruptStores);
            if (nmis) {
                all.add(nmiStores);
            }
            known[node] = all;
        }
        return known[node];
    }

    /** What the handlers of the CPU can do, those of NMIs only if {@code nmis}. */
    Accesses handlers(boolean nmis) {
        return handlers[nmis ? 1 : 0];
    }
}
