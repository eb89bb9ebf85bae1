package org.shootdown.drift;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shootdown.catalogue.Axis;
import org.shootdown.catalogue.Catalogue;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.unfold.Source;
import org.shootdown.check.unfold.Step;
import org.shootdown.check.unfold.Unfolder;
import org.shootdown.machine.Machine;

/**
 * The steps that cited methods make, as found by unfolding the scenarios that use them: the programs themselves are asked,
 * and nothing is written down a second time.
 */
final class ModelSteps {
    private static final StackWalker STACK = StackWalker.getInstance();
    private static final String LAMBDA = "lambda$";
    /** Which choices must come together for a method to show all its steps. */
    private static final List<List<Axis>> PAIRS = List.of(
            List.of(Axis.POLICY, Axis.OPERATION),
            List.of(Axis.POLICY, Axis.WALKER),
            List.of(Axis.BACKEND, Axis.OPERATION),
            List.of(Axis.BACKEND, Axis.WALKER),
            List.of(Axis.BACKEND, Axis.SITUATION),
            List.of(Axis.OPERATION, Axis.WALKER),
            List.of(Axis.WALKER, Axis.SITUATION));

    private final Map<String, Cited> places = new HashMap<>();
    private final Map<Cited, Set<ModelStep>> steps = new LinkedHashMap<>();
    /** What may come after a step in the same run of its method. */
    private final Map<ModelStep, Set<ModelStep>> together = new HashMap<>();

    private ModelSteps(List<Cited> cited) {
        for (Cited place : cited) {
            String method = place.method() == null ? "run" : place.method();
            places.putIfAbsent(place.type().getName() + "." + method, place);
            steps.put(place, new LinkedHashSet<>());
        }
    }

    /** The steps of every cited method, as far as a sample of the scenarios of {@code catalogues} makes them. */
    static ModelSteps in(List<Catalogue> catalogues, List<Cited> cited) {
        ModelSteps found = new ModelSteps(cited);
        found.unfold(
                catalogues.stream().flatMap(c -> sample(c.scenarios()).stream()).toList());
        return found;
    }

    /** As {@link #in}, in all scenarios. */
    static ModelSteps inAll(List<Catalogue> catalogues, List<Cited> cited) {
        ModelSteps found = new ModelSteps(cited);
        found.unfold(catalogues.stream()
                .flatMap(c -> distinct(c.scenarios()).stream())
                .toList());
        return found;
    }

    /** The steps of every cited method in a machine. */
    static ModelSteps in(Supplier<Machine> machine, List<Cited> cited) {
        ModelSteps found = new ModelSteps(cited);
        found.unfold(machine);
        return found;
    }

    private void unfold(List<Scenario> scenarios) {
        scenarios.parallelStream().forEach(scenario -> unfold(scenario.machine()));
    }

    private void unfold(Supplier<Machine> machine) {
        Unfolder.unfold(machine, new Run()::notice);
    }

    /** Programs know nothing of the memory model. */
    private static List<Scenario> distinct(List<Scenario> scenarios) {
        Set<Object> done = new HashSet<>();
        return scenarios.stream()
                .filter(s -> s.memory() == MemoryModel.SC && done.add(s.sameness()))
                .toList();
    }

    /** So many that each of these pairs of choices is in one of them, if in any. */
    private static List<Scenario> sample(List<Scenario> scenarios) {
        Set<List<String>> covered = new HashSet<>();
        List<Scenario> chosen = new ArrayList<>();
        for (Scenario scenario : distinct(scenarios)) {
            boolean isNew = false;
            for (List<Axis> pair : PAIRS) {
                List<String> choices = new ArrayList<>();
                pair.forEach(axis -> choices.add(axis + " " + scenario.on(axis)));
                isNew |= covered.add(choices);
            }
            if (isNew) {
                chosen.add(scenario);
            }
        }
        return chosen;
    }

    /** The steps of one citation in one class, in the order of the text; of all its methods that cite it. */
    List<ModelStep> of(Class<?> type, Citation citation) {
        Set<ModelStep> all = new LinkedHashSet<>();
        steps.forEach((place, made) -> {
            if (place.type().equals(type) && place.citation().equals(citation)) {
                all.addAll(made);
            }
        });
        List<ModelStep> sorted = new ArrayList<>(all);
        sorted.sort(null);
        return withoutAlternatives(sorted);
    }

    /** Where several classes may be asked in one place, and more than one makes a step of a name, the first one's are kept. */
    private static List<ModelStep> withoutAlternatives(List<ModelStep> sorted) {
        Map<String, String> asked = new HashMap<>();
        return sorted.stream()
                .filter(step -> step.dispatch()
                        .equals(asked.computeIfAbsent(step.lines().get(0) + " " + step.what(), s -> step.dispatch())))
                .toList();
    }

    private static List<StackWalker.StackFrame> frames() {
        return STACK.walk(stack -> stack.filter(frame -> Source.isModel(frame.getClassName())
                        && !frame.getClassName().startsWith(ModelSteps.class.getName()))
                .toList());
    }

    /**
     * A step as a cited method makes it.
     *
     * @param call the lines that lead to that method
     */
    private record Made(Cited place, ModelStep step, List<Integer> call) {}

    /** Follows the run of a program in one machine. */
    private final class Run {
        private final List<List<Made>> made = new ArrayList<>();

        void notice(int position, Step step) {
            Optional<String> name = StepName.of(step);
            List<Made> now = name.isEmpty() ? List.of() : made(name.get(), frames());
            while (made.size() > position) {
                made.remove(made.size() - 1);
            }
            synchronized (ModelSteps.this) {
                for (Made one : now) {
                    steps.get(one.place).add(one.step);
                    made.forEach(earlier -> earlier.forEach(other -> noticeTogether(other, one)));
                }
            }
            made.add(now);
        }

        private void noticeTogether(Made other, Made one) {
            if (other.place == one.place && other.call.equals(one.call)) {
                together.computeIfAbsent(other.step, s -> new HashSet<>()).add(one.step);
            }
        }
    }

    /** Gives the step to the innermost cited method, and to each that called that one the call. */
    private List<Made> made(String name, List<StackWalker.StackFrame> frames) {
        List<Made> all = new ArrayList<>();
        List<Integer> lines =
                frames.stream().map(StackWalker.StackFrame::getLineNumber).toList();
        String what = name;
        int from = 0;
        for (int n = 0; n < frames.size() && what != null; n++) {
            Cited place = place(frames.get(n));
            if (place != null) {
                List<Integer> within = new ArrayList<>(lines.subList(from, n + 1));
                Collections.reverse(within);
                StackWalker.StackFrame own = frames.get(from);
                String dispatch = dispatch(frames.subList(from, n), place);
                String source = own.getFileName() + ":" + own.getLineNumber();
                ModelStep step = new ModelStep(what, within, dispatch, source);
                all.add(new Made(place, step, lines.subList(n + 1, lines.size())));
                what = place.citation().isCurrent() ? "call " + place.citation().function() : null;
                from = n + 1;
            }
        }
        return all;
    }

    /** Whether the two are made in one run of their method; in which order the text tells. */
    boolean areTogether(ModelStep one, ModelStep other) {
        return together.getOrDefault(one, Set.of()).contains(other)
                || together.getOrDefault(other, Set.of()).contains(one);
    }

    private static String dispatch(List<StackWalker.StackFrame> within, Cited place) {
        String own = place.type().getName();
        for (int n = within.size() - 1; n >= 0; n--) {
            if (!within.get(n).getClassName().equals(own)) {
                return within.get(n).getClassName();
            }
        }
        return "";
    }

    private @Nullable Cited place(StackWalker.StackFrame frame) {
        String method = frame.getMethodName();
        String named = method.startsWith(LAMBDA) ? method.substring(LAMBDA.length(), method.lastIndexOf('$')) : method;
        return places.get(frame.getClassName() + "." + named);
    }

    /** Cited methods that no scenario runs. */
    Set<String> idle() {
        Set<String> idle = new TreeSet<>();
        steps.forEach((place, made) -> {
            if (made.isEmpty()) {
                idle.add(place.place());
            }
        });
        return idle;
    }
}
