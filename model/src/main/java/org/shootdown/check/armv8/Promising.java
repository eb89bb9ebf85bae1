package org.shootdown.check.armv8;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.shootdown.check.armv8.ArmOutcomes.Outcome;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.SearchMonitor;
import org.shootdown.check.result.End;

/**
 * Explores a program in two phases, as the paper proves to be enough (PLDI 2019, theorem 7.1 and section 7): first every
 * write is promised, then each thread runs on its own and keeps its promises. So this walks over lists of writes. From a
 * list it goes on with any write that one of the threads {@linkplain ThreadRun#promisable can promise}; where every
 * thread has a run that adds nothing, the list is a final memory, and each combination of such runs is an outcome.
 */
public final class Promising {
    /** An array's header, its place in the set of visited lists and in the queue. */
    private static final long BYTES_PER_LIST = 96;

    private final ArmProgram program;
    private final Budget budget;
    private final Memory memory;
    private final Set<Writes> visited = new HashSet<>();
    private final ArrayDeque<int[]> waiting = new ArrayDeque<>();
    private final Set<Outcome> outcomes = new HashSet<>();
    private long memories;

    private Promising(ArmProgram program, CheckOptions options, SearchMonitor monitor) {
        this.program = program;
        this.budget = new Budget(options, monitor);
        memory = new Memory(program.initial());
    }

    /**
     * Explores every execution.
     *
     * @param options its limits count; states are those of threads, each with a list of writes
     * @throws RuntimeException that of a {@link Step.Wrong} which some execution comes to
     */
    public static ArmOutcomes explore(ArmProgram program, CheckOptions options, SearchMonitor monitor) {
        try {
            return new Promising(program, options, monitor).explore();
        } finally {
            monitor.ended();
        }
    }

    /** A list as a key. */
    private record Writes(int[] list) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Writes writes && Arrays.equals(writes.list, list);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(list);
        }
    }

    private ArmOutcomes explore() {
        add(new int[0]);
        while (budget.end() == End.COMPLETE && !waiting.isEmpty()) {
            // The last one first: lists grow to their full length before others are begun, so few wait.
            int[] list = waiting.removeLast();
            budget.at(list.length, waiting.size());
            expand(list);
        }
        return new ArmOutcomes(outcomes, memories, budget.states(), budget.end());
    }

    private void add(int[] list) {
        if (visited.add(new Writes(list))) {
            waiting.addLast(list);
            budget.list(BYTES_PER_LIST + (long) Integer.BYTES * list.length);
        }
    }

    private void expand(int[] list) {
        memories++;
        memory.become(list);
        List<Set<List<Long>>> results = new ArrayList<>();
        BitSet promisable = new BitSet();
        boolean isFinal = true;
        RuntimeException wrong = null;
        for (int thread = 0; thread < program.threads().size(); thread++) {
            ThreadRun run = new ThreadRun(memory, thread, budget);
            run.run(program.threads().get(thread), program.initial().size());
            results.add(run.results());
            wrong = wrong == null ? run.wrong().orElse(null) : wrong;
            if (run.results().isEmpty() && run.wrong().isEmpty()) {
                isFinal = false;
            }
            promisable.or(run.promisable());
        }
        if (isFinal && wrong != null) {
            throw wrong;
        }
        combine(results, new ArrayList<>(), memory.values());
        promisable.stream().forEach(write -> {
            int[] longer = Arrays.copyOf(list, list.length + 1);
            longer[list.length] = write;
            add(longer);
        });
    }

    private void combine(List<Set<List<Long>>> results, List<List<Long>> chosen, List<Long> values) {
        if (chosen.size() == results.size()) {
            outcomes.add(new Outcome(values, List.copyOf(chosen)));
            return;
        }
        for (List<Long> result : results.get(chosen.size())) {
            chosen.add(result);
            combine(results, chosen, values);
            chosen.remove(chosen.size() - 1);
        }
    }
}
