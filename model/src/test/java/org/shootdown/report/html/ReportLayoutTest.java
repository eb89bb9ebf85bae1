package org.shootdown.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shootdown.browser.Chromium;
import org.shootdown.browser.PageChecks;

/** The page on screens of any width, on paper, from the keyboard, and for those who cannot see it well. */
class ReportLayoutTest {
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

    private static void quiet() {
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void theDrawingFollowsTheWindow() throws Exception {
        for (int width : new int[] {390, 768, 1400}) {
            browser.resize(width, 900);
            browser.open(address + "#open=v4/kvm/free/gup-fast/sc");
            assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                    .as("at %d", width)
                    .isLessThanOrEqualTo(width);
            assertThat(browser.evaluate("document.querySelector('svg.sequence').getBoundingClientRect().right")
                            .asInt())
                    .as("at %d", width)
                    .isLessThanOrEqualTo(width);
        }
        quiet();
    }

    /** Where lanes would be too narrow, the text stands beside all of them, and says whose it is. */
    @Test
    void onAPhoneTheTextStandsBesideTheLanes() throws Exception {
        browser.resize(390, 900);
        browser.open(address + "#open=v4/kvm/free/gup-fast/sc");
        String left = "[...new Set([...document.querySelectorAll('svg.sequence > .event > .step')]"
                + ".map(step => step.getAttribute('x')))]";
        assertThat(text(left + ".length")).isEqualTo("1");
        assertThat(count("svg.sequence .event .name")).isGreaterThan(2);
        browser.resize(1400, 900);
        browser.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))");
        assertThat(text(left + ".length")).isEqualTo("3");
        assertThat(count("svg.sequence .event .name")).isZero();
        // As wide as the window.
        assertThat(browser.evaluate("document.querySelector('svg.sequence').getBoundingClientRect().right")
                        .asInt())
                .isGreaterThan(1300);
        quiet();
    }

    /** Paper is broken between steps only, so a drawing is as many pieces as it has steps. */
    @Test
    void onPaperNoStepIsCut() throws Exception {
        browser.open(address + "#open=" + OPEN);
        browser.evaluate("dispatchEvent(new Event('beforeprint')); 0");
        assertThat(count(".diagram svg.sequence")).isEqualTo(7);
        // Without a gap between them.
        assertThat(text("(() => { let end = 0; return [...document.querySelectorAll('.diagram"
                        + " svg.sequence')].every(piece => { const [, y, , height] ="
                        + " piece.getAttribute('viewBox').split(' ').map(Number); const fits = y === end; end = y"
                        + " + height; return fits; }); })()"))
                .isEqualTo("true");
        browser.evaluate("dispatchEvent(new Event('afterprint')); 0");
        assertThat(count(".diagram svg.sequence")).isEqualTo(1);
        browser.emulate("print", "light");
        browser.open(address + "#open=" + OPEN);
        assertThat(text("getComputedStyle(document.querySelector('.diagram svg.sequence')).breakInside"))
                .isEqualTo("avoid");
        browser.emulate("", "light");
        quiet();
    }

    @Test
    void eachGroupIsOneTabStop() throws Exception {
        browser.open(address + "#rows=policy&columns=backend&controls=shown");
        for (String group : List.of("#heat-map", "#rule-table", ".findings", "fieldset[data-axis=walker]")) {
            assertThat(text("[...document.querySelectorAll('" + group
                            + " :is(button, input)')].filter(e => e.tabIndex === 0).length"))
                    .as(group)
                    .isEqualTo("1");
        }
        browser.evaluate("document.querySelector('input[value=gup-fast]').focus()");
        browser.press("ArrowDown");
        assertThat(text("document.activeElement.value")).isEqualTo("perf");
        assertThat(text("document.activeElement.tabIndex + ' ' +"
                        + " document.querySelector('input[value=gup-fast]').tabIndex"))
                .isEqualTo("0 -1");
        quiet();
    }

    @Test
    void noDotOfThePlotIsCoveredByALabel() throws Exception {
        browser.open(address);
        assertThat(count("#plot-picture circle")).isEqualTo(2);
        for (int width : new int[] {350, 900}) {
            assertThat(text("(" + COVERED + ")(" + width + ")"))
                    .as("at %d", width)
                    .isEqualTo("12 false false");
        }
        quiet();
    }

    /** Twelve dots close together: how many there are, whether text meets a dot, and whether it meets other text. */
    private static final String COVERED = """
            width => {
              const rules = Array.from({length: 12}, (_, n) => ({
                id: `policy-${n}`, unsafe: .1 + n % 3 * .02, disturbed: 1 + n % 4 * .2, sync: 1, count: 1,
              }));
              document.getElementById('plot-picture').replaceChildren(plotOf(rules, width));
              const boxes = kind => [...document.querySelectorAll('.plot ' + kind)].map(e => e.getBoundingClientRect());
              const meet = (a, b) => a.left < b.right - 2 && b.left < a.right - 2 && a.top < b.bottom - 3 && b.top < a.bottom - 3;
              const texts = boxes('text');
              const dots = boxes('circle');
              return `${dots.length} ${texts.some(text => dots.some(dot => meet(text, dot)))} ${
                texts.some((a, n) => texts.some((b, m) => n < m && meet(a, b)))}`;
            }""";

    @Test
    void everybodyCanReadIt() throws Exception {
        PageChecks.isReadByEverybody(
                browser,
                address + "#open=" + OPEN,
                () -> browser.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })"));
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
