package org.shootdown.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shootdown.browser.Chromium;
import org.shootdown.oracle.Oracle;

/** The page in a real browser: nothing to complain about, filters that filter, and races that are drawn. */
class BrowserTest {
    private static final String OPEN = "none/native/free/gup-fast/tso";

    @TempDir
    private static Path folder;

    private static Chromium browser;
    private static String address;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> program = Chromium.installed();
        Oracle.CHROMIUM.need(program.isPresent(), "there is no chromium on the PATH");
        List<ReportCell> cells = ReportFixture.cells();
        Path page = folder.resolve("report.html");
        Files.writeString(page, HtmlReport.render("catalogue main", cells, ReportFixture.necessity(cells)));
        address = page.toUri().toString();
        browser = new Chromium(program.get());
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    private static String text(String expression) throws Exception {
        return browser.evaluate(expression).asText();
    }

    private static int count(String selector) throws Exception {
        return browser.evaluate("document.querySelectorAll('" + selector + "').length")
                .asInt();
    }

    private static String state() throws Exception {
        return text("document.getElementById('count').textContent");
    }

    private static void quiet() {
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void everythingIsShownAtFirst() throws Exception {
        browser.open(address);
        assertThat(state()).isEqualTo("16 of 16 scenarios: ✗ 12 UNSAFE  ✓ 4 SAFE");
        assertThat(count("#cells tbody tr")).isEqualTo(16);
        assertThat(count("#heat-map .field")).isEqualTo(4);
        assertThat(text("document.querySelector('#heat-map .SAFE').getAttribute('aria-label')"))
                .isEqualTo("broadcast × native: 4 SAFE");
        quiet();
    }

    @Test
    void theAddressSetsFilters() throws Exception {
        browser.open(address + "#policy=none,v4&memory=tso&verdict=UNSAFE");
        assertThat(state()).startsWith("6 of 16 scenarios: ✗ 6 UNSAFE; policy none or v4; memory tso");
        browser.open(address + "#backend=kvm");
        assertThat(state()).startsWith("4 of 16 scenarios");
        browser.open(address + "#policy=none&backend=kvm");
        assertThat(state()).startsWith("No scenario passes these filters");
        quiet();
    }

    @Test
    void eachAxisFilters() throws Exception {
        for (String filter : List.of("policy=none", "backend=kvm", "verdict=SAFE")) {
            browser.open(address);
            tick(filter);
            assertThat(state()).as(filter).startsWith("4 of 16");
            assertThat(text("location.hash")).isEqualTo("#" + filter);
        }
        for (String filter : List.of("walker=perf", "memory=sc")) {
            browser.open(address);
            tick(filter);
            assertThat(state()).as(filter).startsWith("8 of 16");
        }
        for (String filter : List.of("operation=free", "situation=running")) {
            browser.open(address);
            tick(filter);
            assertThat(state()).as(filter).startsWith("16 of 16");
        }
        quiet();
    }

    private static void tick(String filter) throws Exception {
        String[] parts = filter.split("=");
        browser.evaluate(
                "document.querySelector('input[name=\"" + parts[0] + "\"][value=\"" + parts[1] + "\"]').click()");
    }

    @Test
    void aFieldOpensItsScenarios() throws Exception {
        browser.open(address);
        browser.evaluate("document.querySelector('#heat-map .field.UNSAFE').focus()");
        browser.press("Enter");
        assertThat(text("location.hash")).isEqualTo("#policy=none&backend=native");
        assertThat(text("document.activeElement.id")).isEqualTo("list-heading");
        assertThat(count("#cells tbody tr")).isEqualTo(4);
        browser.evaluate("document.getElementById('clear').click()");
        assertThat(state()).startsWith("16 of 16");
        quiet();
    }

    @Test
    void arrowKeysMoveOverTheHeatMap() throws Exception {
        browser.open(address);
        browser.evaluate("document.querySelector('#heat-map .field').focus()");
        String[] keysAndFields = {
            "ArrowDown", "none × native",
            "ArrowDown", "v4 × native",
            "ArrowRight", "v4 × kvm",
            // There is nothing above it, so nothing is skipped to.
            "ArrowUp", "v4 × kvm",
            "Home", "v4 × native",
            "End", "v4 × kvm"
        };
        for (int i = 0; i < keysAndFields.length; i += 2) {
            browser.press(keysAndFields[i]);
            assertThat(text("document.activeElement.getAttribute('aria-label')"))
                    .startsWith(keysAndFields[i + 1]);
        }
        quiet();
    }

    @Test
    void aTraceOpensAndClosesFromTheKeyboard() throws Exception {
        browser.open(address);
        browser.evaluate("document.querySelector('tr[data-name=\"" + OPEN + "\"] button').focus()");
        browser.press("Enter");
        assertThat(count("svg.sequence")).isEqualTo(1);
        assertThat(text("location.hash")).isEqualTo("#open=" + OPEN);
        browser.evaluate("document.querySelector('tr.trace h3').focus()");
        browser.press("Escape");
        assertThat(count("svg.sequence")).isZero();
        assertThat(text("document.activeElement.textContent")).isEqualTo("trace");
        quiet();
    }

    @Test
    void aRaceIsDrawn() throws Exception {
        browser.open(address + "#open=" + OPEN);
        assertThat(count("svg.sequence .lane")).isEqualTo(2);
        assertThat(count("svg.sequence g.irq-off")).isEqualTo(1);
        // The last event is the one that breaks the property, and the IPI was still on its way.
        assertThat(count("svg.sequence .event")).isEqualTo(7);
        assertThat(text("document.querySelector('.event.broken .step').textContent"))
                .startsWith("load pte = 1 from table");
        assertThat(count("svg.sequence .arrow.ipi.pending")).isEqualTo(1);
        assertThat(count("tr.trace details li")).isEqualTo(7);
        quiet();
    }

    @Test
    void aStoppedVcpuIsShaded() throws Exception {
        browser.open(address + "#open=v4/kvm/free/gup-fast/sc");
        assertThat(count("svg.sequence .lane")).isEqualTo(3);
        assertThat(count("svg.sequence g.stopped")).isEqualTo(1);
        assertThat(count("svg.sequence .arrow.host")).isEqualTo(2);
        quiet();
    }

    @Test
    void anInterruptIsDrawnFromItsSenderAndBack() throws Exception {
        browser.open(address + "#open=v4/native/free/gup-fast/sc");
        // The two in the legend do not count.
        assertThat(count("svg.sequence > .arrow.ipi")).isEqualTo(1);
        assertThat(count("svg.sequence > .arrow.reply")).isEqualTo(1);
        assertThat(count("svg.sequence > .handler.irq")).isEqualTo(1);
        quiet();
    }

    @Test
    void theListSorts() throws Exception {
        browser.open(address);
        String first = "document.querySelector('#cells tbody tr').dataset.name";
        browser.evaluate("document.querySelector('[data-sort=\"0\"]').click()");
        assertThat(text(first)).startsWith("broadcast");
        browser.evaluate("document.querySelector('[data-sort=\"0\"]').click()");
        assertThat(text(first)).startsWith("v4");
        assertThat(count("#cells th[aria-sort=descending]")).isEqualTo(1);
        quiet();
    }

    @Test
    void costsAreShown() throws Exception {
        browser.open(address + "#measure=flush");
        assertThat(text("document.querySelector('#heat-map .field').getAttribute('aria-label')"))
                .isEqualTo("broadcast × native: 1 IPIs for the TLB flush");
        quiet();
    }

    @Test
    void necessityHasItsTrace() throws Exception {
        browser.open(address);
        assertThat(text("[...document.querySelectorAll('#necessity .badge')].map(b => b.textContent).join()"))
                .isEqualTo("▲ NEEDED,▽ REDUNDANT HERE,? CANNOT BE TAKEN OUT");
        browser.evaluate("document.querySelector('#necessity button').click()");
        assertThat(count("#necessity svg.sequence")).isEqualTo(1);
        // The filters hold for it too.
        tick("policy=none");
        assertThat(count("#necessity tbody tr")).isZero();
        quiet();
    }

    /** Text against its ground, at its worst over everything with text, in both colour schemes and in print. */
    @Test
    void textHasContrast() throws Exception {
        for (String[] medium : new String[][] {{"", "light"}, {"", "dark"}, {"print", "light"}}) {
            browser.emulate(medium[0], medium[1]);
            browser.open(address + "#open=" + OPEN);
            assertThat(browser.evaluate(WORST_CONTRAST).asDouble())
                    .as(String.join(" ", medium))
                    .isGreaterThanOrEqualTo(4.5);
        }
        browser.emulate("", "light");
        quiet();
    }

    /** WCAG 2 contrast of each HTML element with text of its own to the nearest ground that is not transparent. */
    private static final String WORST_CONTRAST = """
            (() => {
              const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
              const rgb = colour => {
                canvas.clearRect(0, 0, 1, 1);
                canvas.fillStyle = colour;
                canvas.fillRect(0, 0, 1, 1);
                return [...canvas.getImageData(0, 0, 1, 1).data];
              };
              const luminance = ([r, g, b]) => {
                const [x, y, z] = [r, g, b].map(c => c / 255).map(c => c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4);
                return .2126 * x + .7152 * y + .0722 * z;
              };
              const ground = e => {
                for (let at = e; at !== null; at = at.parentElement) {
                  const colour = rgb(getComputedStyle(at).backgroundColor);
                  if (colour[3] === 255) { return colour; }
                }
                return [255, 255, 255, 255];
              };
              const own = e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim() !== '');
              return Math.min(...[...document.body.querySelectorAll('*')]
                .filter(e => e.namespaceURI.endsWith('xhtml') && own(e) && e.checkVisibility() && e.tagName !== 'OPTION')
                .map(e => [rgb(getComputedStyle(e).color), ground(e)].map(luminance).sort((a, b) => b - a))
                .map(([light, dark]) => (light + .05) / (dark + .05)));
            })()
            """;
}
