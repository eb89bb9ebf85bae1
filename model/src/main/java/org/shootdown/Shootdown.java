package org.shootdown;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.shootdown.catalogue.Catalogues;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.result.Verdict;
import org.shootdown.cli.Main;
import org.shootdown.cli.Terminal;
import org.shootdown.drawing.TraceColumns;
import org.shootdown.interleaving.Findings;
import org.shootdown.interleaving.InterleavingTest;
import org.shootdown.kernel.SyncPolicy;
import org.shootdown.machine.Machine;
import org.shootdown.machine.ModelError;
import org.shootdown.machine.Property;

/**
 * Explores a race from a single file, with no build at all: {@code java -cp shootdown.jar MyRace.java}.
 *
 * <p>Each method prints to standard output and returns an exit status, so that a {@code main} reads {@code
 * System.exit(Shootdown.explore(MyRace.class))}: 0 if all is well, 1 if not, 2 if the model itself is wrong, 3 if nothing
 * is proved.
 */
public final class Shootdown {
    private static final int WIDTH = 100;

    private Shootdown() {}

    /** Explores an {@link org.shootdown.interleaving.Interleavings} class under each of its memory models. */
    public static int explore(Class<?> type) {
        return explore(type, System.out);
    }

    static int explore(Class<?> type, PrintStream out) {
        return status(out, () -> {
            InterleavingTest test = new InterleavingTest(type);
            int status = 0;
            for (MemoryModel memory : test.memories()) {
                Findings findings = test.explore(memory);
                out.println(findings.text(WIDTH));
                status = findings.passed() ? status : 1;
            }
            return status;
        });
    }

    /** Explores a machine under every memory model: its verdict, its outcomes, and a trace for each broken property. */
    public static int explore(Machine machine) {
        return explore(machine, System.out);
    }

    static int explore(Machine machine, PrintStream out) {
        return status(out, () -> {
            int status = 0;
            for (MemoryModel memory : MemoryModel.values()) {
                CheckOptions options = CheckOptions.exhaustive(memory);
                CheckResult result = Checker.check(machine, options);
                out.println(machine.name() + " under " + memory.id() + ": " + result.verdict() + ", " + result.states()
                        + " states");
                printOutcomes(machine, result, out);
                result.missing().forEach(s -> out.println("  never reached: " + s));
                for (Property property : result.broken()) {
                    out.println();
                    Checker.trace(machine, options, property)
                            .ifPresent(trace -> out.print(TraceColumns.render(trace, WIDTH)));
                }
                out.println();
                status = worse(status, result.verdict());
            }
            return status;
        });
    }

    /**
     * The ordinary command line with one policy more, so that a file that holds only a policy is run against every
     * backend, operation and walker there is: {@code java -cp shootdown.jar MyPolicy.java check --policy my-policy}.
     *
     * @param args the command and its arguments, as {@code shootdown} takes them
     */
    public static int withPolicy(SyncPolicy policy, String... args) {
        return Main.run(Terminal.ofProcess(), Catalogues.with(policy), args);
    }

    private static void printOutcomes(Machine machine, CheckResult result, PrintStream out) {
        Map<String, List<Integer>> sorted = new TreeMap<>();
        result.outcomes().forEach(values -> sorted.put(values.toString(), values));
        for (List<Integer> values : sorted.values()) {
            StringBuilder line = new StringBuilder(" ");
            int next = 0;
            for (var cell : machine.observedCells()) {
                line.append(' ').append(cell).append('=').append(values.get(next++));
            }
            for (var ghost : machine.observedGhosts()) {
                line.append(' ').append(ghost).append('=').append(values.get(next++));
            }
            out.println(line);
        }
    }

    private static int worse(int status, Verdict verdict) {
        return switch (verdict) {
            case UNSAFE -> 1;
            case SAFE -> status;
            case INCOMPLETE, VACUOUS -> status == 1 ? 1 : 3;
        };
    }

    private interface Exploring {
        int run();
    }

    private static int status(PrintStream out, Exploring exploring) {
        try {
            return exploring.run();
        } catch (ModelError e) {
            out.println(e.getMessage());
            return 2;
        }
    }
}
