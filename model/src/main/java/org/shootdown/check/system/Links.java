package org.shootdown.check.system;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.shootdown.check.unfold.Step;
import org.shootdown.check.unfold.StoreRuns;
import org.shootdown.check.unfold.UnfoldedMachine;
import org.shootdown.check.unfold.Unfolder.Callback;
import org.shootdown.check.unfold.Unfolder.Called;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Program;

/**
 * The numbers of what programs hand to others: a request among those to the same CPU, and an RCU callback among all.
 * Looked up once, when programs are compiled, and not at every step of a search.
 */
final class Links {
    private final Map<Integer, List<Called>> requests = new HashMap<>();
    private final Map<Called, Integer> requestNumbers = new HashMap<>();
    private final Map<Callback, Integer> callbackNumbers = new HashMap<>();

    Links(UnfoldedMachine unfolded) {
        for (Called request : unfolded.called()) {
            List<Called> toTarget = requests.computeIfAbsent(request.target(), t -> new ArrayList<>());
            requestNumbers.put(request, toTarget.size());
            toTarget.add(request);
        }
        for (UnfoldedMachine.RcuCallback callback : unfolded.callbacks()) {
            callbackNumbers.put(callback.callback(), callbackNumbers.size());
        }
    }

    /** Everything that is ever asked of CPU {@code target}, by number. */
    List<Called> requestsTo(int target) {
        return requests.getOrDefault(target, List.of());
    }

    int callback(int caller, Program program) {
        return callbackNumbers.get(new Callback(caller, program));
    }

    private int request(int sender, Step step) {
        return requestNumbers.get(new Called(sender, step.arg(), (IpiFunction) step.program()));
    }

    /**
     * What a step of a program links to.
     *
     * @param cpu who runs the program
     * @param buffer what the CPU's store buffer can hold; empty if it has none
     */
    int of(Step step, int cpu, StoreRuns buffer) {
        if (step.entersBuffer() && buffer.longest() > 0) {
            return buffer.code(StoreRuns.Entry.of(step));
        }
        return switch (step.op()) {
            case SEND_IPI -> request(cpu, step);
            case CALL_RCU -> callback(cpu, step.program());
            default -> Code.NO_LINK;
        };
    }
}
