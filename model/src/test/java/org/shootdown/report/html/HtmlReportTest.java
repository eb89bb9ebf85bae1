package org.shootdown.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.shootdown.browser.Packed;

/** Is the page one file that fetches nothing, with each trace in it once? */
class HtmlReportTest {
    private static final List<ReportCell> CELLS = ReportFixture.cells();

    private static String page() {
        return HtmlReport.render(
                "catalogue main",
                ReportFixture.PROVENANCE,
                CELLS,
                ReportFixture.necessity(CELLS),
                ReportFixture.COVERAGE,
                Optional.empty());
    }

    private static JsonNode data() throws IOException {
        return new ObjectMapper().readTree(Packed.dataOf(page()));
    }

    @Test
    void thePageNamesNoOtherFileAndNoNetwork() {
        assertThat(page()).doesNotContainPattern("(src|href)=\"(?!#|data:)").doesNotContain("url(http", "@import");
        assertThat(page()).contains("default-src &#x27;none&#x27;").startsWith("<!DOCTYPE html>\n<html lang=\"en\">");
    }

    @Test
    void textOfAModelCannotEndTheScript() throws IOException {
        assertThat(data().toString()).contains("the policy </script> none");
        assertThat(page()).doesNotContain("the policy");
    }

    /** No script and no style but the page's own, which the policy names by their hashes. */
    @Test
    void theSecurityPolicyAllowsNothingElse() {
        assertThat(page())
                .containsPattern("script-src &#x27;sha256-[\\w+/]{43}=&#x27;\"")
                .doesNotContain("unsafe-inline")
                .doesNotContainPattern("<[^>]* style=")
                .doesNotContainPattern("<[^>]* on\\w+=");
    }

    @Test
    void equalTracesEventsAndStringsAreStoredOnce() throws IOException {
        JsonNode data = data();
        int referred = 0;
        Set<Integer> distinct = new HashSet<>();
        for (JsonNode traces : data.get("cells").get(data.get("cells").size() - 1)) {
            referred += traces.size();
            traces.forEach(t -> distinct.add(t.asInt()));
        }
        // Three machines break P1, on two memory models and for two walkers; the walker's name is in no trace.
        assertThat(referred).isEqualTo(12);
        assertThat(data.get("traces")).hasSize(distinct.size()).hasSizeLessThanOrEqualTo(6);
        assertThat(new HashSet<>(strings(data.get("events"))))
                .hasSize(data.get("events").size());
        assertThat(new HashSet<>(strings(data.get("strings"))))
                .hasSize(data.get("strings").size());
    }

    private static List<String> strings(JsonNode array) {
        return java.util.stream.StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::toString)
                .toList();
    }

    @Test
    void aReportOfNothingIsStillAPage() {
        assertThat(HtmlReport.render(
                        "nothing", ReportFixture.PROVENANCE, List.of(), List.of(), Optional.empty(), Optional.empty()))
                .contains("</html>");
    }
}
