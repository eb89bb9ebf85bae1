package org.shootdown.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.shootdown.catalogue.BadInput;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.decide.Fault;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Explores races or machines one after the other, each under each of its memory models, and prints what came of each
 * as soon as it is known.
 */
final class Exploring {
    @Option(
            names = "--memory",
            paramLabel = "MEMORY",
            description = "Memory model; all that the race is explored under if not given.")
    private final List<String> memories = new ArrayList<>();

    @Mixin
    private Search search;

    /** What is to be explored: under these options, with a monitor from the work, it returns what to print. */
    record Task(String name, MemoryModel memory, Function<Exploration, Answer> explore) {}

    /** How to explore. */
    record Exploration(CheckOptions options, InterruptibleWork work) {}

    /** What an exploration found, and the exit code that it alone would have. */
    record Answer(String text, int code) {}

    /**
     * Those of the memory models that the user wants.
     *
     * @throws BadInput if the user wants another one
     */
    List<MemoryModel> wanted(String name, List<MemoryModel> models) {
        List<MemoryModel> wanted = new ArrayList<>();
        for (String id : memories) {
            wanted.add(models.stream()
                    .filter(model -> model.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new BadInput("--memory " + id + ": " + name + " is explored under "
                            + String.join(
                                    " and ",
                                    models.stream().map(MemoryModel::id).toList()))));
        }
        return memories.isEmpty() ? models : wanted;
    }

    /** Explores them all, but what is wrong under one memory model under no further one; returns the exit code. */
    int explore(Terminal terminal, List<Task> tasks) {
        CheckOptions options = search.options().sharedBy(1);
        PiecesDone<Task> done = new PiecesDone<>(tasks.size(), "explorations");
        return search.attend(
                terminal,
                done,
                work -> {
                    int code = ExitCode.OK;
                    Set<String> wrong = new HashSet<>();
                    for (Task task : tasks) {
                        if (!work.calledOff() && !wrong.contains(task.name())) {
                            int its = explore(terminal, task, options, work);
                            if (its == ExitCode.BAD_INPUT) {
                                wrong.add(task.name());
                            }
                            code = ExitCode.worst(code, its);
                            done.add(task);
                        }
                    }
                    return code;
                },
                () -> terminal.print("Interrupted: not everything was explored.\n"));
    }

    private static int explore(Terminal terminal, Task task, CheckOptions options, InterruptibleWork work) {
        try {
            Answer answer = task.explore().apply(new Exploration(options.withMemory(task.memory()), work));
            work.print(() -> terminal.print(answer.text() + "\n"));
            return answer.code();
        } catch (RuntimeException | Error e) {
            Complaints complaints = new Complaints(terminal.err(), task.name());
            work.print(() -> {
                complaints.say(Fault.inOneLine(e));
                complaints.trace(e);
            });
            return ExitCode.BAD_INPUT;
        }
    }
}
