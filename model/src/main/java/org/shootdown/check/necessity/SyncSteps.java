package org.shootdown.check.necessity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.shootdown.check.necessity.SyncStep.Call;
import org.shootdown.check.necessity.SyncStep.Kind;
import org.shootdown.check.unfold.Source;
import org.shootdown.check.unfold.Unfolder;
import org.shootdown.machine.KernelFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.ModelError;

/** Finds the synchronising steps of a model, and takes some out. */
public final class SyncSteps {
    private final Set<SyncStep> steps = new LinkedHashSet<>();
    private final Map<SyncStep, Set<SyncStep>> inside = new LinkedHashMap<>();

    private SyncSteps() {}

    /**
     * Every synchronising step that some program of {@code machine} can make, outer functions before what is in them.
     *
     * @throws ModelError if the model is wrong
     */
    public static List<SyncStep> of(Machine machine) {
        SyncSteps found = new SyncSteps();
        Unfolder.unfold(Rewritten.machine(machine, SyncCpu.rewriting(found::notice)));
        List<SyncStep> all = new ArrayList<>();
        // A function with a single step in it is that step under another name.
        found.inside.forEach((function, within) -> {
            if (within.size() > 1) {
                all.add(function);
            }
        });
        all.addAll(found.steps);
        return all;
    }

    /** {@code machine} without {@code steps}. */
    public static Machine without(Machine machine, List<SyncStep> steps) {
        return Rewritten.machine(
                machine, SyncCpu.rewriting((kind, what) -> steps.stream().anyMatch(step -> isAt(step, kind, what))));
    }

    private static boolean isAt(SyncStep step, Kind kind, String what) {
        if (step.kind() == Kind.FUNCTION) {
            return kind == Kind.FUNCTION && isInside(step, CallPath.frames());
        }
        return kind == step.kind()
                && what.equals(step.what())
                && CallPath.source().equals(step.source())
                && CallPath.calls(CallPath.frames()).equals(step.path());
    }

    /** Whether one of the frames is the function that {@code step} stands for, called from where it was. */
    private static boolean isInside(SyncStep step, List<StackTraceElement> frames) {
        List<Call> calls = CallPath.calls(frames);
        int outer = calls.size() - step.path().size();
        return outer > 0
                && calls.subList(outer, calls.size()).equals(step.path())
                && step.what().equals(Source.synchronisingFunction(frames.get(outer - 1)));
    }

    private boolean notice(Kind kind, String what) {
        if (kind != Kind.FUNCTION) {
            List<StackTraceElement> frames = CallPath.frames();
            SyncStep step = new SyncStep(kind, what, "", CallPath.calls(frames));
            if (!steps.contains(step)) {
                String function = Source.kernelFunction(frames.toArray(StackTraceElement[]::new));
                step = new SyncStep(kind, what, function == null ? "" : function, step.path());
                steps.add(step);
                noticeFunctions(step, frames);
            }
        }
        return false;
    }

    /** Notices the functions marked {@link KernelFunction#synchronises} that the step is made in. */
    private void noticeFunctions(SyncStep step, List<StackTraceElement> frames) {
        for (int n = frames.size() - 2; n >= 0; n--) {
            String name = Source.synchronisingFunction(frames.get(n));
            if (name != null) {
                List<StackTraceElement> callers = frames.subList(n + 1, frames.size());
                String caller = Source.kernelFunction(callers.toArray(StackTraceElement[]::new));
                SyncStep function =
                        new SyncStep(Kind.FUNCTION, name, caller == null ? "" : caller, CallPath.calls(callers));
                inside.computeIfAbsent(function, f -> new LinkedHashSet<>()).add(step);
            }
        }
    }
}
