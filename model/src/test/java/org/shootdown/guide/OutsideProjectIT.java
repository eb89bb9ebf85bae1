package org.shootdown.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds the outside project of the guide, from the guide's text, with Maven: the race fails, its fix passes, and a build
 * that finds no race fails.
 *
 * <p>It has a local repository of its own, into which this build's artifacts are put by hand; all else comes from the local
 * repository that this build has filled, as from a remote one. So nothing is downloaded, and nothing is left behind.
 */
class OutsideProjectIT {
    private static final Path GUIDE = Path.of("GUIDE.md");
    private static final Path PARENT = Path.of("..", "pom.xml");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\S+)(?: (\\S+))?\n(.*?)^```$");
    private static final Pattern MISSING =
            Pattern.compile("(?m)^.*(Could not (find|resolve|transfer)|Plugin .* could not be resolved).*$");
    private static final long MINUTES = 5;

    @TempDir
    private Path folder;

    private Path project;

    private record Finished(int code, String out) {}

    @BeforeEach
    void makeTheProject() throws IOException {
        assumeTrue(onPath("mvn"), "there is no mvn on the PATH");
        assumeTrue(new File("/bin/sh").canExecute(), "there is no /bin/sh");
        project = Files.createDirectories(folder.resolve("project"));
        for (MatchResult block : blocks()) {
            if (block.group(2) != null) {
                Files.writeString(project.resolve(block.group(2)), block.group(3));
            }
        }
        installThisBuild(folder.resolve("local/org/shootdown"));
        Files.writeString(
                folder.resolve("settings.xml"), """
                <settings>
                  <mirrors>
                    <mirror>
                      <id>this-build</id>
                      <mirrorOf>*</mirrorOf>
                      <url>%s</url>
                    </mirror>
                  </mirrors>
                </settings>
                """.formatted(localRepository().toUri()));
    }

    private static List<MatchResult> blocks() throws IOException {
        return BLOCK.matcher(Files.readString(GUIDE)).results().toList();
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> new File(directory, program).canExecute());
    }

    private static Path localRepository() {
        String told = System.getProperty("local.repository");
        return told == null ? Path.of(System.getProperty("user.home"), ".m2", "repository") : Path.of(told);
    }

    private static void installThisBuild(Path group) throws IOException {
        String version = first("<version>(.*?)</version>", Files.readString(PARENT));
        Path parent = Files.createDirectories(group.resolve("shootdown-parent").resolve(version));
        Files.copy(PARENT, parent.resolve("shootdown-parent-" + version + ".pom"));
        Path model = Files.createDirectories(group.resolve("shootdown-model").resolve(version));
        Files.copy(Path.of("pom.xml"), model.resolve("shootdown-model-" + version + ".pom"));
        String jar = "shootdown-model-" + version + ".jar";
        Files.copy(Path.of("target", jar), model.resolve(jar));
    }

    private static String first(String pattern, String text) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }

    /** What the guide has one do after it has shown the pom, on another file of the guide's. */
    private Finished build(String source) throws Exception {
        String commands = blocks().stream()
                .filter(block -> block.group(1).equals("sh") && block.group(3).contains("mvn test"))
                .map(block -> block.group(3))
                .findFirst()
                .orElseThrow()
                .replace(" TargetedSync.java", " " + source);
        String mvn = "mvn() { command mvn -B -ntp -s '%s' -Dmaven.repo.local='%s' \"$@\"; }\n"
                .formatted(folder.resolve("settings.xml"), folder.resolve("local"));
        return sh(mvn + commands);
    }

    private Finished sh(String script) throws Exception {
        Path output = folder.resolve("output.txt");
        ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", script)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        shell.environment().remove("MAVEN_ARGS");
        shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = shell.start();
        assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES))
                .as("done in time")
                .isTrue();
        String printed = Files.readString(output);
        Matcher missing = MISSING.matcher(printed);
        assumeFalse(missing.find(), () -> "what the build needs is not in " + localRepository());
        return new Finished(process.exitValue(), printed);
    }

    @Test
    void thePomIsOfThisVersionAndThisBuildsPlugins() throws IOException {
        String pom = Files.readString(project.resolve("pom.xml"));
        String parent = Files.readString(PARENT);
        assertThat(first("shootdown-model</artifactId>\\s*<version>(.*?)<", pom))
                .isEqualTo(first("<version>(.*?)</version>", parent));
        assertThat(first("maven-resources-plugin</artifactId>\\s*<version>(.*?)<", pom))
                .isEqualTo(first("<maven-resources-plugin.version>(.*?)<", parent));
        assertThat(first("maven-compiler-plugin</artifactId>\\s*<version>(.*?)<", pom))
                .isEqualTo(first("<maven-compiler-plugin.version>(.*?)<", parent));
        assertThat(first("maven-surefire-plugin</artifactId>\\s*<version>(.*?)<", pom))
                .isEqualTo(first("<maven-surefire.version>(.*?)<", parent));
        // JUnit 5.x.y has platform 1.x.y.
        assertThat(first("junit-platform-engine</artifactId>\\s*<version>1(.*?)<", pom))
                .isEqualTo(first("<junit.version>5(.*?)<", parent));
    }

    @Test
    void theRaceFailsTheFixPassesAndNoRaceFails() throws Exception {
        Finished race = build("TargetedSync.java");
        assertThat(race.out())
                .contains(
                        "Tests run: 2, Failures: 1",
                        "TargetedSyncTest under tso: NOT AS EXPECTED",
                        "load pte = 0 from table, which is freed",
                        "BUILD FAILURE");
        assertThat(race.code()).isEqualTo(1);

        String fixed = Files.readString(project.resolve("TargetedSync.java"))
                .replace("cpu.unlink(table);", "cpu.unlink(table); cpu.smpMb();")
                .replace("cpu.writeOnce(walking, 1);", "cpu.writeOnce(walking, 1); cpu.smpMb();");
        Files.writeString(project.resolve("Fixed.java"), fixed);
        Finished fix = build("Fixed.java");
        assertThat(fix.out()).contains("Tests run: 2, Failures: 0, Errors: 0, Skipped: 0", "BUILD SUCCESS");
        assertThat(fix.code()).isZero();

        Finished none = sh("mv src/test/java/TargetedSyncTest.java src/test/java/Fixed.java\n"
                + "sed -i s/TargetedSyncTest/Fixed/ src/test/java/Fixed.java\n"
                + "rm -r target\n"
                + "mvn -B -ntp -s '%s' -Dmaven.repo.local='%s' test"
                        .formatted(folder.resolve("settings.xml"), folder.resolve("local")));
        assertThat(none.out()).contains("No tests", "BUILD FAILURE");
        assertThat(none.code()).isEqualTo(1);
    }
}
