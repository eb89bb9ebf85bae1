package org.shootdown.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the guide: saves its files in an empty folder, runs its commands there, and compares what they print with what the
 * guide says. With {@code golden.refresh} the guide takes over what they print.
 */
class GuideTest {
    private static final Path GUIDE = Path.of("GUIDE.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\S+)(?: (\\S+))?\n(.*?)^```$");
    private static final long MINUTES = 2;

    @TempDir
    private Path folder;

    @Test
    void everyCommandPrintsWhatTheGuideSays() throws Exception {
        assertPrintsWhatItSays(GUIDE, 6, 23);
    }

    @Test
    void everyCommandOfTheTourPrintsWhatItSays() throws Exception {
        assertPrintsWhatItSays(Path.of("TOUR.md"), 0, 12);
    }

    @Test
    void theExampleOfTheReadmePrintsWhatItSays() throws Exception {
        assertPrintsWhatItSays(Path.of("..", "README.md"), 1, 1);
    }

    private void assertPrintsWhatItSays(Path page, int filesExpected, int commandsExpected) throws Exception {
        Assumptions.assumeTrue(new File("/bin/sh").canExecute(), "there is no /bin/sh");
        String guide = Files.readString(page);
        StringBuilder now = new StringBuilder();
        Matcher block = BLOCK.matcher(guide);
        int files = 0;
        int commands = 0;
        while (block.find()) {
            String content = block.group(3);
            if (block.group(2) != null) {
                Files.writeString(folder.resolve(block.group(2)), content);
                files++;
            } else if (block.group(1).equals("console")) {
                List<String> typed =
                        content.lines().filter(line -> line.startsWith("$ ")).toList();
                content = run(typed);
                commands += typed.size();
            }
            String fence = "```" + block.group(1) + (block.group(2) == null ? "" : " " + block.group(2));
            block.appendReplacement(now, Matcher.quoteReplacement(fence + "\n" + content + "```"));
        }
        block.appendTail(now);
        assertThat(files).as("files").isEqualTo(filesExpected);
        assertThat(commands).as("commands").isEqualTo(commandsExpected);
        if (Boolean.getBoolean("golden.refresh")) {
            Files.writeString(page, now);
        }
        assertThat(now.toString())
                .as("differs from %s; -Dgolden.refresh=true takes it over", page)
                .isEqualTo(Files.readString(page));
    }

    @Test
    void theSameClassIsAJUnitTest() throws Exception {
        String source = BLOCK.matcher(Files.readString(GUIDE))
                .results()
                .filter(block -> "TargetedSync.java".equals(block.group(2)))
                .findFirst()
                .orElseThrow()
                .group(3);
        String fixed = source.replace("cpu.unlink(table);", "cpu.unlink(table); cpu.smpMb();")
                .replace("cpu.writeOnce(walking, 1);", "cpu.writeOnce(walking, 1); cpu.smpMb();");
        assertThat(junit(source)).containsExactly("sc SUCCESSFUL", "tso FAILED");
        assertThat(junit(fixed)).containsExactly("sc SUCCESSFUL", "tso SUCCESSFUL");
    }

    private List<String> junit(String text) throws Exception {
        Path java = Files.writeString(folder.resolve("TargetedSync.java"), text);
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", RunFrom.classPath(), "-proc:none", java.toString());
        assertThat(failed).as("javac").isZero();
        List<String> results = new ArrayList<>();
        TestExecutionListener listener = new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                    results.add(test.getDisplayName() + " " + result.getStatus());
                }
            }
        };
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            var request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(DiscoverySelectors.selectClass(loader, "TargetedSync"))
                    .filters(EngineFilter.includeEngines("shootdown"))
                    .build();
            LauncherFactory.create().execute(request, listener);
        }
        return results;
    }

    /** The commands of one block, each followed by what it printed. */
    private String run(List<String> typed) throws Exception {
        List<String> script = new ArrayList<>();
        script.add("shootdown() { java -cp \"$SHOOTDOWN\" org.shootdown.cli.Main \"$@\"; }");
        for (String line : typed) {
            String command = line.substring(2);
            script.add("(exit $status); " + command);
            script.add("status=$?; printf '\\001'");
        }
        ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", String.join("\n", script))
                .directory(folder.toFile())
                .redirectErrorStream(true);
        shell.environment().put("PATH", RunFrom.programs() + File.pathSeparator + System.getenv("PATH"));
        shell.environment().put("SHOOTDOWN", RunFrom.classPath());
        shell.environment().put("status", "0");
        shell.environment().remove("COLUMNS");
        shell.environment().remove("JAVA_TOOL_OPTIONS");
        Path output = Files.createTempFile("guide", ".txt");
        try {
            Process process = shell.redirectOutput(output.toFile()).start();
            assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES))
                    .as("done in time")
                    .isTrue();
            String[] printed = Files.readString(output).split("\001", -1);
            StringBuilder block = new StringBuilder();
            for (int i = 0; i < typed.size(); i++) {
                block.append(typed.get(i)).append('\n').append(trimmed(printed[i]));
            }
            return block.toString();
        } finally {
            Files.delete(output);
        }
    }

    /** Without blank lines at the end, which would only stretch the guide. */
    private static String trimmed(String printed) {
        return printed.isBlank() ? "" : printed.stripTrailing() + "\n";
    }
}
