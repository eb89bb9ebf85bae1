package org.shootdown.check.unfold;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.shootdown.check.result.Op;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;

/**
 * Tells whether two unfolded machines are the same but for the names of things and the lines of source: all that
 * decides what can happen, and what is judged and counted, in one text with one reading.
 */
public final class Fingerprint {
    private final UnfoldedMachine unfolded;
    private final StringBuilder text = new StringBuilder();

    private Fingerprint(UnfoldedMachine unfolded) {
        this.unfolded = unfolded;
    }

    /** The SHA-256 of that text, in hexadecimal digits. */
    public static String of(UnfoldedMachine unfolded) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] bytes = new Fingerprint(unfolded).write().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(digest.digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private String write() {
        Machine machine = unfolded.machine();
        for (Cell cell : machine.cells()) {
            line("cell", cell.max(), cell.initial(), cell.isRegister());
        }
        for (Ghost ghost : machine.ghosts()) {
            line("ghost", ghost.max(), ghost.initial());
        }
        machine.observedCells().forEach(cell -> line("observed cell", cell.index()));
        machine.observedGhosts().forEach(ghost -> line("observed ghost", ghost.index()));
        machine.situations().forEach(situation -> line("situation", situation.name()));
        line(
                "inside unlinked",
                machine.insideUnlinked() == null ? -1 : machine.insideUnlinked().index());
        unfolded.processors().forEach(this::processor);
        for (UnfoldedMachine.RcuCallback callback : unfolded.callbacks()) {
            line("callback", callback.callback().caller());
            entry(callback.entry());
            automaton(callback.automaton());
        }
        return text.toString();
    }

    private void processor(UnfoldedMachine.Processor p) {
        Cell interest = p.spec().interest();
        line("processor", p.spec().agent(), p.spec().nmis());
        line("interest", interest == null ? -1 : interest.index(), p.spec().interestValue());
        entry(p.taskEntry());
        automaton(p.task());
        if (p.nmiEntry() != null) {
            entry(p.nmiEntry());
            automaton(p.nmi());
        }
        p.handlers().forEach((function, entry) -> {
            line("handler", function.purpose());
            entry(entry);
        });
        automaton(p.irq());
    }

    private void entry(Automaton.Entry entry) {
        line("entry", entry.node());
        entry.effects().forEach(this::effect);
    }

    private void automaton(Automaton automaton) {
        line("automaton", automaton.size());
        for (int n = 0; n < automaton.size(); n++) {
            Automaton.Node node = automaton.node(n);
            step(node.step());
            line("node", node.irqOff(), node.rcuReader(), node.error());
            for (Automaton.Edge edge : node.edges()) {
                line("edge", edge.result(), edge.target());
                edge.effects().forEach(this::effect);
            }
        }
    }

    private void step(Step step) {
        line(
                step.op(),
                step.cell() == null ? -1 : step.cell().index(),
                step.page() == null ? -1 : step.page().state().index(),
                step.arg(),
                step.walk(),
                Arrays.toString(step.table()),
                handedOver(step));
    }

    /** Which handler of its target, or which callback, a step hands over; its name would say too little. */
    private int handedOver(Step step) {
        Program program = step.program();
        if (step.op() == Op.SEND_IPI) {
            return new ArrayList<>(
                            unfolded.processors().get(step.arg()).handlers().keySet())
                    .indexOf(program);
        }
        List<Program> programs =
                unfolded.callbacks().stream().map(c -> c.callback().program()).toList();
        return program == null ? -1 : programs.indexOf(program);
    }

    private void effect(Effect effect) {
        if (effect instanceof Effect.Note note) {
            line("note", note.ghost().index(), note.value());
        } else if (effect instanceof Effect.Reached reached) {
            line("reached", reached.situation().index());
        } else if (effect instanceof Effect.Broken broken) {
            line("broken", broken.property(), broken.why());
        }
    }

    private void line(Object... parts) {
        for (Object part : parts) {
            text.append(part).append(' ');
        }
        text.append('\n');
    }
}
