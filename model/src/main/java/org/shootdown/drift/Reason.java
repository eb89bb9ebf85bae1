package org.shootdown.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.shootdown.machine.Differs;

/**
 * Why a model differs from the kernel in some steps.
 *
 * @param kernel the kernel's accesses without a partner
 * @param model the model's steps without a partner
 * @param lines the kernel's lines; empty where the reason holds everywhere
 * @param hides the scenario that shows what is hidden; empty if nothing is
 */
record Reason(Set<String> kernel, Set<String> model, String lines, String why, String hides) {
    /** What holds in every function: of these accesses no model has a part. */
    static final List<Reason> EVERYWHERE = List.of(
            everywhere(
                    "orders the compiler alone; a model's step is one access, however it is compiled",
                    "barrier barrier"),
            everywhere("the levels above the PUD do not change while a model runs", "read pgd", "read p4d"),
            everywhere(
                    "a reference that keeps an mm alive; no walk and no flush looks at it",
                    "read active_mm",
                    "write active_mm"),
            everywhere(
                    "keeps the task's mm for those who look at another task's, of whom none is modelled",
                    "lock alloc_lock",
                    "unlock alloc_lock"),
            everywhere(
                    "tells which mm an ASID is of; in a model each mm has its own",
                    "write ctxs.ctx_id",
                    "read ctxs.ctx_id"),
            everywhere("no CPU comes or goes while a model runs", "read cpu_online_mask"));

    private static Reason everywhere(String why, String... kernel) {
        return new Reason(Set.of(kernel), Set.of(), "", why, "");
    }

    static Reason of(Differs differs) {
        return new Reason(
                Set.of(differs.kernel()), Set.of(differs.model()), differs.lines(), differs.why(), differs.hides());
    }

    /** Whether it is about one of the kernel's accesses or one of the model's steps. */
    boolean covers(boolean ofKernel, String what) {
        return (ofKernel ? kernel : model).contains(what);
    }

    /** What it is about, but of which nothing differs: for each what is missing. */
    List<String> unused(List<StepDifference> differences) {
        List<String> unused = new ArrayList<>();
        kernel.stream().filter(w -> isMissing(true, w, differences)).sorted().forEach(w -> unused.add("kernel: " + w));
        model.stream().filter(w -> isMissing(false, w, differences)).sorted().forEach(w -> unused.add("model: " + w));
        return unused;
    }

    private static boolean isMissing(boolean ofKernel, String what, List<StepDifference> differences) {
        return differences.stream()
                .noneMatch(d -> d.ofKernel() == ofKernel && d.what().equals(what));
    }
}
