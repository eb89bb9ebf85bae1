package org.shootdown.property;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.shootdown.machine.Page;
import org.shootdown.property.tiny.Instr;
import org.shootdown.property.tiny.TinyModel;

/**
 * A state of the {@link NaiveExplorer}: lists and sets of what the memory, the processors and the callbacks hold.
 */
final class NaiveState {
    final List<Integer> cells = new ArrayList<>();
    final List<Integer> ghosts = new ArrayList<>();
    final List<Integer> sent = new ArrayList<>(List.of(0, 0, 0));
    int page = Page.LIVE;
    final List<Cpu> cpus = new ArrayList<>();
    final Map<HandedOver, Callback> callbacks = new HashMap<>();
    /** A condition of the model failed on the way here; nothing follows. */
    boolean dead;

    private List<Object> key;

    NaiveState(TinyModel model) {
        model.cellMax().forEach(max -> cells.add(0));
        for (int i = 0; i < TinyModel.GHOSTS; i++) {
            ghosts.add(0);
        }
        for (TinyModel.TinyCpu cpu : model.cpus()) {
            cpus.add(new Cpu(cpus.size(), cpu.task()));
            cpus.get(cpus.size() - 1).nmiToCome = !cpu.nmi().isEmpty();
        }
        model.agents().forEach(agent -> cpus.add(new Cpu(cpus.size(), agent)));
    }

    NaiveState(NaiveState other) {
        cells.addAll(other.cells);
        ghosts.addAll(other.ghosts);
        sent.clear();
        sent.addAll(other.sent);
        page = other.page;
        other.cpus.forEach(c -> cpus.add(new Cpu(c)));
        other.callbacks.forEach((who, c) -> callbacks.put(who, new Callback(c)));
    }

    private List<Object> key() {
        if (key == null) {
            Map<HandedOver, Object> rcu = new HashMap<>();
            callbacks.forEach((who, c) -> rcu.put(who, c.key()));
            key = List.of(cells, ghosts, sent, page, cpus.stream().map(Cpu::key).toList(), rcu);
        }
        return key;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NaiveState s && key().equals(s.key());
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }

    boolean isFinal(int realCpus) {
        return callbacks.isEmpty()
                && cpus.stream().allMatch(c -> c.readers == null)
                && cpus.subList(0, realCpus).stream()
                        .allMatch(c -> c.task.todo.isEmpty()
                                && c.irq == null
                                && c.nmi == null
                                && c.queue.isEmpty()
                                && c.buffer.isEmpty());
    }

    List<Integer> outcome() {
        List<Integer> outcome = new ArrayList<>(cells);
        outcome.addAll(ghosts);
        outcome.add(page);
        return outcome;
    }

    /** A program on its way: what is left of it, and its registers. */
    static final class Run {
        List<Object> todo;
        final List<Integer> r;
        boolean irqOff;
        boolean rcuReader;

        Run(List<Instr> body, boolean irqOff) {
            this.todo = List.copyOf(body);
            this.r = new ArrayList<>(List.of(0, 0, 0));
            this.irqOff = irqOff;
        }

        Run(Run other) {
            todo = other.todo;
            r = new ArrayList<>(other.r);
            irqOff = other.irqOff;
            rcuReader = other.rcuReader;
        }

        List<Object> key() {
            return List.of(todo, r, irqOff, rcuReader);
        }

        /** Replaces what is to be done next. */
        void replace(Object... parts) {
            List<Object> longer = new ArrayList<>();
            for (Object part : parts) {
                if (part instanceof List<?> body) {
                    longer.addAll(body);
                } else {
                    longer.add(part);
                }
            }
            longer.addAll(todo.subList(1, todo.size()));
            todo = longer;
        }
    }

    /** What an instruction is taken apart into when it is more than one step. */
    enum Part {
        IRQ_SAVE,
        IRQ_RESTORE,
        RCU_LOCK,
        RCU_UNLOCK,
        RCU_START,
        RCU_WAIT
    }

    record Lock(int cell) {}

    record Send(int target, int function) {}

    record AwaitSent(int target) {}

    /** A store on its way to memory, or with cell -1 the start of a grace period for a callback. */
    record Buffered(int cell, int value) {}

    record Message(int sender, int function) {}

    static final class Cpu {
        final int id;
        Run task;
        Run irq;
        Run nmi;
        boolean nmiToCome;
        boolean stopped;
        final List<Buffered> buffer = new ArrayList<>();
        final List<Message> queue = new ArrayList<>();
        /** Whom its synchronize_rcu still waits for; {@code null} when it is not in one. */
        Set<Integer> readers;

        Cpu(int id, List<Instr> task) {
            this.id = id;
            this.task = new Run(task, false);
        }

        Cpu(Cpu other) {
            id = other.id;
            task = new Run(other.task);
            irq = other.irq == null ? null : new Run(other.irq);
            nmi = other.nmi == null ? null : new Run(other.nmi);
            nmiToCome = other.nmiToCome;
            stopped = other.stopped;
            buffer.addAll(other.buffer);
            queue.addAll(other.queue);
            readers = other.readers == null ? null : new TreeSet<>(other.readers);
        }

        List<Object> key() {
            return List.of(
                    task.key(),
                    irq == null ? 0 : irq.key(),
                    nmi == null ? 0 : nmi.key(),
                    nmiToCome,
                    stopped,
                    buffer,
                    queue,
                    readers == null ? 0 : readers);
        }

        Run running() {
            return nmi != null ? nmi : irq != null ? irq : task;
        }

        void leaveHandler() {
            if (nmi != null) {
                nmi = null;
            } else {
                irq = null;
                queue.remove(0);
            }
        }

        boolean isQuiet() {
            return !task.irqOff && !task.rcuReader && irq == null && nmi == null && buffer.isEmpty();
        }

        boolean sentBy(int sender) {
            return queue.stream().anyMatch(m -> m.sender() == sender);
        }
    }

    /** A callback handed to call_rcu: it waits for readers, and then runs. */
    static final class Callback {
        final Set<Integer> readers;
        Run run;

        Callback(Set<Integer> readers) {
            this.readers = readers;
        }

        Callback(Callback other) {
            this(new TreeSet<>(other.readers));
            run = other.run == null ? null : new Run(other.run);
        }

        List<Object> key() {
            return List.of(readers, run == null ? 0 : run.key());
        }
    }

    /** Who handed over which callback. */
    record HandedOver(int caller, int callback) {}
}
