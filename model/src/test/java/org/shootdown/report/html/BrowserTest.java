package org.shootdown.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shootdown.browser.Chromium;
import org.shootdown.browser.PageChecks;

/** The page in a real browser: nothing to complain about, filters that filter, and races that are drawn. */
class BrowserTest {
    /** Policies against backends, controls with them. */
    private static final String ALL = "#rows=policy&columns=backend&controls=shown";

    private static final String OPEN = "none/native/free/gup-fast/tso";

    @TempDir
    private static Path folder;

    private static Chromium browser;
    private static String address;

    @BeforeAll
    static void start() throws Exception {
        browser = Chromium.start();
        address = ReportFixture.page(folder.resolve("report.html"));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    private static String text(String expression) throws Exception {
        return browser.text(expression);
    }

    private static int count(String selector) throws Exception {
        return browser.count(selector);
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
        // Four of the sixteen belong to a control.
        assertThat(state()).isEqualTo("12 of 16 scenarios: ✗ 8 UNSAFE  ✓ 4 SAFE");
        assertThat(count("#cells tbody tr")).isEqualTo(12);
        assertThat(count("#heat-map .field")).isEqualTo(2);
        assertThat(text("document.querySelector('#cells tbody .badge').textContent"))
                .startsWith("✗ UNSAFE");
        browser.open(address + ALL);
        assertThat(state()).isEqualTo("16 of 16 scenarios: ✗ 12 UNSAFE  ✓ 4 SAFE");
        assertThat(count("#heat-map .field")).isEqualTo(4);
        assertThat(text("document.querySelector('#heat-map .SAFE').getAttribute('aria-label')"))
                .isEqualTo("broadcast × native: 4 SAFE");
        quiet();
    }

    @Test
    void theAddressSetsFilters() throws Exception {
        browser.open(address + "#controls=shown&policy=none,v4&memory=tso&verdict=UNSAFE");
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
            browser.open(address + "#controls=shown");
            tick(filter);
            assertThat(state()).as(filter).startsWith("4 of 16");
            assertThat(text("location.hash")).isEqualTo("#" + filter + "&controls=shown");
        }
        for (String filter : List.of("walker=perf", "memory=sc")) {
            browser.open(address + "#controls=shown");
            tick(filter);
            assertThat(state()).as(filter).startsWith("8 of 16");
        }
        for (String filter : List.of("operation=free", "situation=running")) {
            browser.open(address + "#controls=shown");
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
        browser.open(address + ALL);
        browser.evaluate("document.querySelector('#heat-map .field.UNSAFE').focus()");
        browser.press("Enter");
        assertThat(text("location.hash")).startsWith("#policy=none&backend=native");
        assertThat(text("document.activeElement.id")).isEqualTo("list-heading");
        assertThat(count("#cells tbody tr")).isEqualTo(4);
        browser.evaluate("document.getElementById('clear').click()");
        assertThat(state()).startsWith("16 of 16");
        quiet();
    }

    @Test
    void arrowKeysMoveOverTheHeatMap() throws Exception {
        browser.open(address + ALL);
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
        browser.open(address + "#controls=shown");
        browser.evaluate("document.querySelector('tr[data-name=\"" + OPEN + "\"] button').focus()");
        browser.press("Enter");
        assertThat(count("svg.sequence")).isEqualTo(1);
        assertThat(text("location.hash")).isEqualTo("#controls=shown&open=" + OPEN);
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
        assertThat(text("document.querySelector('.lane-heads').textContent")).isEqualTo("CPU 0CPU 1");
        assertThat(text("[...document.querySelectorAll('.sequence .number')].map(n => n.textContent).join()"))
                .isEqualTo("1,2,3,4,5,6,7");
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
        assertThat(count("svg.sequence > .arrow.host")).isEqualTo(2);
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
        browser.evaluate("document.querySelector('[data-sort=policy]').click()");
        assertThat(text(first)).startsWith("broadcast");
        browser.evaluate("document.querySelector('[data-sort=policy]').click()");
        assertThat(text(first)).startsWith("v4");
        assertThat(text("location.hash")).isEqualTo("#sort=-policy");
        assertThat(count("#cells th[aria-sort=descending]")).isEqualTo(1);
        quiet();
    }

    @Test
    void costsAreShown() throws Exception {
        browser.open(address + ALL + "&measure=flush");
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

    @Test
    void findingsComeFirst() throws Exception {
        browser.open(address);
        assertThat(text("document.querySelector('main h2').textContent")).isEqualTo("What is UNSAFE, and why");
        // No finding of ours explains a machine of the test, so what it breaks is the reason.
        assertThat(text("document.querySelector('.findings tbody').textContent"))
                .isEqualTo("breaks P1–8all UNSAFE–8");
        assertThat(text("document.getElementById('controls-apart').textContent"))
                .endsWith("none is UNSAFE in 4 of 4 cells.");
        browser.evaluate("document.querySelector('.findings .field').click()");
        assertThat(state()).startsWith("8 of 16 scenarios: ✗ 8 UNSAFE; policy v4");
        quiet();
    }

    @Test
    void theFirstViewSaysWhatChanges() throws Exception {
        for (int width : new int[] {390, 1400}) {
            browser.resize(width, 800);
            browser.open(address);
            assertThat(text("document.getElementById('answer').textContent"))
                    .isEqualTo("v4 against broadcast: 4 cells newly UNSAFE: breaks P1 (4). 0 cells newly SAFE.");
            assertThat(browser.evaluate("document.getElementById('answer').getBoundingClientRect().bottom")
                            .asInt())
                    .isLessThan(400);
        }
        browser.resize(1400, 900);
        quiet();
    }

    @Test
    void anyTwoPoliciesAreCompared() throws Exception {
        String words = "document.getElementById('difference-in-words').textContent";
        browser.open(address);
        assertThat(text(words))
                .startsWith(
                        "Of the 4 cells that both have, v4 makes 4 cells newly UNSAFE and 0 newly SAFE. In syncs and"
                                + " disturbed CPUs 0 are dearer and 0 cheaper.")
                .endsWith(" 4 cells of v4 have no counterpart.");
        assertThat(text("document.querySelector('#rule-table .field').textContent"))
                .isEqualTo("✗ 4/4+2 UNSAFE");
        browser.open(address + "#rule=broadcast&baseline=none");
        assertThat(text(words)).contains("broadcast makes 0 cells newly UNSAFE and 4 newly SAFE.");
        browser.evaluate("document.querySelector('.differences button').click()");
        assertThat(count("svg.sequence")).isEqualTo(1);
        quiet();
    }

    @Test
    void backReturnsToWhatWasShown() throws Exception {
        browser.open(address + "#controls=shown");
        tick("policy=v4");
        assertThat(state()).startsWith("8 of 16");
        browser.evaluate("document.querySelector('#cells button[aria-expanded]').click()");
        assertThat(count("svg.sequence")).isEqualTo(1);
        back();
        assertThat(count("svg.sequence")).isZero();
        assertThat(state()).startsWith("8 of 16");
        back();
        assertThat(state()).startsWith("16 of 16");
        quiet();
    }

    private static void back() throws Exception {
        browser.evaluate("new Promise(done => { addEventListener('popstate', done, {once: true}); history.back(); })"
                + ".then(() => 0)");
    }

    @Test
    void aLinkToACellBringsItIntoView() throws Exception {
        browser.open(address + "#open=v4/kvm/free/perf/tso");
        assertThat(browser.evaluate(
                                "(() => { const box = document.querySelector('svg.sequence').getBoundingClientRect();"
                                        + " return box.top >= 0 && box.top < innerHeight; })()")
                        .asBoolean())
                .isTrue();
        quiet();
    }

    @Test
    void aLinkToWhatIsNotThereSaysSo() throws Exception {
        browser.open(address + "#policy=v99&open=v4/kvm/free/nobody/tso&sort=size&colour=red");
        assertThat(text("document.getElementById('complaint').textContent"))
                .isEqualTo(
                        "The link names policy v99, which is not in this report. The link names sort size, which is not in"
                                + " this report. The link names cell v4/kvm/free/nobody/tso, which is not in this report. The link has"
                                + " colour, which means nothing here.");
        assertThat(state()).startsWith("12 of 16");
        quiet();
    }

    @Test
    void stepsThatNoExecutionMakesAreListed() throws Exception {
        browser.open(address);
        assertThat(text("document.getElementById('coverage').textContent"))
                .startsWith("16 scenarios with 20 lines that make steps: 1 that none makes.")
                .endsWith("GupFast.java:7gup_fastmm/gup.c, 7.0smp_mb()3");
        quiet();
    }

    @Test
    void thePageSaysWhatItsWordsMeanAndWhereItComesFrom() throws Exception {
        browser.open(address);
        assertThat(text("document.getElementById('glossary').textContent")).contains("the walker perf", "x86-TSO");
        assertThat(text("document.getElementById('provenance').textContent"))
                .contains("shootdown 0", "shootdown report --html x.html", "a JVM", "2026-01-01", "Two CPUs.");
        quiet();
    }

    @Test
    void aTraceIsTakenAway() throws Exception {
        browser.open(address + "#open=" + OPEN);
        String trace = "data.trace(data.cells.find(cell => cell.name === '" + OPEN + "').traces[0])";
        assertThat(text("textOf(" + trace + ", 'it')"))
                .startsWith("P1 in it: ")
                .contains("     CPU 0 ")
                .contains("  7  ")
                .doesNotContain(" \n");
        String file = text("svgFile(document.querySelector('svg.sequence'))");
        assertThat(file).startsWith("<svg ").contains("--bad: ", ".sequence .arrow");
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
        quiet();
    }

    @Test
    void aBrowserThatCannotUnpackSaysSo() throws Exception {
        PageChecks.saysThatItCannotUnpack(browser, address);
    }
}
