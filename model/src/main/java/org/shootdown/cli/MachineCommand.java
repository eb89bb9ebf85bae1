package org.shootdown.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.result.Verdict;
import org.shootdown.check.unfold.UnfoldOptions;
import org.shootdown.check.unfold.UnfoldedMachine;
import org.shootdown.check.unfold.Unfolder;
import org.shootdown.drawing.TraceColumns;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Property;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command line of a file that builds a machine. */
@Command(
        name = "machine",
        description = "Explores every interleaving of this machine, under each memory model.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 all SAFE, 1 some UNSAFE, 2 bad arguments or model, 3 INCOMPLETE,",
            "VACUOUS or interrupted."
        })
final class MachineCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Supplier<Machine> build;

    @Mixin
    private Exploring exploring;

    /** @param build makes the same machine each time */
    MachineCommand(Terminal terminal, Supplier<Machine> build) {
        this.terminal = terminal;
        this.build = build;
    }

    @Override
    public Integer call() {
        String name = Unfolder.build(build).name();
        List<Exploring.Task> tasks = exploring.wanted(name, List.of(MemoryModel.values())).stream()
                .map(memory -> new Exploring.Task(name, memory, this::answer))
                .toList();
        return exploring.explore(terminal, tasks);
    }

    private Exploring.Answer answer(Exploring.Exploration how) {
        UnfoldOptions unfolding = UnfoldOptions.ONE.withMaxRunTime(how.options().maxRunTime());
        UnfoldedMachine unfolded = Unfolder.unfold(build, unfolding);
        Machine machine = unfolded.machine();
        CheckResult result = Checker.check(unfolded, how.options(), how.work().get());
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s under %s: %s, %,d states\n",
                machine.name(),
                how.options().memory().id(),
                result.verdict(),
                result.states()));
        outcomes(machine, result).forEach(line -> text.append(line).append('\n'));
        result.missing()
                .forEach(situation ->
                        text.append("  never reached: ").append(situation).append('\n'));
        for (Property property : result.broken()) {
            Checker.trace(machine, how.options(), property, how.work().get())
                    .ifPresent(trace -> text.append('\n').append(TraceColumns.render(trace, Explore.WIDTH)));
        }
        return new Exploring.Answer(text.toString(), code(result.verdict()));
    }

    private static int code(Verdict verdict) {
        return switch (verdict) {
            case SAFE -> ExitCode.OK;
            case UNSAFE -> ExitCode.UNSAFE;
            case INCOMPLETE, VACUOUS -> ExitCode.UNDECIDED;
            case ERROR -> ExitCode.BAD_INPUT;
        };
    }

    /** A line for each outcome, as in {@code   x=1 y=0}. */
    private static Stream<String> outcomes(Machine machine, CheckResult result) {
        Map<String, List<Integer>> sorted = new TreeMap<>();
        result.outcomes().forEach(values -> sorted.put(values.toString(), values));
        List<String> names = Stream.concat(machine.observedCells().stream(), machine.observedGhosts().stream())
                .map(Object::toString)
                .toList();
        return sorted.values().stream().filter(values -> !values.isEmpty()).map(values -> {
            StringBuilder line = new StringBuilder(" ");
            for (int i = 0; i < names.size(); i++) {
                line.append(' ').append(names.get(i)).append('=').append(values.get(i));
            }
            return line.toString();
        });
    }
}
