package org.shootdown.check.system;

import org.shootdown.check.result.ProgramContext;
import org.shootdown.check.unfold.Automaton;
import org.shootdown.check.unfold.StoreRuns;
import org.shootdown.check.unfold.UnfoldedMachine;
import org.shootdown.machine.Program;

/** An RCU callback of a {@link TransitionSystem}, which runs in a context of its own. Immutable. */
public final class CompiledCallback {
    /** Its number, and that of its grace period. */
    public final int number;
    /** The CPU that hands it over. */
    public final int caller;

    public final Program program;
    public final Code code;
    /** The node where it starts. */
    public final int entry;
    /** What it does before its first step, or {@code null}. */
    public final Code.Effects entryEffects;
    /** Where it stands while it does not run: at its entry, or, if that has effects, before these. */
    public final int idle;

    /** Compiles a callback, and adds its field to {@code fields}. */
    CompiledCallback(int number, UnfoldedMachine.RcuCallback c, Links links, StateLayout.Builder fields) {
        this.number = number;
        caller = c.callback().caller();
        program = c.callback().program();
        entry = c.entry().node();
        entryEffects = Code.Effects.of(c.entry().effects());
        idle = entryEffects == null ? entry : Automaton.END;
        int field = fields.add("rcu " + number, 0, Math.max(c.automaton().size() - 1, 0), idle);
        StoreRuns noBuffer = new StoreRuns();
        code = new Code(c.automaton(), ProgramContext.RCU, field, false, step -> links.of(step, caller, noBuffer));
    }
}
