package org.shootdown.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shootdown.browser.Packed;

/** Is the page written whole or not at all, with what was selected? What is on it: see the tests of the page. */
class ReportTest {
    @TempDir
    private Path folder;

    @Test
    void writesOnePage() throws IOException {
        Path page = folder.resolve("report.html");
        Shell.Outcome outcome = Shell.small().run("report", "--html", page.toString());
        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).startsWith("16 cells: 12 SAFE, 4 UNSAFE.");
        assertThat(Files.readString(page))
                .startsWith("<!DOCTYPE html>")
                .endsWith("</html>\n")
                .contains("Shootdown: catalogue main");
        assertThat(Packed.dataOf(page)).contains("\"native-invlpgb\"");
        assertThat(Files.list(folder)).containsExactly(page);
    }

    @Test
    void saysWhichStepsAreNeededIfAsked() throws IOException {
        Path page = folder.resolve("report.html");
        String[] selected = {"report", "--html", page.toString(), "broadcast/native-invlpgb/zap/gup-fast/tso"};
        Shell.small().run(selected);
        assertThat(Packed.dataOf(page)).contains("\"necessity\":[]");
        String[] asked = java.util.Arrays.copyOf(selected, selected.length + 1);
        asked[selected.length] = "--necessity";
        assertThat(Shell.small().run(asked).code()).isZero();
        assertThat(Packed.dataOf(page)).contains("\"answer\":\"NEEDED\"");
    }

    @Test
    void writesWhatIsSelected() throws IOException {
        Path page = folder.resolve("kvm.html");
        Shell.small().run("report", "--html", page.toString(), "--policy", "never", "--backend", "kvm");
        assertThat(Packed.dataOf(page)).contains("\"kvm\"").doesNotContain("\"broadcast\"");
    }

    @Test
    void wantsAFileThatCanBeWritten() throws IOException {
        Shell.Outcome none = Shell.small().run("report");
        assertThat(none.err())
                .startsWith("shootdown report: Missing required option: '--html=FILE'")
                .hasLineCount(1);
        Path old = Files.writeString(folder.resolve("old.html"), "kept");
        Shell.Outcome outcome =
                Shell.small().run("report", "--html", old.resolve("x.html").toString());
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("shootdown report: --html ").hasLineCount(1);
        assertThat(old).hasContent("kept");
    }

    @Test
    void comparesWithAnotherRun() throws IOException {
        Path page = folder.resolve("report.html");
        Path before = folder.resolve("before.json");
        Shell.small().run("check", "--json", before.toString());
        assertThat(Shell.small()
                        .run("report", "--html", page.toString(), "--before", before.toString())
                        .code())
                .isZero();
        assertThat(Packed.dataOf(page)).contains("\"before\":{\"name\":\"before.json\"");
        Files.writeString(before, Files.readString(before).replace("\"version\" : 1", "\"version\" : 9"));
        Shell.Outcome other = Shell.small().run("report", "--html", page.toString(), "--before", before.toString());
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err())
                .endsWith("before.json: has results of version 9; this is for version 1\n")
                .hasLineCount(1);
    }

    @Test
    void anUndecidedCellIsNotSuccess() {
        String page = folder.resolve("report.html").toString();
        assertThat(Shell.small()
                        .run("report", "--html", page, "--max-states", "5")
                        .code())
                .isEqualTo(3);
    }
}
