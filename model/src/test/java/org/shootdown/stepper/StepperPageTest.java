package org.shootdown.stepper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shootdown.browser.Chromium;
import org.shootdown.browser.PageChecks;
import org.shootdown.catalogue.Catalogues;
import org.shootdown.cli.Main;
import org.shootdown.cli.Terminal;

/** What a reader can do in the page that {@code explore} writes. */
class StepperPageTest {
    private static final String SCENARIO = "v10/native/hugetlb-unshare/perf-nmi/kthread-use-mm/tso";

    @TempDir
    private static Path folder;

    private static Chromium browser;
    private static String address;

    @BeforeAll
    static void start() throws Exception {
        browser = Chromium.start();
        Path page = folder.resolve("x.html");
        Said said = shootdown("explore", SCENARIO, "--html", page.toString());
        assertThat(said.err()).isEmpty();
        assertThat(said.code()).isEqualTo(1);
        address = page.toUri().toString();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        browser.open(address);
    }

    private record Said(int code, String out, String err) {}

    private static Said shootdown(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false, false, 100);
        int code = Main.run(terminal, Catalogues.all(), args);
        terminal.out().flush();
        return new Said(code, out.toString(), err.toString());
    }

    private static String text(String expression) throws Exception {
        return browser.text(expression);
    }

    private static int count(String selector) throws Exception {
        return browser.count(selector);
    }

    /** Of the checker's counterexample, which is a shortest one. */
    private static int length() throws Exception {
        return browser.evaluate("packed.runs[0].turns.length").asInt();
    }

    private static String said() throws Exception {
        return text("document.getElementById('say').textContent");
    }

    private static void click(String id) throws Exception {
        browser.evaluate("document.getElementById('" + id + "').click()");
    }

    private static void quiet() {
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void theReaderChoosesWhoMoves() throws Exception {
        assertThat(count("#moves button")).isEqualTo(3);
        browser.evaluate("document.querySelector('[data-turn=\"0t\"]').click()");
        assertThat(text("document.querySelector('#path tr.here .step').textContent"))
                .isEqualTo("spin_lock(i_mmap_rwsem)");
        assertThat(text("document.querySelector('#path tr.here .place').textContent"))
                .matches("huge_pmd_unshare, mm/hugetlb\\.c, 7\\.0.*; HugePmdUnshare\\.java:\\d+");
        // What changed is marked, and nothing else.
        assertThat(text("[...document.querySelectorAll('#state tr.changed')].map(r => r.textContent).join()"))
                .isEqualTo("i_mmap_rwsem1 (was 0)");
        browser.press("ArrowLeft");
        assertThat(count("#path tr.here")).isZero();
        assertThat(count("#path tr.later")).isEqualTo(1);
        browser.press("ArrowRight");
        assertThat(count("#path tr.here")).isEqualTo(1);
        browser.press("2");
        assertThat(count("#path tbody tr")).isEqualTo(2);
        quiet();
    }

    @Test
    void aCounterexampleIsLoadedAndLeft() throws Exception {
        click("load");
        assertThat(said())
                .startsWith("Loaded: a lockless walker looked at a page that had become another’s".replace('’', '\''));
        assertThat(count("#path tbody tr")).isEqualTo(length());
        assertThat(text("document.querySelector('#path tr.here .broken').textContent"))
                .isEqualTo(" breaks P2");
        click("back");
        assertThat(count("#path tr.later")).isEqualTo(1);
        assertThat(count("#moves .breaks")).isEqualTo(1);
        browser.evaluate("document.querySelector('#moves button:not(.breaks)').click()");
        assertThat(count("#path tr.later")).isZero();
        assertThat(count("#path .broken")).isZero();
        quiet();
    }

    @Test
    void aGoalIsReachedOnAShortestWay() throws Exception {
        runTo("P2: ");
        assertThat(said()).startsWith(length() + " steps, a shortest way: P2");
        assertThat(text("document.querySelector('#path tr.here .broken').textContent"))
                .isEqualTo(" breaks P2");
        browser.open(address);
        runTo("P1: ");
        assertThat(said()).startsWith("No execution from here on comes there: all ");
        assertThat(count("#path tbody tr")).isZero();
        runTo("perf_get_page_size");
        assertThat(text("document.querySelector('#state td').textContent")).isNotEmpty();
        assertThat(count("#path tbody tr")).isPositive();
        quiet();
    }

    private static void runTo(String name) throws Exception {
        browser.evaluate("runTo(goalsOf(path).find(goal => goal.name.startsWith('" + name + "')))");
    }

    @Test
    void aRandomRunComesToAnEnd() throws Exception {
        click("random");
        assertThat(said()).matches("\\d+ steps at random\\.");
        assertThat(text("String(path.moves().length === 0 || path.tip.move.violated !== 0)"))
                .isEqualTo("true");
        quiet();
    }

    @Test
    void theLinkIsThePath() throws Exception {
        click("load");
        String link = text("location.href");
        String state = text("path.tip.state.join()");
        browser.open(address);
        browser.open(link);
        assertThat(text("path.tip.state.join()")).isEqualTo(state);
        assertThat(said()).isEmpty();
        browser.open(link.replaceFirst("path=.*", "path=0t-7t"));
        assertThat(said()).isEqualTo("The link’s path has no step 2 here: 7t cannot be taken.");
        browser.open(link.replaceFirst("model=\\w+", "model=0123"));
        assertThat(said()).startsWith("The link was made with another version of this model");
        assertThat(count("#path tbody tr")).isZero();
        quiet();
    }

    @Test
    void backTakesAJumpBack() throws Exception {
        browser.evaluate("document.querySelector('[data-turn=\"0t\"]').click()");
        click("load");
        assertThat(count("#path tbody tr")).isEqualTo(length());
        browser.evaluate("new Promise(done => { addEventListener('popstate', done, {once: true}); history.back(); })"
                + ".then(() => 0)");
        assertThat(count("#path tbody tr")).isEqualTo(1);
        quiet();
    }

    @Test
    void theScheduleIsReplayed() throws Exception {
        click("load");
        Path race = Files.writeString(folder.resolve("race.json"), text("schedule()"));
        Said replayed = shootdown("replay", race.toString());
        assertThat(replayed.err()).isEmpty();
        assertThat(replayed.code()).isEqualTo(1);
        assertThat(replayed.out())
                .contains("Breaks P2 in " + length() + " steps")
                .contains("P2 is broken");
        click("back");
        Path path = Files.writeString(folder.resolve("path.json"), text("schedule()"));
        replayed = shootdown("replay", path.toString());
        assertThat(replayed.code()).isZero();
        assertThat(replayed.out())
                .contains("Breaks nothing with the last of " + (length() - 1) + " steps")
                .doesNotContain("is broken");
        quiet();
    }

    @Test
    void aBrowserThatCannotUnpackSaysSo() throws Exception {
        PageChecks.saysThatItCannotUnpack(browser, address);
    }

    @Test
    void everybodyCanReadIt() throws Exception {
        PageChecks.isReadByEverybody(browser, address, () -> {
            click("load");
            click("back");
        });
    }

    @Test
    void itFitsTheWindow() throws Exception {
        for (int width : new int[] {390, 768, 1400}) {
            browser.resize(width, 900);
            browser.open(address);
            click("load");
            assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                    .as("at %d", width)
                    .isLessThanOrEqualTo(width);
            // On a phone a step says whose it is, and the other lanes take no room.
            assertThat(text("getComputedStyle(document.querySelector('#path td.elsewhere')).display"))
                    .isEqualTo(width == 390 ? "none" : "table-cell");
        }
        browser.resize(1400, 900);
        quiet();
    }
}
