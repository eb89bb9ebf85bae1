package org.shootdown.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Does each template, applied to the sources as it says, compile and decide a scenario? */
class TemplatesTest {
    private static final Path TEMPLATES = Path.of("TEMPLATES.md");
    private static final Path SOURCES = Path.of("src", "main", "java", "org", "shootdown");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\S+)(?: (\\S+))?\n(.*?)^```$");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"A policy, SAFE", "A backend, SAFE", "A walker, UNSAFE P2"})
    void aTemplateWorks(String title, String verdict) throws Exception {
        String section = Arrays.stream(Files.readString(TEMPLATES).split("(?m)^## "))
                .filter(s -> s.startsWith(title + ":"))
                .findFirst()
                .orElseThrow();
        List<String> touched = new ArrayList<>();
        List<String> command = List.of();
        for (MatchResult block : BLOCK.matcher(section).results().toList()) {
            switch (block.group(1)) {
                case "java" -> touched.add(write(block.group(2), block.group(3)));
                case "diff" -> touched.add(write(block.group(2), patched(block.group(2), block.group(3))));
                default -> command = List.of(block.group(3).strip().split(" "));
            }
        }
        assertThat(section).startsWith(title + ": " + touched.size() + " files\n");
        compile(touched);
        assertThat(run(command.subList(2, command.size()))).contains("\n" + verdict + " ");
    }

    private String write(String path, String content) throws IOException {
        Path file = folder.resolve("src").resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content).toString();
    }

    /** The source with the lines that begin with {@code +} behind the one that comes before them. */
    private static String patched(String path, String diff) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(SOURCES.resolve(path)));
        List<String> change = diff.lines().toList();
        String anchor = change.get(0).strip();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(anchor)) {
                places.add(i);
            }
        }
        assertThat(places).as("places in %s that read: %s", path, anchor).hasSize(1);
        List<String> added =
                change.stream().skip(1).map(line -> line.substring(1)).toList();
        lines.addAll(places.get(0) + 1, added);
        return String.join("\n", lines);
    }

    private void compile(List<String> files) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-cp", RunFrom.classPath(), "-d", classes()));
        arguments.addAll(files);
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .as("javac")
                .isZero();
    }

    private String classes() {
        return folder.resolve("classes").toString();
    }

    private String run(List<String> arguments) throws IOException {
        String classPath = classes() + File.pathSeparator + RunFrom.classPath();
        Process process = new ProcessBuilder(Stream.concat(
                                Stream.of(RunFrom.java(), "-cp", classPath, "org.shootdown.cli.Main"),
                                arguments.stream())
                        .toList())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes());
    }
}
