package org.shootdown.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shootdown.browser.Chromium;
import org.shootdown.check.result.Verdict;
import org.shootdown.decide.CellResult;
import org.shootdown.report.Comparison;
import org.shootdown.report.JsonReport;
import org.shootdown.report.ResultRecords;
import org.shootdown.report.ResultsFile;

/** Another run as what was before: in the page from the start, or chosen by its reader. */
class BeforeTest {
    private static final String WORDS = "document.getElementById('difference-in-words').textContent";

    @TempDir
    private static Path folder;

    private static Chromium browser;
    private static List<CellResult> results;
    private static String file;
    private static String unchanged;
    private static String plain;
    private static String compared;

    @BeforeAll
    static void start() throws Exception {
        browser = Chromium.start();
        List<ReportCell> cells = ReportFixture.cells();
        results = cells.stream().map(ReportCell::result).toList();
        unchanged = written(cells);
        file = changed(unchanged);
        Path before = Files.writeString(folder.resolve("before.json"), file);
        plain = page("plain.html", cells, Optional.empty());
        compared = page("compared.html", cells, Optional.of(new BeforeRun("before.json", ResultsFile.read(before))));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    private static String written(List<ReportCell> cells) throws Exception {
        StringWriter text = new StringWriter();
        JsonReport.write(
                results,
                cells.stream().collect(Collectors.toMap(c -> c.result().scenario(), ReportCell::traces)),
                text);
        return text.toString();
    }

    /** What was before differs in every way in which a cell can. */
    private static String changed(String text) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        var root = mapper.readTree(text);
        var cells = (ArrayNode) root.get("cells");
        Map<String, Function<ObjectNode, Object>> edits = Map.of(
                "broadcast/native/free/gup-fast/sc",
                cell -> cell.put("verdict", "UNSAFE").put("property", "P1").put("finding", "A hole that was"),
                "broadcast/native/free/gup-fast/tso",
                cell -> cell.put("verdict", "INCOMPLETE"),
                "broadcast/native/free/perf/sc",
                cell -> cell.putObject("syncIpis").put("min", 0).put("max", 9),
                "v4/kvm/free/gup-fast/sc",
                cell -> cell.put("verdict", "SAFE").putNull("property"),
                "v4/kvm/free/gup-fast/tso",
                cell -> cell.put("property", "P3"),
                "v4/kvm/free/perf/sc",
                cell -> cell.put("scenario", "v4/kvm/free/nobody/sc"),
                "v4/native/free/gup-fast/sc",
                cell -> cell.putObject("disturbed").put("min", 0).put("max", 0));
        List<String> names = new ArrayList<>();
        cells.forEach(cell -> names.add(cell.get("scenario").asText()));
        assertThat(names).containsAll(edits.keySet());
        for (var cell : cells) {
            var edit = edits.get(cell.get("scenario").asText());
            if (edit != null) {
                edit.apply((ObjectNode) cell);
            }
        }
        return mapper.writeValueAsString(root);
    }

    private static String page(String name, List<ReportCell> cells, Optional<BeforeRun> before) throws Exception {
        String page = HtmlReport.render(
                "catalogue main", ReportFixture.PROVENANCE, cells, List.of(), Optional.empty(), before);
        return Files.writeString(folder.resolve(name), page).toUri().toString();
    }

    private static String text(String expression) throws Exception {
        return browser.text(expression);
    }

    private static void choose(String name, String content) throws Exception {
        String literal = new ObjectMapper().writeValueAsString(content);
        browser.evaluate("""
                (async () => {
                  const files = new DataTransfer();
                  files.items.add(new File([%s], '%s'));
                  const input = document.getElementById('before');
                  input.files = files.files;
                  input.dispatchEvent(new Event('change'));
                  await new Promise(done => setTimeout(done, 50));
                })()""".formatted(literal, name));
    }

    private static void quiet() {
        assertThat(browser.complaints()).isEmpty();
    }

    private static String changes() throws Exception {
        return text("differenceOf('*', beforeId()).changes.map(c => `${c.kind} ${c.cell.name}`).join('\\n')");
    }

    /** The page's script and the command diff find the same. */
    @Test
    void thePageComparesAsTheCommandDoes() throws Exception {
        Comparison comparison = Comparison.of(
                "before.json",
                ResultsFile.read(folder.resolve("before.json")),
                "now",
                JsonReport.cells(results),
                ResultRecords.Cell::scenario);
        String expected = comparison.changes().stream()
                .map(change -> change.kind() + " " + change.after().scenario())
                .collect(Collectors.joining("\n"));
        assertThat(comparison.changes().stream().map(Comparison.Change::kind).distinct())
                .containsExactlyInAnyOrder(
                        Comparison.Kind.NEWLY_UNSAFE,
                        Comparison.Kind.NEWLY_SAFE,
                        Comparison.Kind.BREAKS_OTHERWISE,
                        Comparison.Kind.DEARER,
                        Comparison.Kind.CHEAPER);
        browser.open(compared);
        assertThat(changes()).isEqualTo(expected);
        assertThat(
                        text(
                                "differenceOf('*', beforeId()).shared + ' ' + differenceOf('*', beforeId()).onlyAfter.map(c => c.name)"))
                .isEqualTo(comparison.shared() + " " + String.join(",", comparison.onlyAfter()));
        browser.open(plain);
        choose("before.json", file);
        assertThat(changes()).isEqualTo(expected);
        quiet();
    }

    /** Each verdict before, with each after, at equal costs, lower ones and higher ones: the page tells what the command does. */
    @Test
    void eachPairOfVerdictsIsComparedAsTheCommandDoes() throws Exception {
        List<String> before = new ArrayList<>();
        List<String> after = new ArrayList<>();
        for (Verdict then : Verdict.values()) {
            for (Verdict now : Verdict.values()) {
                for (int cost = 0; cost < 3; cost++) {
                    before.add(cell(before.size(), then, 1));
                    after.add(cell(after.size(), now, cost));
                }
            }
        }
        Path then = Files.writeString(folder.resolve("then.json"), file(before));
        Path now = Files.writeString(folder.resolve("now.json"), file(after));
        Comparison comparison = Comparison.of(
                "then.json", ResultsFile.read(then), "now.json", ResultsFile.read(now), ResultRecords.Cell::scenario);
        assertThat(comparison.changes().stream().map(Comparison.Change::kind).distinct())
                .containsExactlyInAnyOrder(
                        Comparison.Kind.NEWLY_UNSAFE,
                        Comparison.Kind.NEWLY_SAFE,
                        Comparison.Kind.NO_LONGER_DECIDED,
                        Comparison.Kind.DEARER,
                        Comparison.Kind.CHEAPER);
        browser.open(plain);
        ObjectMapper mapper = new ObjectMapper();
        String found = """
                (() => {
                  const run = text => readResults('x.json', text).cells;
                  const found = compared(run(%s), run(%s), cell => cell.name);
                  return [...found.changes.map(c => `${c.kind} ${c.cell.name}`), found.undecidedBefore + found.undecidedAfter].join('\\n');
                })()""".formatted(mapper.writeValueAsString(file(before)), mapper.writeValueAsString(file(after)));
        assertThat(text(found))
                .isEqualTo(comparison.changes().stream()
                        .map(change -> change.kind() + " " + change.after().scenario() + "\n")
                        .collect(Collectors.joining("", "", String.valueOf(comparison.undecided()))));
        quiet();
    }

    private static String cell(int number, Verdict verdict, int cost) {
        return "{\"scenario\":\"s%d\",\"verdict\":\"%s\",\"property\":%s,\"syncIpis\":{\"min\":0,\"max\":%d}}"
                .formatted(number, verdict, verdict == Verdict.UNSAFE ? "\"P1\"" : "null", cost);
    }

    private static String file(List<String> cells) {
        return "{\"format\":\"shootdown-results\",\"version\":1,\"cells\":[" + String.join(",", cells) + "]}";
    }

    @Test
    void undecidedCellsAreCounted() throws Exception {
        browser.open(plain);
        choose("open.json", unchanged.replaceAll("\"verdict\"\\s*:\\s*\"SAFE\"", "\"verdict\":\"INCOMPLETE\""));
        int safe = browser.evaluate("data.cells.filter(cell => cell.verdict === 'SAFE').length")
                .asInt();
        assertThat(safe).isGreaterThan(1);
        assertThat(text(WORDS)).endsWith(safe + " cells of open.json have none.");
        quiet();
    }

    @Test
    void aPageWithAnotherRunBeginsWithTheDifference() throws Exception {
        browser.open(compared);
        assertThat(text("document.querySelector('#difference h2').textContent"))
                .isEqualTo("What this run changes against before.json");
        assertThat(text(WORDS))
                .startsWith("Of the 15 cells that both have, this run makes 1 cell newly UNSAFE and 2 newly SAFE.")
                .endsWith(
                        "1 cell of this run have no counterpart. 1 cell of before.json have none in this run. 1 cell of"
                                + " before.json have none.");
        assertThat(
                        text(
                                "[...document.querySelectorAll('.differences tbody tr')].map(r => r.cells[2].textContent).join()"))
                .isEqualTo("breaks P1,A hole that was,was INCOMPLETE,breaks P1");
        quiet();
    }

    @Test
    void theReaderChoosesAFile() throws Exception {
        browser.open(plain);
        assertThat(text("document.querySelector('#difference h2').textContent"))
                .isEqualTo("What v4 changes against broadcast");
        choose("old.json", file);
        assertThat(text("document.querySelector('#difference h2').textContent"))
                .isEqualTo("What this run changes against old.json");
        assertThat(text("location.hash")).isEqualTo("#rule=*&baseline=file:old.json");
        // One policy of both runs, and then two policies of this one again.
        pick("rule", "broadcast");
        assertThat(text(WORDS)).startsWith("Of the 4 cells that both have, broadcast makes 0 cells newly UNSAFE and 2");
        pick("rule", "*");
        pick("baseline", "none");
        assertThat(text("document.querySelector('#difference h2').textContent"))
                .isEqualTo("What v4 changes against none");
        quiet();
    }

    private static void pick(String select, String value) throws Exception {
        browser.evaluate("(() => { const select = document.getElementById('" + select + "'); select.value = '" + value
                + "'; select.dispatchEvent(new Event('change')); })()");
    }

    @Test
    void twoEqualRunsDifferInNothing() throws Exception {
        browser.open(plain);
        choose("same.json", unchanged);
        assertThat(text("document.getElementById('answer').textContent"))
                .isEqualTo("This run against same.json: 0 cells newly UNSAFE. 0 cells newly SAFE.");
        assertThat(text("document.querySelectorAll('.differences, #answer .badge').length"))
                .isEqualTo("0");
        assertThat(text("document.body.innerText")).doesNotContainPattern("(?m)^(null|undefined|false|NaN)$");
        quiet();
    }

    @Test
    void whatBrokeBeforeIsToldFromTheFile() throws Exception {
        browser.open(compared + "#baseline=file:before.json&rule=v4");
        // What is UNSAFE in both is drawn by this page, and its trace is not carried twice.
        assertThat(text("String(data.before.cells.find(c => c.name === 'none/native/free/gup-fast/tso').trace)"))
                .isEqualTo("null");
        browser.open(plain);
        choose(
                "before.json",
                file.replace("\"broadcast/native/free/gup-fast/sc\"", "\"was/native/free/gup-fast/sc\"")
                        .replace("\"v4/kvm/free/gup-fast/sc\"", "\"broadcast/native/free/gup-fast/sc\"")
                        .replace("\"verdict\":\"SAFE\"", "\"verdict\":\"UNSAFE\""));
        assertThat(text("document.querySelector('.differences .story summary ~ ol')?.textContent ?? ''"))
                .contains("CPU 0 ", "SmallMachines.java:");
        quiet();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | is no file of results, or is broken off.",
                "[] | is no file of results; “shootdown check --json FILE” writes one.",
                "{\"format\":\"shootdown-results\",\"version\":2} | has results of version 2; this page reads version 1.",
                "{\"format\":\"shootdown-results\",\"version\":1} | has no list of cells.",
                "{\"format\":\"shootdown-results\",\"version\":1,\"cells\":[7]} | : cell 1 has no scenario or no verdict.",
                "{\"format\":\"shootdown-results\",\"version\":1,\"cells\":[{\"scenario\":\"a\",\"verdict\":\"FINE\"}]}"
                        + " | : cell 1 has the verdict FINE, which is none.",
                "{\"format\":\"shootdown-results\",\"version\":1,\"cells\":[{\"scenario\":\"a\",\"verdict\":\"SAFE\"},"
                        + "{\"scenario\":\"a\",\"verdict\":\"UNSAFE\"}]} | : cell 2 is a once more."
            })
    void anyOtherFileIsRefused(String content, String said) throws Exception {
        browser.open(plain);
        choose("x.json", content);
        assertThat(text("document.getElementById('before-said').textContent"))
                .isEqualTo("x.json" + (said.startsWith(":") ? "" : " ") + said);
        assertThat(text("document.querySelector('#difference h2').textContent"))
                .isEqualTo("What v4 changes against broadcast");
        quiet();
    }

    @Test
    void aLinkNamesTheFileThatItNeeds() throws Exception {
        browser.open(plain + "#rule=*&baseline=file:old.json");
        assertThat(text("document.getElementById('complaint').textContent"))
                .isEqualTo("The link compares with the results in old.json, which are not in this page; choose the file"
                        + " again.");
        quiet();
    }
}
