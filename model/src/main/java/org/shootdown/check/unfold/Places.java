package org.shootdown.check.unfold;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.shootdown.check.result.Op;
import org.shootdown.check.result.ProgramContext;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;

/**
 * The places in the source at which one program makes its steps. A node of an automaton may stand for several places, as
 * where two branches end alike; a spot is a node together with the stack of calls that its step is made from. Spots are
 * followed along results, as nodes are.
 */
public final class Places {
    private final Machine machine;
    private final int cpu;
    private final ProgramContext context;
    private final Program program;
    private final Automaton automaton;
    private final Map<Key, Integer> numbers = new HashMap<>();
    private final List<Spot> spots = new ArrayList<>();

    /**
     * A step at one place.
     *
     * @param node the node of the automaton
     * @param at the place
     * @param next by result the number of the spot behind it
     */
    public record Spot(int node, Located at, Map<Integer, Integer> next) {}

    private record Key(int node, List<String> calls) {}

    private Places(Machine machine, int cpu, ProgramContext context, Program program, Automaton automaton) {
        this.machine = machine;
        this.cpu = cpu;
        this.context = context;
        this.program = program;
        this.automaton = automaton;
    }

    /** The spots of a program that starts at node {@code entry} of its automaton, its first step's last. */
    public static List<Spot> of(
            Machine machine, int cpu, ProgramContext context, Program program, Automaton automaton, int entry) {
        Places places = new Places(machine, cpu, context, program, automaton);
        places.visit(entry, new int[0]);
        return List.copyOf(places.spots);
    }

    /** The number of the spot that a history leads to, once all spots behind it have theirs. */
    private int visit(int node, int[] results) {
        StackTraceElement[][] stack = new StackTraceElement[1][];
        Located at = located(node, results, stack);
        Key key = new Key(node, calls(stack[0]));
        Integer known = numbers.get(key);
        if (known != null) {
            return known;
        }
        Map<Integer, Integer> next = new TreeMap<>();
        for (Automaton.Edge edge : automaton.node(node).edges()) {
            int[] longer = Arrays.copyOf(results, results.length + 1);
            longer[results.length] = edge.result();
            next.put(edge.result(), visit(edge.target(), longer));
        }
        spots.add(new Spot(node, at, next));
        numbers.put(key, spots.size() - 1);
        return spots.size() - 1;
    }

    private Located located(int node, int[] results, StackTraceElement[][] stack) {
        Step made = automaton.node(node).step();
        if (made.op() == Op.END || made.op() == Op.ERROR) {
            return new Located(made, "", program.title(), null);
        }
        Recorder recorder = new Recorder(machine, cpu, program.title(), context, Progress.UNWATCHED);
        int[] position = new int[1];
        recorder.answerWith((step, effects, irqOff, rcuReader) -> {
            if (position[0] < results.length) {
                return results[position[0]++];
            }
            stack[0] = Thread.currentThread().getStackTrace();
            return Recorder.Answerer.STOP;
        });
        recorder.run(program);
        if (stack[0] == null) {
            throw new IllegalStateException("program " + program.title() + " ends before " + made);
        }
        return Located.of(made, program, stack[0]);
    }

    private static List<String> calls(StackTraceElement[] stack) {
        return stack == null
                ? List.of()
                : Arrays.stream(stack)
                        .filter(frame -> Source.isModel(frame.getClassName()))
                        .map(StackTraceElement::toString)
                        .toList();
    }
}
