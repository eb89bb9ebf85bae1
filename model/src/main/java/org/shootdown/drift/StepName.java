package org.shootdown.drift;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shootdown.check.unfold.Step;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Page;

/** What a model's step is called in a list of the kernel's accesses, so that the two can be lined up. */
final class StepName {
    /** The models' names of fields that the kernel calls otherwise. */
    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("current->mm", "current.mm"),
            Map.entry("loaded_asid_global", "loaded_mm_asid"),
            Map.entry("ctx_tlb_gen", "ctxs.tlb_gen"),
            Map.entry("tlb_gen", "context.tlb_gen"),
            Map.entry("global_asid", "context.global_asid"),
            Map.entry("asid_transition", "context.asid_transition"),
            Map.entry("write_protect_seq", "mm.write_protect_seq"),
            Map.entry("steal.preempted", "preempted"));

    /** What tells one of several like cells from the others: {@code [cpu]}, {@code [mm1]}, {@code T}. */
    private static final Pattern WHICH = Pattern.compile("(\\[[^]]*\\])+$| T$");

    private StepName() {}

    /** The name; empty for a step that is the processor's own, or a judgement of the model on what goes on. */
    static Optional<String> of(Step step) {
        return Optional.ofNullable(
                switch (step.op()) {
                    case READ, WALK -> "read " + field(step.cell());
                    case WRITE -> write(step);
                    case RMW -> modify(step);
                    case AWAIT -> "await " + field(step.cell());
                    case FENCE, LIGHT_FENCE -> "barrier " + step.verb();
                    case IRQ_OFF -> "irq_off";
                    case IRQ_ON -> "irq_on";
                    case SEND_IPI -> "ipi " + step.program().title();
                    case AWAIT_IPI -> "wait";
                    case RCU_LOCK -> "rcu_lock";
                    case RCU_UNLOCK -> "rcu_unlock";
                    case CALL_RCU -> "call_rcu " + step.program().title();
                    case RCU_START -> "synchronize_rcu";
                    case CHOOSE -> "choose";
                    case SET_PAGE -> step.arg() == Page.FREED ? "free " + pageOf(step.page()) : null;
                    case TOUCH, RCU_WAIT, STOP_VCPU, RESUME_VCPU, END, ERROR -> null;
                });
    }

    private static @Nullable String write(Step step) {
        String name = field(step.cell());
        if (name.startsWith("walk_cache")) {
            return "invalidate";
        }
        if (name.startsWith("walker_busy")) {
            return null;
        }
        return (step.verb().equals("spin_unlock") ? "unlock " : "write ") + name;
    }

    private static @Nullable String modify(Step step) {
        String name = field(step.cell());
        if (name.equals("cr3")) {
            return "cr3";
        }
        if (name.startsWith("walker_busy")) {
            return null;
        }
        return (step.verb().equals("spin_lock") ? "lock " : "rmw ") + name;
    }

    private static String field(Cell cell) {
        String name = WHICH.matcher(cell.name()).replaceFirst("");
        name = WHICH.matcher(name).replaceFirst("");
        return name.startsWith("refcount of") ? "_refcount" : FIELDS.getOrDefault(name, name);
    }

    private static String pageOf(Page page) {
        return page.name().contains("table") ? "table" : "page";
    }
}
