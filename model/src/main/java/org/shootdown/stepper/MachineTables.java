package org.shootdown.stepper;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.shootdown.check.result.ProgramContext;
import org.shootdown.check.system.Code;
import org.shootdown.check.system.CompiledCallback;
import org.shootdown.check.system.CompiledCpu;
import org.shootdown.check.system.RequestQueue;
import org.shootdown.check.system.StoreBuffer;
import org.shootdown.check.system.TransitionSystem;
import org.shootdown.check.unfold.Places;
import org.shootdown.check.unfold.UnfoldedMachine;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.machine.Property;
import org.shootdown.machine.Situation;

/**
 * A compiled machine as JSON, for the page's interpreter: the fields of a state as the checker numbers them, so that the
 * states of both can be compared, and everything else as tables by number. Names and texts are there to be shown only.
 */
final class MachineTables {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final UnfoldedMachine unfolded;
    private final TransitionSystem system;
    private final Machine machine;
    private final ArrayNode kernelFiles = JSON.arrayNode();
    private final CodeTables codes;
    private final int pageStates;

    private MachineTables(UnfoldedMachine unfolded, TransitionSystem system) {
        this.unfolded = unfolded;
        this.system = system;
        machine = unfolded.machine();
        pageStates =
                machine.pages().stream().mapToInt(p -> p.state().max()).max().orElse(0) + 1;
        codes = new CodeTables(kernelFiles, pageStates);
    }

    /** @param system compiled from {@code unfolded}, without counts of IPIs */
    static ObjectNode of(UnfoldedMachine unfolded, TransitionSystem system) {
        return new MachineTables(unfolded, system).write();
    }

    private ObjectNode write() {
        ObjectNode json = JSON.objectNode();
        int[] initial = system.layout.newValues();
        system.layout.decode(system.initial(), 0, initial);
        numbers(json.putArray("initial"), initial);
        json.put("reached", system.initialSituations);
        ArrayNode cells = json.putArray("cells");
        for (Cell cell : machine.cells()) {
            cells.addObject()
                    .put("name", cell.name())
                    .put("field", system.cellField[cell.index()])
                    .put("register", cell.isRegister());
        }
        ArrayNode ghosts = json.putArray("ghosts");
        List<Ghost> ofPages = machine.pages().stream().map(Page::state).toList();
        for (Ghost ghost : machine.ghosts()) {
            ghosts.addObject()
                    .put("name", ghost.name())
                    .put("field", system.ghostField[ghost.index()])
                    .put("page", ofPages.contains(ghost));
        }
        ArrayNode pages = json.putArray("pageStates");
        for (int state = 0; state < pageStates; state++) {
            pages.add(Page.describe(state));
        }
        ArrayNode situations = json.putArray("situations");
        for (Situation situation : machine.situations()) {
            situations.add(situation.name());
        }
        Situation inside = machine.insideUnlinked();
        json.put("inside", inside == null ? -1 : inside.index()).put("insideAt", Page.UNLINKED);
        ArrayNode properties = json.putArray("properties");
        for (Property property : Property.values()) {
            properties.addObject().put("id", property.name()).put("meaning", property.meaning());
        }
        numbers(json.putArray("gracePeriods"), system.gracePeriodField);
        ArrayNode processors = json.putArray("processors");
        for (CompiledCpu cpu : system.cpus) {
            processors.add(processor(cpu));
        }
        ArrayNode callbacks = json.putArray("callbacks");
        for (CompiledCallback callback : system.callbacks) {
            callbacks.add(callback(callback));
        }
        json.set("kernelFiles", kernelFiles);
        return json;
    }

    private ObjectNode processor(CompiledCpu cpu) {
        UnfoldedMachine.Processor p = unfolded.processors().get(cpu.id);
        ObjectNode json = JSON.objectNode();
        json.put("name", p.spec().name()).put("agent", cpu.agent);
        json.put("nmisLeft", cpu.nmisLeftField).put("stopped", cpu.stoppedField);
        json.put("gracePeriod", cpu.gracePeriod);
        ObjectNode task = codes.code(cpu.task);
        task.set(
                "program",
                codes.program(
                        p.spec().task().title(),
                        Places.of(
                                machine,
                                cpu.id,
                                ProgramContext.TASK,
                                p.spec().task(),
                                p.task(),
                                p.taskEntry().node())));
        json.set("task", task);
        json.set("irq", codes.code(cpu.irq));
        ObjectNode nmi = codes.code(cpu.nmi);
        Program program = p.spec().nmi();
        if (program != null && p.nmiEntry() != null) {
            nmi.put("entry", cpu.nmiEntry);
            nmi.set("effects", CodeTables.effects(cpu.nmiEffects));
            nmi.set(
                    "program",
                    codes.program(
                            program.title(),
                            Places.of(
                                    machine,
                                    cpu.id,
                                    ProgramContext.NMI,
                                    program,
                                    p.nmi(),
                                    p.nmiEntry().node())));
        }
        json.set("nmi", nmi);
        json.set("queue", queue(cpu, p));
        json.set("buffer", buffer(cpu.buffer));
        return json;
    }

    private ObjectNode queue(CompiledCpu cpu, UnfoldedMachine.Processor p) {
        RequestQueue queue = cpu.queue;
        ObjectNode json = JSON.objectNode();
        json.put("field", queue.field);
        ArrayNode states = json.putArray("states");
        List<IpiFunction> functions = List.copyOf(p.handlers().keySet());
        for (int q = 0; q < queue.withoutHead.length; q++) {
            ObjectNode state = states.addObject();
            numbers(state.putArray("append"), queue.append[q]);
            ArrayNode senders = state.putArray("senders");
            for (int s = 0; s < system.cpus.length; s++) {
                if (queue.holds(q, s)) {
                    senders.add(s);
                }
            }
            if (q != RequestQueue.EMPTY) {
                state.put("behind", queue.withoutHead[q]);
                state.put("entry", queue.headEntry[q]);
                state.put("sender", queue.headSender(q));
                state.put("function", functions.indexOf(queue.headFunction[q]));
                state.set("effects", CodeTables.effects(queue.headEffects[q]));
            }
        }
        ArrayNode programs = json.putArray("functions");
        p.handlers()
                .forEach((function, entry) -> programs.add(codes.program(
                        function.title(),
                        Places.of(machine, cpu.id, ProgramContext.IRQ, function, p.irq(), entry.node()))));
        return json;
    }

    private static ObjectNode buffer(StoreBuffer buffer) {
        ObjectNode json = JSON.objectNode();
        numbers(json.putArray("slots"), buffer.slots);
        ArrayNode entries = json.putArray("entries");
        entries.addNull();
        for (int code = 1; code <= buffer.lastCode(); code++) {
            ObjectNode entry = entries.addObject();
            if (buffer.startsGracePeriod(code)) {
                entry.put("callback", buffer.callback(code));
            } else {
                entry.put("cell", buffer.cell(code)).put("value", buffer.value(code));
            }
        }
        return json;
    }

    private ObjectNode callback(CompiledCallback callback) {
        UnfoldedMachine.RcuCallback c = unfolded.callbacks().get(callback.number);
        ObjectNode json = JSON.objectNode();
        Code code = callback.code;
        json.put("name", "RCU" + (system.callbacks.length == 1 ? "" : " " + callback.number));
        json.put("entry", callback.entry).put("idle", callback.idle);
        if (callback.entryEffects != null) {
            json.set("effects", CodeTables.effects(callback.entryEffects));
        }
        ObjectNode programs = codes.code(code);
        programs.set(
                "program",
                codes.program(
                        callback.program.title(),
                        Places.of(
                                machine,
                                callback.caller,
                                ProgramContext.RCU,
                                callback.program,
                                c.automaton(),
                                callback.entry)));
        json.set("code", programs);
        return json;
    }

    private static void numbers(ArrayNode into, int[] values) {
        for (int value : values) {
            into.add(value);
        }
    }
}
