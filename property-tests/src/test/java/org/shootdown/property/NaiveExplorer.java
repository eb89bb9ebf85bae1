package org.shootdown.property;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.shootdown.machine.ModelError;
import org.shootdown.machine.Page;
import org.shootdown.machine.Property;
import org.shootdown.property.NaiveState.AwaitSent;
import org.shootdown.property.NaiveState.Buffered;
import org.shootdown.property.NaiveState.Callback;
import org.shootdown.property.NaiveState.Cpu;
import org.shootdown.property.NaiveState.HandedOver;
import org.shootdown.property.NaiveState.Lock;
import org.shootdown.property.NaiveState.Message;
import org.shootdown.property.NaiveState.Part;
import org.shootdown.property.NaiveState.Run;
import org.shootdown.property.NaiveState.Send;
import org.shootdown.property.tiny.Instr.Await;
import org.shootdown.property.tiny.Instr.AwaitIpi;
import org.shootdown.property.tiny.Instr.Barrier;
import org.shootdown.property.tiny.Instr.CallMany;
import org.shootdown.property.tiny.Instr.CallRcu;
import org.shootdown.property.tiny.Instr.Choose;
import org.shootdown.property.tiny.Instr.Fate;
import org.shootdown.property.tiny.Instr.Fence;
import org.shootdown.property.tiny.Instr.If;
import org.shootdown.property.tiny.Instr.IrqOff;
import org.shootdown.property.tiny.Instr.Load;
import org.shootdown.property.tiny.Instr.Locked;
import org.shootdown.property.tiny.Instr.Note;
import org.shootdown.property.tiny.Instr.RcuRead;
import org.shootdown.property.tiny.Instr.Reached;
import org.shootdown.property.tiny.Instr.Require;
import org.shootdown.property.tiny.Instr.Resume;
import org.shootdown.property.tiny.Instr.Rmw;
import org.shootdown.property.tiny.Instr.SendIpi;
import org.shootdown.property.tiny.Instr.SetPage;
import org.shootdown.property.tiny.Instr.Stop;
import org.shootdown.property.tiny.Instr.Store;
import org.shootdown.property.tiny.Instr.StoreReg;
import org.shootdown.property.tiny.Instr.SynchronizeRcu;
import org.shootdown.property.tiny.Instr.Touch;
import org.shootdown.property.tiny.Instr.Translate;
import org.shootdown.property.tiny.Instr.Walk;
import org.shootdown.property.tiny.TinyModel;

/**
 * The machine contract a second time, as short as can be: a recursive search that interprets the instructions
 * themselves, over states made of lists and sets. No automata, no packing, no reduction.
 */
final class NaiveExplorer {
    final Set<List<Integer>> outcomes = new HashSet<>();
    final Set<Property> broken = EnumSet.noneOf(Property.class);
    /** The IPIs sent by purpose, of every execution that comes to its end. */
    final Set<List<Integer>> costs = new HashSet<>();

    private static final int NO_CPU = -1;
    private static final int OWNED_BY_1 = 5;

    boolean here;
    boolean insideUnlinked;

    private final TinyModel model;
    private final boolean tso;
    private final int cpus;
    private final int limit;
    private final Set<NaiveState> seen = new HashSet<>();

    /** @throws ModelError if some execution makes an error */
    NaiveExplorer(TinyModel model, boolean tso) {
        this(model, tso, Integer.MAX_VALUE);
    }

    /** As the other, but gives up beyond {@code limit} states; see {@link #complete()}. */
    NaiveExplorer(TinyModel model, boolean tso, int limit) {
        this.model = model;
        this.tso = tso;
        this.limit = limit;
        this.cpus = model.cpus().size();
        NaiveState initial = new NaiveState(model);
        for (Cpu cpu : initial.cpus) {
            effects(initial, cpu.id, cpu.task);
        }
        explore(initial);
    }

    int states() {
        return seen.size();
    }

    boolean complete() {
        return seen.size() <= limit;
    }

    private void explore(NaiveState s) {
        if (s.dead || !complete() || !seen.add(s)) {
            return;
        }
        List<NaiveState> next = successors(s);
        if (s.isFinal(cpus)) {
            outcomes.add(s.outcome());
            costs.add(s.sent);
        } else if (next.isEmpty()) {
            broken.add(Property.DEADLOCK);
        }
        next.forEach(this::explore);
    }

    // ---- transitions ------------------------------------------------------------------------------------------------

    private List<NaiveState> successors(NaiveState b) {
        List<NaiveState> next = new ArrayList<>();
        b.cpus.stream().filter(c -> !c.stopped).forEach(c -> cpu(b, c, next));
        b.callbacks.forEach((who, c) -> {
            if (c.readers.isEmpty() && c.run == null) {
                NaiveState s = new NaiveState(b);
                s.callbacks.get(who).run = new Run(model.callbacks().get(who.callback()), true);
                finish(s, NO_CPU, s.callbacks.get(who).run, next);
            } else if (c.readers.isEmpty()) {
                step(b, NO_CPU, s -> s.callbacks.get(who).run, next);
            }
        });
        return next;
    }

    private void cpu(NaiveState b, Cpu c, List<NaiveState> next) {
        boolean empty = c.buffer.isEmpty();
        if (!empty) {
            NaiveState s = new NaiveState(b);
            Buffered oldest = s.cpus.get(c.id).buffer.remove(0);
            if (oldest.cell() < 0) {
                startCallback(s, new HandedOver(c.id, oldest.value()));
            } else {
                s.cells.set(oldest.cell(), oldest.value());
            }
            finish(s, c.id, null, next);
        }
        Run run = c.running();
        if (!run.todo.isEmpty()) {
            step(b, c.id, s -> s.cpus.get(c.id).running(), next);
        } else if (run != c.task && empty) {
            NaiveState s = new NaiveState(b);
            s.cpus.get(c.id).leaveHandler();
            finish(s, c.id, null, next);
        }
        if (run == c.task && !run.irqOff && empty && !c.queue.isEmpty()) {
            NaiveState s = new NaiveState(b);
            Cpu now = s.cpus.get(c.id);
            now.irq = new Run(model.functions().get(now.queue.get(0).function()), true);
            finish(s, c.id, now.irq, next);
        }
        if (c.nmi == null && c.nmiToCome && empty) {
            NaiveState s = new NaiveState(b);
            Cpu now = s.cpus.get(c.id);
            now.nmiToCome = false;
            now.nmi = new Run(model.cpus().get(c.id).nmi(), true);
            finish(s, c.id, now.nmi, next);
        }
    }

    /** Makes the next step of the program that {@code where} finds in a state, if it can be made. */
    private void step(NaiveState b, int id, Function<NaiveState, Run> where, List<NaiveState> next) {
        Object instr = where.apply(b).todo.get(0);
        int choices = instr instanceof Choose choose ? choose.n() : 1;
        for (int choice = 0; choice < choices && canStep(b, id, instr); choice++) {
            NaiveState s = new NaiveState(b);
            Run run = where.apply(s);
            run.replace();
            execute(s, id, run, instr, choice);
            finish(s, id, run, next);
        }
    }

    /** What belongs to the step just made, and what follows from it for RCU. */
    private void finish(NaiveState s, int id, Run run, List<NaiveState> next) {
        if (run != null) {
            effects(s, id, run);
        }
        s.callbacks.values().removeIf(c -> c.run != null && c.run.todo.isEmpty());
        for (Cpu c : s.cpus) {
            if (c.isQuiet()) {
                s.callbacks.values().forEach(callback -> callback.readers.remove(c.id));
                s.cpus.stream().filter(w -> w.readers != null).forEach(w -> w.readers.remove(c.id));
            }
        }
        next.add(s);
    }

    /** Goes on to the program's next step: branches, ghost state, and instructions that are several steps. */
    private void effects(NaiveState s, int id, Run run) {
        while (!run.todo.isEmpty() && !s.dead) {
            Object next = run.todo.get(0);
            if (next instanceof If branch) {
                run.replace(run.r.get(branch.reg()) == branch.value() ? branch.then() : branch.otherwise());
            } else if (next instanceof Locked locked) {
                run.replace(new Lock(locked.cell()), locked.body(), new Store(locked.cell(), 0, true));
            } else if (next instanceof IrqOff off && run.irqOff) {
                run.replace(off.body());
            } else if (next instanceof IrqOff off) {
                run.replace(Part.IRQ_SAVE, off.body(), Part.IRQ_RESTORE);
            } else if (next instanceof RcuRead reader) {
                run.replace(Part.RCU_LOCK, reader.body(), Part.RCU_UNLOCK);
            } else if (next instanceof SynchronizeRcu) {
                run.replace(Part.RCU_START, Part.RCU_WAIT);
            } else if (next instanceof CallMany call) {
                run.replace(sends(id, call), call.waits() ? waits(id) : List.of());
            } else if (next instanceof SendIpi send) {
                int target = model.target(id, send.other());
                run.replace(target < 0 ? List.of() : new Send(target, send.function()));
            } else if (next instanceof AwaitIpi await) {
                int target = model.target(id, await.other());
                run.replace(target < 0 ? List.of() : new AwaitSent(target));
            } else if (next instanceof Note note) {
                s.ghosts.set(note.ghost(), run.r.get(note.reg()));
                run.replace();
            } else if (next instanceof Reached) {
                here = true;
                run.replace();
            } else if (next instanceof SetPage set && !set.fate().isStep()) {
                s.page = set.fate() == Fate.UNLINK ? Page.UNLINKED : Page.LIVE;
                run.replace();
            } else if (next instanceof Require require) {
                run.replace();
                if (run.r.get(require.reg()) == 3) {
                    broken.add(Property.ASSERTION);
                    s.dead = true;
                }
            } else {
                return;
            }
        }
    }

    private List<Send> sends(int id, CallMany call) {
        return others(id).map(target -> new Send(target, call.function())).toList();
    }

    private List<AwaitSent> waits(int id) {
        return others(id).map(AwaitSent::new).toList();
    }

    private Stream<Integer> others(int id) {
        return IntStream.range(0, cpus).filter(target -> target != id).boxed();
    }

    private boolean canStep(NaiveState s, int id, Object instr) {
        if (instr instanceof Await await) {
            return read(s, id, await.cell()) == await.value();
        } else if (instr instanceof AwaitSent await) {
            return !s.cpus.get(await.target()).sentBy(id);
        } else if (instr instanceof Stop stop) {
            Cpu vcpu = s.cpus.get(stop.cpu() % cpus);
            return !vcpu.stopped && vcpu.buffer.isEmpty();
        } else if (instr == Part.RCU_WAIT) {
            return s.cpus.get(id).readers.isEmpty();
        }
        boolean empty = id == NO_CPU || s.cpus.get(id).buffer.isEmpty();
        if (instr instanceof Lock lock) {
            return empty && s.cells.get(lock.cell()) == 0;
        } else if (instr instanceof Send send) {
            return empty && !s.cpus.get(send.target()).sentBy(id);
        }
        boolean ordered =
                instr instanceof Rmw || instr == Part.RCU_START || instr instanceof Fence f && f.kind() == Barrier.MB;
        return empty || !ordered;
    }

    private void execute(NaiveState s, int id, Run run, Object instr, int choice) {
        if (instr instanceof Load load) {
            run.r.set(load.reg(), read(s, id, load.cell()));
        } else if (instr instanceof Store store) {
            write(s, id, store.cell(), store.value() & model.cellMax().get(store.cell()));
        } else if (instr instanceof StoreReg store) {
            write(s, id, store.cell(), run.r.get(store.reg()) & model.cellMax().get(store.cell()));
        } else if (instr instanceof Rmw rmw) {
            int old = s.cells.get(rmw.cell());
            int stored = rmw.stored(old, model.cellMax().get(rmw.cell()));
            if (stored > model.cellMax().get(rmw.cell())) {
                throw new ModelError("stores " + stored);
            }
            s.cells.set(rmw.cell(), stored);
            run.r.set(rmw.reg(), rmw.result(old));
        } else if (instr instanceof Lock lock) {
            s.cells.set(lock.cell(), 1);
        } else if (instr instanceof Choose choose) {
            run.r.set(choose.reg(), choice);
        } else if (instr instanceof Send send) {
            s.cpus.get(send.target()).queue.add(new Message(id, send.function()));
            int purpose = TinyModel.purpose(send.function()).ordinal();
            s.sent.set(purpose, s.sent.get(purpose) + 1);
        } else if (instr instanceof CallRcu call) {
            if (tso && id < cpus) {
                s.cpus.get(id).buffer.add(new Buffered(-1, call.callback()));
            } else {
                startCallback(s, new HandedOver(id, call.callback()));
            }
        } else if (instr instanceof Stop stop) {
            s.cpus.get(stop.cpu() % cpus).stopped = true;
        } else if (instr instanceof Resume resume) {
            s.cpus.get(resume.cpu() % cpus).stopped = false;
        } else if (instr instanceof Walk walk) {
            look(s, walk.owner(), walk.who());
            run.r.set(walk.reg(), read(s, id, walk.cell()));
        } else if (instr instanceof Translate translate) {
            int value = read(s, id, translate.cell());
            if (value == (translate.mapping() & model.cellMax().get(translate.cell()))) {
                look(s, 0, org.shootdown.machine.Walk.HARDWARE);
            }
            run.r.set(translate.reg(), value);
        } else if (instr instanceof Touch touch) {
            look(s, touch.owner(), touch.who());
        } else if (instr instanceof SetPage set) {
            if (set.fate() == Fate.FREE && s.page == Page.FREED) {
                throw new ModelError("frees the page twice");
            }
            s.page = switch (set.fate()) {
                case FREE -> Page.FREED;
                case REPURPOSE -> Page.REPURPOSED;
                default -> OWNED_BY_1;
            };
        } else if (instr instanceof Part part) {
            switch (part) {
                case IRQ_SAVE -> run.irqOff = true;
                case IRQ_RESTORE -> run.irqOff = false;
                case RCU_LOCK -> run.rcuReader = true;
                case RCU_UNLOCK -> run.rcuReader = false;
                case RCU_START -> s.cpus.get(id).readers = readers(s);
                case RCU_WAIT -> s.cpus.get(id).readers = null;
            }
        }
    }

    private int read(NaiveState s, int id, int cell) {
        int value = s.cells.get(cell);
        if (id != NO_CPU) {
            for (Buffered b : s.cpus.get(id).buffer) {
                value = b.cell() == cell ? b.value() : value;
            }
        }
        return value;
    }

    private void write(NaiveState s, int id, int cell, int value) {
        if (tso && id != NO_CPU && id < cpus) {
            s.cpus.get(id).buffer.add(new Buffered(cell, value));
        } else {
            s.cells.set(cell, value);
        }
    }

    private void look(NaiveState s, int owner, org.shootdown.machine.Walk who) {
        boolean own = s.page == OWNED_BY_1 && owner == 1;
        insideUnlinked |= s.page == Page.UNLINKED;
        if (s.page != Page.LIVE && s.page != Page.UNLINKED && !own) {
            boolean hardware = who == org.shootdown.machine.Walk.HARDWARE;
            broken.add(hardware ? Property.P3 : s.page == Page.FREED ? Property.P1 : Property.P2);
        }
    }

    private Set<Integer> readers(NaiveState s) {
        Set<Integer> readers = new TreeSet<>();
        s.cpus.subList(0, cpus).stream().filter(c -> !c.isQuiet()).forEach(c -> readers.add(c.id));
        return readers;
    }

    private void startCallback(NaiveState s, HandedOver who) {
        if (s.callbacks.put(who, new Callback(readers(s))) != null) {
            throw new ModelError("the same callback is pending");
        }
    }
}
