package org.shootdown.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shootdown.catalogue.Catalogue;
import org.shootdown.catalogue.Scenario;

/** A kept schedule runs again exactly, or not at all. */
class ReplayTest {
    private static final String RACE = "never/kvm/zap/gup-fast/preempted/tso";

    @TempDir
    private Path folder;

    private Path kept;
    private String explained;

    @BeforeEach
    void keepARace() {
        kept = folder.resolve("race.json");
        explained =
                Shell.small().run("explain", RACE, "--keep", kept.toString()).out();
    }

    @Test
    void replayDrawsWhatExplainDrew() {
        Shell.Outcome replayed = Shell.small().run("replay", kept.toString());
        assertThat(replayed.code()).isEqualTo(1);
        assertThat(afterFirstLine(replayed.out())).isEqualTo(afterFirstLine(explained));
    }

    @Test
    void aDeadlockCanBeKeptToo() {
        String[] explain = {"explain", "--catalogue", "misuse", "--operation", "wait-in-circles"};
        String drawn =
                Shell.small().run(with(explain, "--keep", kept.toString())).out();
        String replayed = Shell.small().run("replay", kept.toString()).out();
        assertThat(afterFirstLine(replayed)).isEqualTo(afterFirstLine(drawn));
    }

    @Test
    void aModelThatHasChangedIsNotReplayed() {
        Catalogue main = SmallCatalogue.main();
        List<Scenario> changed = main.scenarios().stream()
                .map(s -> s.name().equals(RACE) ? withMachineOf(s, "never/kvm/zap/gup-fast/tso") : s)
                .toList();
        refuses(changed, "the model of " + RACE + " has changed since this schedule was kept");
    }

    @Test
    void aScenarioThatIsGoneIsNotReplayed() {
        List<Scenario> without = SmallCatalogue.main().scenarios().stream()
                .filter(s -> !s.name().equals(RACE))
                .toList();
        refuses(without, "there is no scenario " + RACE + " in catalogue main now");
    }

    @Test
    void whatIsNotAScheduleIsRefused() throws IOException {
        String whole = Files.readString(kept);
        refuses("no such file", folder.resolve("missing.json"));
        refuses("cannot be read", folder);
        refuses("is not a schedule", write(""));
        refuses("is not a schedule", write("{}"));
        refuses("is not a schedule", write("hello"));
        refuses("is broken off", write(whole.substring(0, whole.length() / 2)));
        refuses(
                "is a schedule of version 2; this is for version 1",
                write(whole.replace("\"version\" : 1", "\"version\" : 2")));
        refuses("there is no \"turns\"", write(whole.replace("\"turns\"", "\"moves\"")));
        refuses("is a schedule with an error", write(whole.replace("\"STEP\"", "\"LEAP\"")));
    }

    @Test
    void aScheduleThatWasTamperedWithIsRefused() throws IOException {
        String whole = Files.readString(kept);
        refuses("step 2 cannot be taken", write(whole.replaceFirst("\"result\" : 1", "\"result\" : 0")));
        refuses("do not break P2", write(whole.replace("\"property\" : \"P1\"", "\"property\" : \"P2\"")));
    }

    @Test
    void onlyOneScheduleFitsAFile() {
        Shell.Outcome outcome = Shell.small().run("explain", "--policy", "never", "--keep", kept.toString());
        assertThat(outcome.err())
                .contains("keeps one schedule, but 8 scenarios are selected")
                .hasLineCount(1);
        assertThat(outcome.code()).isEqualTo(2);
    }

    @Test
    void nothingIsKeptWhereNothingBreaks() {
        Path none = folder.resolve("none.json");
        Shell.small().run("explain", "broadcast/native/zap/gup-fast/tso", "--keep", none.toString());
        assertThat(none).doesNotExist();
    }

    private void refuses(List<Scenario> scenarios, String complaint) {
        Catalogue main = SmallCatalogue.main();
        Catalogue changed =
                new SmallCatalogue("main", List.of(), List.of(), List.of(), List.of(), scenarios, main.leftOut());
        Shell shell = new Shell(List.of(changed), 80, false, false);
        Shell.Outcome outcome = shell.run("replay", kept.toString());
        assertThat(outcome.err()).contains(complaint).hasLineCount(1);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
    }

    private static void refuses(String complaint, Path file) {
        Shell.Outcome outcome = Shell.small().run("replay", file.toString());
        assertThat(outcome.err()).contains(file.toString()).contains(complaint).hasLineCount(1);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
    }

    private static Scenario withMachineOf(Scenario s, String other) {
        Scenario donor = SmallCatalogue.main().scenarios().stream()
                .filter(d -> d.name().equals(other))
                .findFirst()
                .orElseThrow();
        return new Scenario(s.catalogue(), s.at(), s.control(), donor.machine());
    }

    private Path write(String content) throws IOException {
        return Files.writeString(folder.resolve("changed.json"), content);
    }

    private static String[] with(String[] args, String... more) {
        String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return all;
    }

    private static String afterFirstLine(String text) {
        return text.substring(text.indexOf('\n'));
    }
}
