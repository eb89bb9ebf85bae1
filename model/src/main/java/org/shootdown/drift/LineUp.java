package org.shootdown.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.shootdown.drift.c.Access;

/**
 * The accesses of a kernel function beside the steps of its model.
 *
 * @param model the class, with the method if only that is cited
 * @param citation the function
 * @param line where the kernel has it
 * @param differences steps without a partner
 * @param idle reasons for what does not differ
 */
record LineUp(String model, Citation citation, int line, List<StepDifference> differences, List<String> idle) {
    static LineUp of(
            String model,
            Citation citation,
            int line,
            List<Access> kernel,
            Set<String> silent,
            List<ModelStep> steps,
            BiPredicate<ModelStep, ModelStep> together,
            List<Reason> reasons) {
        List<Sequences.Pair<Access, ModelStep>> pairs =
                withExchangedBranches(Sequences.align(kernel, steps, LineUp::alike), together).stream()
                        .filter(pair -> pair.onlyLeft()
                                .filter(access -> isSilent(access, silent))
                                .isEmpty())
                        .toList();
        List<Access> alone =
                pairs.stream().flatMap(pair -> pair.onlyLeft().stream()).toList();
        List<ModelStep> made =
                pairs.stream().flatMap(pair -> pair.onlyRight().stream()).toList();
        List<StepDifference> differences = new ArrayList<>();
        for (Sequences.Pair<Access, ModelStep> pair : pairs) {
            pair.onlyLeft().ifPresent(access -> {
                String what = name(access);
                boolean elsewhere = made.stream().anyMatch(step -> step.what().equals(what));
                String place = String.valueOf(access.line());
                differences.add(new StepDifference(true, what, place, elsewhere, reason(true, what, reasons)));
            });
            pair.onlyRight().ifPresent(step -> {
                String what = step.what();
                boolean elsewhere =
                        alone.stream().anyMatch(access -> name(access).equals(what));
                differences.add(
                        new StepDifference(false, what, step.source(), elsewhere, reason(false, what, reasons)));
            });
        }
        List<String> idle = reasons.stream()
                .flatMap(reason -> reason.unused(differences).stream())
                .toList();
        return new LineUp(model, citation, line, differences, idle);
    }

    /** A call of a function that touches nothing shared is no step, where the model does not make it one. */
    private static boolean isSilent(Access access, Set<String> silent) {
        return access.kind() == Access.Kind.CALL && silent.contains(access.object());
    }

    private static boolean alike(Access access, ModelStep step) {
        return name(access).equals(step.what());
    }

    /**
     * Finds partners among what is left. In the model's text two branches may stand the other way round; that is no other
     * order, for no run makes steps of both.
     */
    private static List<Sequences.Pair<Access, ModelStep>> withExchangedBranches(
            List<Sequences.Pair<Access, ModelStep>> aligned, BiPredicate<ModelStep, ModelStep> together) {
        List<Sequences.Pair<Access, ModelStep>> pairs = new ArrayList<>(aligned);
        for (int k = 0; k < pairs.size(); k++) {
            Access access = pairs.get(k).left();
            for (int m = 0; m < pairs.size() && access != null && pairs.get(k).right() == null; m++) {
                ModelStep step = pairs.get(m).onlyRight().orElse(null);
                if (step != null
                        && alike(access, step)
                        && isFree(pairs, step, Math.min(k, m), Math.max(k, m), together)) {
                    pairs.set(k, new Sequences.Pair<>(access, step));
                    pairs.remove(m);
                    k -= m < k ? 1 : 0;
                }
            }
        }
        return pairs;
    }

    /** Whether nothing that the model makes between two places of the list comes in one run with {@code step}. */
    private static boolean isFree(
            List<Sequences.Pair<Access, ModelStep>> pairs,
            ModelStep step,
            int from,
            int to,
            BiPredicate<ModelStep, ModelStep> together) {
        return pairs.subList(from, to + 1).stream()
                .filter(pair -> pair.left() != null && pair.right() != null)
                .noneMatch(pair -> together.test(pair.right(), step));
    }

    /** A mask that is handed over as an argument is the mm's. */
    private static String name(Access access) {
        String what = access.what();
        return what.equals("read cpumask") || what.equals("read cpus") ? "read mm_cpumask" : what;
    }

    private static Optional<Reason> reason(boolean ofKernel, String what, List<Reason> reasons) {
        Optional<Reason> own =
                reasons.stream().filter(r -> r.covers(ofKernel, what)).findFirst();
        return own.isPresent()
                ? own
                : Reason.EVERYWHERE.stream()
                        .filter(r -> r.covers(ofKernel, what))
                        .findFirst();
    }

    List<StepDifference> withoutReason() {
        return differences.stream().filter(d -> d.reason().isEmpty()).toList();
    }

    /** How many differences have a reason of their own. */
    long deliberate() {
        return differences.stream()
                .filter(d -> d.reason().isPresent()
                        && !Reason.EVERYWHERE.contains(d.reason().get()))
                .count();
    }
}
