package org.shootdown.stepper;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.shootdown.check.result.Op;
import org.shootdown.check.system.Code;
import org.shootdown.check.unfold.Places;
import org.shootdown.check.unfold.Step;
import org.shootdown.machine.Page;
import org.shootdown.machine.Property;

/** The programs of one context as JSON: nodes and edges, and the places in the source at which their steps are made. */
final class CodeTables {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ArrayNode kernelFiles;
    private final Map<List<String>, Integer> kernelNumbers = new HashMap<>();
    private final int pageStates;

    /**
     * @param kernelFiles where files and versions of the kernel go, each once
     * @param pageStates how many states a page can be in
     */
    CodeTables(ArrayNode kernelFiles, int pageStates) {
        this.kernelFiles = kernelFiles;
        this.pageStates = pageStates;
    }

    ObjectNode code(Code code) {
        ObjectNode json = JSON.objectNode();
        json.put("field", code.field).put("first", code.valueAt(0));
        json.put("context", code.context.name());
        ArrayNode nodes = json.putArray("nodes");
        for (int n = 0; n < code.size(); n++) {
            nodes.add(node(code, n));
        }
        return json;
    }

    private ObjectNode node(Code code, int n) {
        ObjectNode json = JSON.objectNode();
        Op op = code.op[n];
        Step step = code.step[n];
        json.put("op", op.name());
        put(json, "object", code.object[n], -1);
        put(json, "arg", code.arg[n], 0);
        put(json, "linked", code.linked[n], -1);
        flag(json, "buffered", code.buffered[n]);
        flag(json, "irqOff", code.irqOff[n]);
        flag(json, "rcuReader", code.rcuReader[n]);
        flag(json, "needsEmptyBuffer", op.needsEmptyBuffer());
        if (op.namesCpu()) {
            json.put("cpu", code.arg[n]);
        }
        if (code.error[n] != null) {
            json.put("error", code.error[n]);
        }
        if (step.page() != null) {
            json.put("page", code.page(n));
        }
        if (op == Op.SET_PAGE && code.arg[n] == Page.FREED) {
            json.put("refusedAt", Page.FREED);
        }
        if (code.table[n] != null) {
            ArrayNode table = json.putArray("table");
            for (int value : code.table[n]) {
                if (value == Step.WAITS) {
                    table.addNull();
                } else {
                    table.add(value);
                }
            }
        }
        if (op.looksAtPage()) {
            judgement(json.putArray("breaks"), code, n);
        }
        ObjectNode edges = json.putObject("edges");
        for (int e = code.firstEdge[n]; e < code.edgesEnd(n); e++) {
            if (code.isEdge(e)) {
                int result = e - code.firstEdge[n];
                ArrayNode edge = edges.putArray(Integer.toString(result));
                edge.add(code.target[e]).add(step.told(result, "")).add(step.looksAt(result) ? 1 : 0);
                if (code.effects[e] != null) {
                    edge.add(effects(code.effects[e]));
                }
            }
        }
        return json;
    }

    /** By the state of the page what the look breaks: the number of a property, or -1. */
    private void judgement(ArrayNode breaks, Code code, int n) {
        for (int state = 0; state < pageStates; state++) {
            Property broken = Page.broken(state, code.arg[n], code.step[n].walk());
            breaks.add(broken == null ? -1 : broken.ordinal());
        }
    }

    static ObjectNode effects(Code.Effects effects) {
        ObjectNode json = JSON.objectNode();
        if (effects == null) {
            return json;
        }
        ArrayNode notes = json.putArray("notes");
        for (int i = 0; i < effects.ghost.length; i++) {
            notes.addArray().add(effects.ghost[i]).add(effects.value[i]);
        }
        put(json, "reached", effects.reached, 0);
        if (effects.broken != null) {
            json.putObject("broken")
                    .put("property", effects.broken.property().ordinal())
                    .put("why", effects.broken.why());
        }
        return json;
    }

    /** The spots of one program: rows of function, line, file of the kernel, and the spot behind each result. */
    ObjectNode program(String title, List<Places.Spot> spots) {
        ObjectNode json = JSON.objectNode();
        json.put("title", title);
        ArrayNode nodes = json.putArray("nodes");
        spots.forEach(spot -> nodes.add(spot.node()));
        ArrayNode rows = json.putArray("spots");
        for (Places.Spot spot : spots) {
            ArrayNode row = rows.addArray();
            row.add(spot.at().function()).add(spot.at().source()).add(kernel(spot));
            ObjectNode next = row.addObject();
            spot.next().forEach((result, behind) -> next.put(Integer.toString(result), behind));
        }
        return json;
    }

    private int kernel(Places.Spot spot) {
        if (spot.at().models() == null) {
            return -1;
        }
        List<String> key = List.of(spot.at().models().in(), spot.at().models().version());
        return kernelNumbers.computeIfAbsent(key, k -> {
            kernelFiles.addArray().add(k.get(0)).add(k.get(1));
            return kernelFiles.size() - 1;
        });
    }

    private static void put(ObjectNode json, String key, int value, int usual) {
        if (value != usual) {
            json.put(key, value);
        }
    }

    private static void flag(ObjectNode json, String key, boolean value) {
        if (value) {
            json.put(key, 1);
        }
    }
}
