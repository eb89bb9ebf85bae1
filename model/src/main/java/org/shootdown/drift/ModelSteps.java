package org.shootdown.drift;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
            List.of(Axis.OPERATION, Axis.WALKER),
            List.of(Axis.OPERATION, Axis.SITUATION),
            List.of(Axis.BACKEND, Axis.WALKER, Axis.SITUATION));

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

    /** What one line of the method makes in one way or another, by the class that it asks or in a branch there, is one step. */
    private List<ModelStep> withoutAlternatives(List<ModelStep> sorted) {
        List<ModelStep> kept = new ArrayList<>();
        for (ModelStep step : sorted) {
            if (kept.stream().noneMatch(other -> areAlternatives(other, step))) {
                kept.add(step);
            }
        }
        return kept;
    }

    private boolean areAlternatives(ModelStep one, ModelStep other) {
        boolean asks =
                !one.dispatch().equals(other.dispatch()) || !one.dispatch().isEmpty() && !areTogether(one, other);
        return asks
                && one.what().equals(other.what())
                && one.lines().get(0).equals(other.lines().get(0));
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
                    Objects.requireNonNull(steps.get(one.place)).add(one.step);
                    made.forEach(earlier -> earlier.forEach(other -> noticeTogether(other, one)));
                }
            }
            made.add(now);
        }

        private void noticeTogether(Made other, Made one) {
            if (other.place.equals(one.place) && other.call.equals(one.call)) {
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
            // A rule that is asked for the function that it stands in for goes on with it, and calls nothing.
            if (place != null && !isWithinItself(frames, n, place)) {
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

    private boolean isWithinItself(List<StackWalker.StackFrame> frames, int at, Cited place) {
        for (int n = at + 1; n < frames.size(); n++) {
            Cited outer = place(frames.get(n));
            if (outer != null) {
                boolean isLambda = frames.get(at).getMethodName().startsWith(LAMBDA);
                boolean isAnother = !outer.type().equals(place.type())
                        && outer.citation().isCurrent()
                        && outer.citation().function().equals(place.citation().function());
                return isAnother || isLambda && outer.equals(place);
            }
        }
        return false;
    }

    /** Whether the two are made in one run of their method; in which order the text tells. */
    boolean areTogether(ModelStep one, ModelStep other) {
        return together.getOrDefault(one, Set.of()).contains(other)
                || together.getOrDefault(other, Set.of()).contains(one);
    }

    private static String dispatch(List<StackWalker.StackFrame> within, Cited place) {
        String own = place.type().getName();
        return within.stream()
                .map(StackWalker.StackFrame::getClassName)
                .filter(name -> !name.equals(own))
                .distinct()
                .collect(Collectors.joining(" "));
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
