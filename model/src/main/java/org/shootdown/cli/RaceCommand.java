package org.shootdown.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.shootdown.catalogue.BadInput;
import org.shootdown.interleaving.Race;
import org.shootdown.interleaving.RaceResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of a file that holds an {@linkplain org.shootdown.interleaving.Interleavings annotated race}. */
@Command(
        name = "race",
        description = "Explores every interleaving of this race, under each memory model that it is about.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 all as expected, 1 something is not as expected, 2 bad arguments or",
            "race, 3 INCOMPLETE, VACUOUS or interrupted."
        })
final class RaceCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Class<?> type;

    @Option(
            names = "--param",
            paramLabel = "NAME=VALUE",
            description = "Only with this value of a parameter of the race; all values if not given.")
    private final List<String> params = new ArrayList<>();

    @Mixin
    private Exploring exploring;

    RaceCommand(Terminal terminal, Class<?> type) {
        this.terminal = terminal;
        this.type = type;
    }

    @Override
    public Integer call() {
        List<Race> races = selected(Race.of(type));
        List<Exploring.Task> tasks = races.stream()
                .flatMap(race -> exploring.wanted(race.name(), race.memories()).stream()
                        .map(memory -> new Exploring.Task(race.name(), memory, how -> answer(race, how))))
                .toList();
        return exploring.explore(terminal, tasks);
    }

    private List<Race> selected(List<Race> races) {
        for (String param : params) {
            if (races.stream().noneMatch(race -> race.parameters().contains(param))) {
                List<String> possible = races.stream()
                        .flatMap(race -> race.parameters().stream())
                        .distinct()
                        .toList();
                throw new BadInput("--param " + param + ": "
                        + (possible.isEmpty()
                                ? "the race has no @Param field"
                                : "there are " + String.join(", ", possible)));
            }
        }
        List<Race> selected = races.stream()
                .filter(race -> race.parameters().containsAll(params))
                .toList();
        if (selected.isEmpty()) {
            throw new BadInput("--param " + String.join(" --param ", params) + ": no race has all of these at once");
        }
        return selected;
    }

    private static Exploring.Answer answer(Race race, Exploring.Exploration how) {
        RaceResult result = race.explore(how.options(), how.work());
        int code = switch (result.standing()) {
            case AS_EXPECTED -> ExitCode.OK;
            case NOT_AS_EXPECTED -> ExitCode.UNSAFE;
            case VACUOUS, INCOMPLETE -> ExitCode.UNDECIDED;
        };
        return new Exploring.Answer(result.text(Explore.WIDTH), code);
    }
}
