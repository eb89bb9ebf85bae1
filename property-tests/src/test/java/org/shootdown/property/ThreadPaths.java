package org.shootdown.property;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.shootdown.property.tiny.Instr;
import org.shootdown.property.tiny.TinyModel;

/**
 * Every way through one thread, whatever values its loads may return: the first half of an axiomatic judge, which asks
 * only afterwards where those values can come from.
 */
final class ThreadPaths {
    /**
     * A memory event.
     *
     * @param thread the thread, or -1 for the write of an initial value
     * @param reads whether it is a load; a store otherwise, or a full barrier if {@code cell} is -1
     * @param locked whether it is half of a locked instruction: its load directly before its store
     */
    record Event(int thread, boolean reads, int cell, int value, boolean locked) {
        boolean isBarrier() {
            return cell < 0;
        }

        boolean writes() {
            return !reads && !isBarrier();
        }
    }

    /** One way through: its events in program order, and the history variables it writes. */
    record Path(List<Event> events, Map<Integer, Integer> ghosts) {}

    private final TinyModel model;
    private final int thread;
    private final List<TreeSet<Integer>> domains;
    private final List<Path> paths = new ArrayList<>();

    private ThreadPaths(TinyModel model, int thread, List<TreeSet<Integer>> domains) {
        this.model = model;
        this.thread = thread;
        this.domains = domains;
    }

    /** @param domains for each cell the values that a load of it may return */
    static List<Path> of(TinyModel model, int thread, List<TreeSet<Integer>> domains) {
        ThreadPaths result = new ThreadPaths(model, thread, domains);
        result.walk(new Point(
                new ArrayList<>(model.cpus().get(thread).task()),
                new int[Instr.REGISTERS],
                new ArrayList<>(),
                new TreeMap<>()));
        return result.paths;
    }

    /** Values that loads of each cell may return at most: 0 and whatever some path stores. */
    static List<TreeSet<Integer>> domains(TinyModel model) {
        List<TreeSet<Integer>> domains = new ArrayList<>();
        model.cellMax().forEach(max -> domains.add(new TreeSet<>(List.of(0))));
        boolean grown = true;
        while (grown) {
            grown = false;
            for (int t = 0; t < model.cpus().size(); t++) {
                for (Path path : of(model, t, domains)) {
                    for (Event e : path.events()) {
                        grown |= e.writes() && domains.get(e.cell()).add(e.value());
                    }
                }
            }
        }
        return domains;
    }

    /** How far one way has come. */
    private record Point(List<Instr> todo, int[] r, List<Event> events, Map<Integer, Integer> ghosts) {
        Point fork() {
            return new Point(new ArrayList<>(todo), r.clone(), new ArrayList<>(events), new TreeMap<>(ghosts));
        }
    }

    private void walk(Point p) {
        while (!p.todo().isEmpty()) {
            Instr instr = p.todo().remove(0);
            if (instr instanceof Instr.Load load) {
                for (int value : domains.get(load.cell())) {
                    Point fork = p.fork();
                    fork.events().add(new Event(thread, true, load.cell(), value, false));
                    fork.r()[load.reg()] = value;
                    walk(fork);
                }
                return;
            } else if (instr instanceof Instr.Rmw rmw) {
                for (int old : domains.get(rmw.cell())) {
                    Point fork = p.fork();
                    int stored = rmw.stored(old, model.cellMax().get(rmw.cell()));
                    fork.r()[rmw.reg()] = rmw.result(old);
                    if (stored <= model.cellMax().get(rmw.cell())) {
                        locked(fork, rmw.cell(), old, stored);
                        walk(fork);
                    }
                }
                return;
            } else if (instr instanceof Instr.Choose choose) {
                IntStream.range(0, choose.n()).forEach(choice -> {
                    Point fork = p.fork();
                    fork.r()[choose.reg()] = choice;
                    walk(fork);
                });
                return;
            }
            straightOn(p, instr);
        }
        paths.add(new Path(p.events(), p.ghosts()));
    }

    private void straightOn(Point p, Instr instr) {
        if (instr instanceof Instr.Store store) {
            write(p, store.cell(), store.value());
        } else if (instr instanceof Instr.StoreReg store) {
            write(p, store.cell(), p.r()[store.reg()]);
        } else if (instr instanceof Instr.Await await) {
            p.events().add(new Event(thread, true, await.cell(), await.value(), false));
        } else if (instr instanceof Instr.Fence fence && fence.kind() == Instr.Barrier.MB) {
            p.events().add(new Event(thread, false, -1, 0, false));
        } else if (instr instanceof Instr.Locked section) {
            locked(p, section.cell(), 0, 1);
            p.todo().add(0, new Instr.Store(section.cell(), 0, true));
            p.todo().addAll(0, section.body());
        } else if (instr instanceof Instr.If branch) {
            p.todo().addAll(0, p.r()[branch.reg()] == branch.value() ? branch.then() : branch.otherwise());
        } else if (instr instanceof Instr.IrqOff off) {
            p.todo().addAll(0, off.body());
        } else if (instr instanceof Instr.Note note) {
            p.ghosts().put(note.ghost(), p.r()[note.reg()]);
        } else if (!(instr instanceof Instr.Fence)) {
            throw new IllegalArgumentException("the axioms do not speak of " + instr);
        }
    }

    private void locked(Point p, int cell, int old, int stored) {
        p.events().add(new Event(thread, true, cell, old, true));
        p.events().add(new Event(thread, false, cell, stored, true));
    }

    private void write(Point p, int cell, int value) {
        p.events().add(new Event(thread, false, cell, value & model.cellMax().get(cell), false));
    }
}
