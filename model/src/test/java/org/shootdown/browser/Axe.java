package org.shootdown.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What axe-core finds wrong with a page for those who cannot see it well, or steer it with a mouse. */
public final class Axe {
    private Axe() {}

    /** Each as the rule, what it asks for, and an element that does not heed it. */
    public static List<String> violations(Chromium browser) throws Exception {
        browser.evaluate(script() + "; 0");
        JsonNode found = browser.evaluate(
                "axe.run().then(results => results.violations.map(violation =>"
                        + " `${violation.id}: ${violation.help}: ${violation.nodes[0].html.slice(0, 200)}: ${violation.nodes[0].failureSummary}`))");
        List<String> violations = new ArrayList<>();
        found.forEach(violation -> violations.add(violation.asText()));
        return violations;
    }

    private static String script() throws IOException {
        try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
