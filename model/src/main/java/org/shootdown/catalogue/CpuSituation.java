package org.shootdown.catalogue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What the walker's CPU is doing while the operation runs elsewhere. */
enum CpuSituation {
    RUNNING(Coordinates.USUAL_SITUATION, "runs a thread of the mm throughout"),
    SWITCH_IN("switch-in", "switches from another mm to this one, then walks"),
    SWITCH_BACK("switch-back", "switches to another mm and back, never out of mm_cpumask, then walks"),
    LAZY("lazy", "a kthread on the borrowed mm, which then switches back"),
    ENTER_LAZY("enter-lazy", "switches from the mm to a kthread: is_lazy first, current after"),
    SWITCH_OUT("switch-out", "switches to another mm: loaded_mm first, current after"),
    KTHREAD_USE_MM("kthread-use-mm", "a kthread adopts the mm: current->mm first, loaded_mm after"),
    EXEC_MMAP("exec-mmap", "exec moves to the mm: current->mm first, loaded_mm after"),
    TEXT_POKE("text-poke", "on a temporary mm with interrupts off, current->mm unchanged"),
    EFI_CALL("efi-call", "on a temporary mm with interrupts on, current->mm unchanged"),
    PREEMPTED("preempted", "a vCPU that its host may deschedule once at any step"),
    ASID_NONE("asid-none", "no mm has a global ASID, and none gets one"),
    ASID_WALKED_ONLY("asid-walked-only", "the walked mm has a global ASID, those that share its table have none"),
    ASID_OTHERS_ONLY("asid-others-only", "those that share the table have global ASIDs, the walked mm has none"),
    ASID_MIXED("asid-mixed", "no global ASID yet; any flush may assign one"),
    ASID_TRANSITION("asid-transition", "global ASID assigned, CPUs still use their own");

    private static final Set<CpuSituation> TASK_WALKS = EnumSet.of(RUNNING, SWITCH_IN, SWITCH_BACK, LAZY, PREEMPTED);

    private final Choice choice;

    CpuSituation(String id, String description) {
        choice = new Choice(id, description);
    }

    Choice choice() {
        return choice;
    }

    static List<Choice> choices() {
        return Arrays.stream(values()).map(CpuSituation::choice).toList();
    }

    /** Whether a task of the mm runs on the CPU at some point, so that it can walk. */
    boolean taskWalks() {
        return TASK_WALKS.contains(this) || needsInvlpgb();
    }

    /** Whether it is about global ASIDs; otherwise those of the mms that take part are steady. */
    boolean needsInvlpgb() {
        return compareTo(ASID_NONE) >= 0;
    }

    /** Whether it is about the mms that share a table. */
    boolean needsSharers() {
        return this == ASID_WALKED_ONLY || this == ASID_OTHERS_ONLY;
    }
}
