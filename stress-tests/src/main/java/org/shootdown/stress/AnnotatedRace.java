package org.shootdown.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.interleaving.Race;
import org.shootdown.interleaving.RaceResult;
import org.shootdown.live.LiveMachine;
import org.shootdown.machine.ModelError;
import org.shootdown.machine.Observation;

/**
 * Does hardware stay within what the explorer finds in an {@link org.shootdown.interleaving.Interleavings} class under
 * x86-TSO? Runs any such class, unchanged, on real threads:
 *
 * <pre>
 *     java -cp stress-tests/target/jcstress.jar:my-classes org.openjdk.jcstress.Main \
 *         -t AnnotatedRace.Two -jvmArgs -Dshootdown.race=MyRace
 * </pre>
 *
 * <p>JCStress makes its runners when it is compiled, and one for each number of actors; so there is one test here for each
 * number of CPUs, and a system property names the class, with the values of its parameters if it has any, as in {@code
 * MyRace[fixed=true]}.
 *
 * <p>A result is the class, the outcome, whether the explorer reaches it, and what the class expects of it, as in {@code
 * MyRace 0, 0: reachable, INTERESTING}. Only an outcome that the explorer does not reach is FORBIDDEN here: what a class
 * forbids and the explorer reaches is a race that was found, and hardware which shows it too agrees. That an outcome is
 * never seen proves nothing, unlike in an exploration.
 */
public abstract class AnnotatedRace {
    /** Names the class to run; each test has one of its own for when it is not set. */
    static final String PROPERTY = "shootdown.race";

    /** More states than a class has that is worth running: the explorer then leaves open what can be reached. */
    private static final long MAX_STATES = 5_000_000;

    private final Subject subject;
    private final LiveMachine live;

    /** A race to run, what the explorer finds in it, and the words for what came of it, each made once. */
    static final class Subject {
        private final String name;
        private final Race race;
        private final LiveMachine.Blueprint blueprint;
        private final Optional<Set<String>> reachable;
        private final Map<Observation, String> words = new ConcurrentHashMap<>();

        private Subject(Class<?> type, String parameters, int actors) {
            race = race(type, parameters);
            name = type.getName() + parameters;
            blueprint = new LiveMachine.Blueprint(race.machine());
            int processors = blueprint.machine().processors().size();
            if (processors != actors) {
                throw new ModelError(type.getName() + " has " + processors + " actors, and this test runs " + actors);
            }
            reachable = reachable(race);
        }

        private static Race race(Class<?> type, String parameters) {
            List<Race> races = Race.of(type);
            List<String> suffixes = races.stream()
                    .map(race -> race.name().substring(type.getSimpleName().length()))
                    .toList();
            int at = suffixes.indexOf(parameters);
            if (at < 0) {
                throw new ModelError("-D" + PROPERTY + " must name one race of "
                        + suffixes.stream()
                                .map(suffix -> type.getName() + suffix)
                                .toList());
            }
            return races.get(at);
        }

        /** The outcomes that some execution has; empty if there are too many states. */
        private static Optional<Set<String>> reachable(Race race) {
            try {
                return Optional.of(Checker.observations(
                                race.machine(),
                                CheckOptions.exhaustive(MemoryModel.TSO).withMaxStates(MAX_STATES))
                        .stream()
                        .map(seen -> race.judge(seen, MemoryModel.TSO).id())
                        .collect(Collectors.toSet()));
            } catch (IllegalStateException limit) {
                return Optional.empty();
            }
        }

        /** The race that the property names, or {@code otherwise}. */
        static Subject of(int actors, Class<?> otherwise) {
            return of(System.getProperty(PROPERTY, otherwise.getName()), actors, otherwise.getClassLoader());
        }

        /** The race of a class's name and its parameters, as in {@code MyRace[fixed=true]}. */
        static Subject of(String name, int actors, ClassLoader loader) {
            int bracket = name.indexOf('[');
            String type = bracket < 0 ? name : name.substring(0, bracket);
            try {
                return new Subject(Class.forName(type, true, loader), name.substring(type.length()), actors);
            } catch (ClassNotFoundException e) {
                throw new ModelError("-D" + PROPERTY + "=" + name + ": there is no such class on the class path");
            }
        }

        String word(Observation observation) {
            return words.computeIfAbsent(observation, seen -> {
                RaceResult.Seen outcome = race.judge(seen, MemoryModel.TSO);
                String explored = reachable
                        .map(ids -> ids.contains(outcome.id()) ? "reachable" : "unreachable")
                        .orElse("undecided");
                return name + " " + outcome.id() + ": " + explored + ", " + outcome.expect();
            });
        }
    }

    /** @param subject kept in a static field of the test, for one is made per sample */
    AnnotatedRace(Subject subject) {
        this.subject = subject;
        this.live = new LiveMachine(subject.blueprint);
    }

    final void run(int processor) {
        live.run(processor);
    }

    final void judge(L_Result result) {
        result.r1 = subject.word(live.observation());
    }

    /** A class with two actors. */
    @JCStressTest
    @Description("The class that -Dshootdown.race names, explored by its own main: java -cp shootdown.jar CLASS.java")
    @Outcome(id = ".*: reachable, ACCEPTABLE", expect = ACCEPTABLE, desc = "As the class expects")
    @Outcome(id = ".*: reachable, INTERESTING", expect = ACCEPTABLE_INTERESTING, desc = "What the class is about")
    @Outcome(id = ".*: reachable, FORBIDDEN", expect = ACCEPTABLE_INTERESTING, desc = "The race, found here as well")
    @Outcome(id = ".*: undecided, .*", expect = ACCEPTABLE, desc = "Too many states for the explorer to say")
    @Outcome(id = ".*: unreachable, .*", expect = FORBIDDEN, desc = "The explorer finds no such execution")
    @State
    public static class Two extends AnnotatedRace {
        private static final Subject SUBJECT = Subject.of(2, StoreBuffering.class);

        public Two() {
            super(SUBJECT);
        }

        @Actor
        public void cpu0() {
            run(0);
        }

        @Actor
        public void cpu1() {
            run(1);
        }

        @Arbiter
        public void arbiter(L_Result result) {
            judge(result);
        }
    }

    /** A class with three actors. */
    @JCStressTest
    @Description("The class that -Dshootdown.race names, explored by its own main: java -cp shootdown.jar CLASS.java")
    @Outcome(id = ".*: reachable, ACCEPTABLE", expect = ACCEPTABLE, desc = "As the class expects")
    @Outcome(id = ".*: reachable, INTERESTING", expect = ACCEPTABLE_INTERESTING, desc = "What the class is about")
    @Outcome(id = ".*: reachable, FORBIDDEN", expect = ACCEPTABLE_INTERESTING, desc = "The race, found here as well")
    @Outcome(id = ".*: undecided, .*", expect = ACCEPTABLE, desc = "Too many states for the explorer to say")
    @Outcome(id = ".*: unreachable, .*", expect = FORBIDDEN, desc = "The explorer finds no such execution")
    @State
    public static class Three extends AnnotatedRace {
        private static final Subject SUBJECT = Subject.of(3, WriteToReadCausality.class);

        public Three() {
            super(SUBJECT);
        }

        @Actor
        public void cpu0() {
            run(0);
        }

        @Actor
        public void cpu1() {
            run(1);
        }

        @Actor
        public void cpu2() {
            run(2);
        }

        @Arbiter
        public void arbiter(L_Result result) {
            judge(result);
        }
    }
}
