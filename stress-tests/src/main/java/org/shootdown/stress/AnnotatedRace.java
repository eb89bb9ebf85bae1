package org.shootdown.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.interleaving.InterleavingTest;
import org.shootdown.live.LiveMachine;
import org.shootdown.machine.ModelError;
import org.shootdown.machine.Observation;

/**
 * Does hardware stay within what an {@link org.shootdown.interleaving.Interleavings} class expects under x86-TSO? Runs
 * any such class, unchanged, on real threads:
 *
 * <pre>
 *     java -cp stress-tests/target/jcstress.jar:my-classes org.openjdk.jcstress.Main \
 *         -t AnnotatedRace.Two -jvmArgs -Dshootdown.race=MyRace
 * </pre>
 *
 * <p>JCStress makes its runners when it is compiled, and one for each number of actors; so there is one test here for each
 * number of CPUs, and a system property names the class. A result is what the class expects of it and then its id, as in
 * {@code FORBIDDEN 0, 0}. That an interesting one is never seen proves nothing here, unlike in an exploration.
 */
public abstract class AnnotatedRace {
    /** Names the class to run; each test has one of its own for when it is not set. */
    static final String PROPERTY = "shootdown.race";

    private final Race race;
    private final LiveMachine live;

    /** A class to run, and the words for what came of it, each made once. */
    static final class Race {
        private final InterleavingTest test;
        private final LiveMachine.Blueprint blueprint;
        private final Map<Observation, String> words = new ConcurrentHashMap<>();

        private Race(Class<?> type, int actors) {
            test = new InterleavingTest(type);
            blueprint = new LiveMachine.Blueprint(test.machine());
            int processors = blueprint.machine().processors().size();
            if (processors != actors) {
                throw new ModelError(type.getName() + " has " + processors + " actors, and this test runs " + actors);
            }
        }

        /** The class that the property names, or {@code otherwise}. */
        static Race of(int actors, Class<?> otherwise) {
            String name = System.getProperty(PROPERTY);
            try {
                return new Race(name == null ? otherwise : Class.forName(name), actors);
            } catch (ClassNotFoundException e) {
                throw new ModelError("-D" + PROPERTY + "=" + name + ": there is no such class on the class path");
            }
        }

        private String word(Observation observation) {
            return words.computeIfAbsent(observation, seen -> {
                InterleavingTest.Seen outcome = test.judge(seen, MemoryModel.TSO);
                return outcome.expect() + " " + outcome.id();
            });
        }
    }

    /** @param race kept in a static field of the test, for one is made per sample */
    AnnotatedRace(Race race) {
        this.race = race;
        this.live = new LiveMachine(race.blueprint);
    }

    final void run(int processor) {
        live.run(processor);
    }

    final void judge(L_Result result) {
        result.r1 = race.word(live.observation());
    }

    /** A class with two actors. */
    @JCStressTest
    @Outcome(id = "ACCEPTABLE.*", expect = ACCEPTABLE, desc = "As the class expects")
    @Outcome(id = "INTERESTING.*", expect = ACCEPTABLE_INTERESTING, desc = "What the class is about")
    @Outcome(id = "FORBIDDEN.*", expect = FORBIDDEN, desc = "No execution may do this under x86-TSO")
    @State
    public static class Two extends AnnotatedRace {
        private static final Race RACE = Race.of(2, StoreBuffering.class);

        public Two() {
            super(RACE);
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
    @Outcome(id = "ACCEPTABLE.*", expect = ACCEPTABLE, desc = "As the class expects")
    @Outcome(id = "INTERESTING.*", expect = ACCEPTABLE_INTERESTING, desc = "What the class is about")
    @Outcome(id = "FORBIDDEN.*", expect = FORBIDDEN, desc = "No execution may do this under x86-TSO")
    @State
    public static class Three extends AnnotatedRace {
        private static final Race RACE = Race.of(3, WriteToReadCausality.class);

        public Three() {
            super(RACE);
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
