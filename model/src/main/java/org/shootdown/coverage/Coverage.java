package org.shootdown.coverage;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.options.SearchMonitor;
import org.shootdown.check.result.Op;
import org.shootdown.check.result.ProgramContext;
import org.shootdown.check.system.Code;
import org.shootdown.check.system.CompiledCallback;
import org.shootdown.check.system.CompiledCpu;
import org.shootdown.check.system.TransitionSystem;
import org.shootdown.check.unfold.Automaton;
import org.shootdown.check.unfold.Places;
import org.shootdown.check.unfold.UnfoldedMachine;
import org.shootdown.check.unfold.Unfolder;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;

/**
 * Which lines of the models make a step in some execution of some scenario, and which in none. A line counts as made where
 * every step on some way to it through its program is made, be it in different executions.
 *
 * <p>A program is unfolded with all values that others may ever have stored, so that it has steps that no execution comes to;
 * those are what this finds.
 */
public final class Coverage {
    private final long maxStates;
    private final Map<ModelLine, Seen> lines = new TreeMap<>();
    private final Set<String> incomplete = new TreeSet<>();
    private int scenarios;

    /** What is known of one line. */
    private static final class Seen {
        private final Set<String> steps = new TreeSet<>();
        private int scenarios;
        private boolean made;
    }

    /**
     * What was found out about a line.
     *
     * @param steps the steps that it makes, or would make
     * @param scenarios how many scenarios have it
     * @param made whether some execution makes a step there
     */
    public record Covered(ModelLine line, List<String> steps, int scenarios, boolean made) {}

    /**
     * What was found out.
     *
     * @param scenarios how many scenarios were looked at
     * @param lines all lines, in the order of their files
     * @param incomplete the scenarios whose search ended at a limit: their executions may make more
     */
    public record Result(int scenarios, List<Covered> lines, List<String> incomplete) {
        public List<Covered> neverMade() {
            return lines.stream().filter(line -> !line.made()).toList();
        }
    }

    /** A program of a machine, with the code that it is part of and where it starts. */
    private record Part(Code code, List<Places.Spot> spots) {}

    /** @param maxStates how many states to store for a scenario before giving it up */
    public Coverage(long maxStates) {
        this.maxStates = maxStates;
    }

    /** Looks at one more scenario; its executions are searched only if it has lines that none has made yet. */
    public void add(Scenario scenario, SearchMonitor monitor) {
        scenarios++;
        UnfoldedMachine unfolded = Unfolder.unfold(scenario.machine().get());
        TransitionSystem ts = new TransitionSystem(unfolded, scenario.memory(), false);
        List<Part> parts = parts(unfolded, ts);
        Set<ModelLine> own = new TreeSet<>();
        for (Part part : parts) {
            for (Places.Spot spot : part.spots) {
                if (isStep(spot)) {
                    own.add(line(spot));
                    lines.computeIfAbsent(line(spot), l -> new Seen())
                            .steps
                            .add(spot.at().step().toString());
                }
            }
        }
        own.forEach(line -> seen(line).scenarios++);
        if (own.stream().allMatch(line -> seen(line).made)) {
            return;
        }
        TakenEdges taken = new TakenEdges(ts, maxStates, monitor);
        if (!taken.complete()) {
            incomplete.add(scenario.name());
        }
        parts.forEach(part -> mark(part, taken));
    }

    public Result result() {
        List<Covered> found = new ArrayList<>();
        lines.forEach((line, seen) -> found.add(new Covered(line, List.copyOf(seen.steps), seen.scenarios, seen.made)));
        return new Result(scenarios, List.copyOf(found), List.copyOf(incomplete));
    }

    /** Follows a program from its start along the edges that are taken. */
    private void mark(Part part, TakenEdges taken) {
        BitSet reached = new BitSet();
        reached.set(part.spots.size() - 1);
        // A spot is numbered after everything behind it.
        for (int n = part.spots.size() - 1; n >= 0; n = reached.previousSetBit(n - 1)) {
            Places.Spot spot = part.spots.get(n);
            boolean made = false;
            for (Map.Entry<Integer, Integer> edge : spot.next().entrySet()) {
                if (taken.isTaken(part.code, spot.node(), edge.getKey())) {
                    made = true;
                    reached.set(edge.getValue());
                }
            }
            if (made && isStep(spot)) {
                seen(line(spot)).made = true;
            }
            if (n == 0) {
                break;
            }
        }
    }

    private static boolean isStep(Places.Spot spot) {
        Op op = spot.at().step().op();
        return op != Op.END && op != Op.ERROR && !spot.at().source().isEmpty();
    }

    private static ModelLine line(Places.Spot spot) {
        boolean named = spot.at().models() != null;
        return new ModelLine(
                spot.at().function(),
                named ? spot.at().models().in() : "",
                named ? spot.at().models().version() : "",
                spot.at().source());
    }

    /** What is known of a line that some step of a scenario is at. */
    private Seen seen(ModelLine line) {
        return Objects.requireNonNull(lines.get(line));
    }

    private static List<Part> parts(UnfoldedMachine unfolded, TransitionSystem ts) {
        Machine machine = unfolded.machine();
        List<Part> parts = new ArrayList<>();
        for (CompiledCpu cpu : ts.cpus) {
            UnfoldedMachine.Processor p = unfolded.processors().get(cpu.id);
            Program task = p.spec().task();
            parts.add(part(machine, cpu.id, cpu.task, task, p.task(), p.taskEntry()));
            Program nmi = p.spec().nmi();
            if (nmi != null && p.nmiEntry() != null) {
                parts.add(part(machine, cpu.id, cpu.nmi, nmi, p.nmi(), p.nmiEntry()));
            }
            for (Map.Entry<IpiFunction, Automaton.Entry> handler : p.handlers().entrySet()) {
                parts.add(part(machine, cpu.id, cpu.irq, handler.getKey(), p.irq(), handler.getValue()));
            }
        }
        for (CompiledCallback callback : ts.callbacks) {
            UnfoldedMachine.RcuCallback c = unfolded.callbacks().get(callback.number);
            parts.add(part(machine, callback.caller, callback.code, callback.program, c.automaton(), c.entry()));
        }
        return parts;
    }

    private static Part part(
            Machine machine, int cpu, Code code, Program program, Automaton automaton, Automaton.Entry entry) {
        ProgramContext context = code.context;
        return new Part(code, Places.of(machine, cpu, context, program, automaton, entry.node()));
    }
}
