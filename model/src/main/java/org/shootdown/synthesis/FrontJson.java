package org.shootdown.synthesis;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * Fronts for other programs. Keys are stable; new ones may join them:
 *
 * <pre>{@code
 * {"format","version","shootdown","space","candidates",
 *  "fronts":[{"name","cells","open","points":[{"rule","whereKeyIsOn","safe","alike","choices":{},
 *             "cost":{"worst","sync","disturbed","flush","fences","waits"}}],
 *             "lastKillers":[{"cell","property"}]}],
 *  "certificates":[{"rule","backend","confirmed","refuted":[],"weaker":[{"rule","cell","property","steps"}]}]}
 * }</pre>
 */
public final class FrontJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private FrontJson() {}

    /**
     * Writes the JSON text.
     *
     * @param tool which version of the tool writes
     */
    public static void write(
            String tool, PolicySpace space, List<Front> fronts, List<Certificate> certificates, Writer writer)
            throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", "shootdown-synthesis").put("version", 1).put("shootdown", tool);
        root.put("space", space.id()).put("candidates", space.candidates().size());
        ArrayNode all = root.putArray("fronts");
        fronts.forEach(front -> add(front, all.addObject()));
        ArrayNode proofs = root.putArray("certificates");
        certificates.forEach(certificate -> add(certificate, proofs.addObject()));
        writer.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root));
        writer.write("\n");
    }

    private static void add(Front front, ObjectNode node) {
        node.put("name", front.name()).put("cells", front.cells()).put("open", front.open());
        ArrayNode points = node.putArray("points");
        for (Front.Point point : front.asSafeAsBroadcast()) {
            ObjectNode one = points.addObject();
            one.put("rule", point.off().id());
            if (point.on() != null) {
                one.put("whereKeyIsOn", point.on().id());
            }
            one.put("safe", point.safe()).put("alike", point.alike().size());
            ObjectNode choices = one.putObject("choices");
            point.off().choices().forEach(choices::put);
            Cost cost = point.cost();
            one.putObject("cost")
                    .put("worst", cost.mostSync())
                    .put("sync", cost.sync())
                    .put("disturbed", cost.disturbed())
                    .put("flush", cost.flush())
                    .put("fences", cost.fences())
                    .put("waits", cost.waits());
        }
        ArrayNode killers = node.putArray("lastKillers");
        front.lastKillers()
                .forEach(killer -> killers.addObject()
                        .put("cell", killer.cell())
                        .put("property", killer.property().name()));
    }

    private static void add(Certificate certificate, ObjectNode node) {
        node.put("rule", certificate.candidate().id())
                .put("backend", certificate.backend())
                .put("confirmed", certificate.confirmed());
        ArrayNode refuted = node.putArray("refuted");
        certificate.refuted().forEach(refuted::add);
        ArrayNode weaker = node.putArray("weaker");
        for (Certificate.Weakening weakening : certificate.weakenings()) {
            ObjectNode one = weaker.addObject().put("rule", weakening.id());
            if (weakening.killer() != null) {
                one.put("cell", weakening.killer().cell())
                        .put("property", weakening.killer().property().name());
            }
            if (weakening.trace() != null) {
                one.put("steps", weakening.trace().events().size());
            }
        }
    }
}
