package org.shootdown.stress;

import org.openjdk.jcstress.infra.results.L_Result;
import org.shootdown.live.Layout;
import org.shootdown.live.LiveMachine;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Observation;
import org.shootdown.machine.Property;

/**
 * What all stress tests share: a live machine per sample, whose processors the actors run, and a word for what came of
 * it. JCStress wants each test class to declare its actors itself; there is one for each processor that does something.
 *
 * <p>The result is the properties that the sample broke, as in {@code P1}, or else whether a walker was inside a table
 * after it was unlinked: {@code inside} or {@code outside}.
 */
public abstract class LiveTest {
    private static final String[] BROKEN = new String[1 << Property.values().length];

    static {
        for (int set = 1; set < BROKEN.length; set++) {
            StringBuilder names = new StringBuilder();
            for (Property property : Property.values()) {
                if ((set & 1 << property.ordinal()) != 0) {
                    names.append(names.isEmpty() ? "" : " ").append(property);
                }
            }
            BROKEN[set] = names.toString();
        }
    }

    private final LiveMachine.Blueprint blueprint;
    private final LiveMachine live;

    protected LiveTest(LiveMachine.Blueprint blueprint) {
        this.blueprint = blueprint;
        this.live = new LiveMachine(blueprint);
    }

    /** What every sample of a test is a copy of: to be kept in a static field. */
    protected static LiveMachine.Blueprint blueprint(Machine machine) {
        return new LiveMachine.Blueprint(machine, Layout.DENSE);
    }

    /** Plays one processor: what an actor does. */
    protected final void run(int processor) {
        live.run(processor);
    }

    /** Says what came of the sample: what an arbiter does. */
    protected final void judge(L_Result result) {
        result.r1 = verdict(live.broken(), live.reached());
    }

    /** The machine that this test runs. */
    final Machine machine() {
        return blueprint.machine();
    }

    /** The result of a sample with this observation. */
    static String verdict(Observation observation) {
        return verdict(observation.broken(), observation.reached());
    }

    private static String verdict(int broken, int reached) {
        return broken != 0 ? BROKEN[broken] : reached != 0 ? "inside" : "outside";
    }
}
