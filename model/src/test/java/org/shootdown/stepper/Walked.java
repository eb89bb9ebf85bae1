package org.shootdown.stepper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.Checker;
import org.shootdown.check.result.Schedule;
import org.shootdown.check.result.Schedule.Turn;
import org.shootdown.check.result.Trace;
import org.shootdown.check.system.TransitionSystem;
import org.shootdown.check.system.Transitions;

/**
 * A path as the checker takes it: at each point the values of all fields, what can be done next, and what the step before
 * broke; and the checker's telling of it.
 */
record Walked(List<Turn> turns, List<List<Integer>> states, List<List<String>> options, List<Integer> violated) {

    /** Picks one of the transitions out of a state, or none of them to end. */
    interface Choice {
        int NONE = -1;

        int of(List<Turn> options);
    }

    static Walked along(TransitionSystem system, Choice choice) {
        Transitions transitions = new Transitions(system);
        Walked walked = new Walked(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        long[] state = system.initial();
        boolean[] ends = {false};
        int[] broken = {0};
        while (true) {
            List<Turn> turns = new ArrayList<>();
            List<long[]> next = new ArrayList<>();
            List<Integer> breaks = new ArrayList<>();
            List<Boolean> last = new ArrayList<>();
            if (!ends[0]) {
                transitions.expand(state, 0, t -> {
                    turns.add(t.turn());
                    next.add(t.next.clone());
                    breaks.add(t.violated);
                    last.add(t.broken != null);
                });
            }
            int[] values = system.layout.newValues();
            system.layout.decode(state, 0, values);
            walked.states.add(Arrays.stream(values).boxed().toList());
            walked.options.add(turns.stream().map(StepperPage::turn).toList());
            walked.violated.add(broken[0]);
            int taken = turns.isEmpty() ? Choice.NONE : choice.of(turns);
            if (taken == Choice.NONE) {
                return walked;
            }
            walked.turns.add(turns.get(taken));
            state = next.get(taken);
            broken[0] = breaks.get(taken);
            ends[0] = last.get(taken);
        }
    }

    List<String> names() {
        return turns.stream().map(StepperPage::turn).toList();
    }

    /** The checker's telling of it. */
    Trace trace(Scenario scenario) {
        return Checker.replay(scenario.machine().get(), scenario.memory(), null, new Schedule(turns));
    }

    /** What each step says, and where it stands in the model and in the kernel. */
    static List<String> told(Trace trace) {
        return trace.events().stream()
                .map(e -> String.join(
                        " | ",
                        e.text(),
                        e.function(),
                        e.source(),
                        e.kernel().file(),
                        e.kernel().version()))
                .toList();
    }
}
