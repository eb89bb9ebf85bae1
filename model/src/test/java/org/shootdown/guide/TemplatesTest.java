package org.shootdown.guide;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Does each template run as it stands, through all that is run with it, and does it once it is in the sources? */
class TemplatesTest {
    private static final Path TEMPLATES = Path.of("TEMPLATES.md");
    private static final Path SOURCES = Path.of("src", "main", "java", "org", "shootdown");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\S+)(?: (\\S+))?\n(.*?)^```$");
    private static final Pattern MAIN = Pattern.compile("(?ms)^    public static void main.*?^    }\n");

    @TempDir
    private Path folder;

    /** One section of the page. */
    private record Template(String file, String code, List<List<String>> commands, String list, String change) {
        static Template titled(String title) throws IOException {
            String section = Arrays.stream(Files.readString(TEMPLATES).split("(?m)^## "))
                    .filter(s -> s.startsWith(title + "\n"))
                    .findFirst()
                    .orElseThrow();
            List<MatchResult> blocks = BLOCK.matcher(section).results().toList();
            assertThat(blocks).extracting(b -> b.group(1)).containsExactly("java", "console", "diff");
            List<List<String>> commands = blocks.get(1)
                    .group(3)
                    .lines()
                    .map(line -> List.of(line.split(" ")))
                    .toList();
            return new Template(
                    blocks.get(0).group(2),
                    blocks.get(0).group(3),
                    commands,
                    blocks.get(2).group(2),
                    blocks.get(2).group(3));
        }
    }

    /** Nothing is VACUOUS: as many cells as make sense for a part of the kind, and each shows something. */
    @ParameterizedTest
    @CsvSource({"A policy, 2008, SAFE", "A backend, 6558, SAFE", "A walker, 7400, UNSAFE P2"})
    void aTemplateRunsAsItStands(String title, int cells, String verdict) throws Exception {
        Template template = Template.titled(title);
        Files.writeString(folder.resolve(template.file()), template.code());
        Path json = folder.resolve("cells.json");
        Run matrix = run(
                RunFrom.classPath(),
                concat(arguments(template.commands().get(0)), List.of("--no-progress", "--json", json.toString())));
        assertThat(matrix.status()).as(matrix.output()).isZero();
        JsonNode decided = new ObjectMapper().readTree(json.toFile()).get("cells");
        assertThat(decided).hasSize(cells);
        Set<String> verdicts = new TreeSet<>();
        decided.forEach(cell -> verdicts.add(cell.get("verdict").asText()));
        assertThat(verdicts).isSubsetOf("SAFE", "UNSAFE");

        Run check = run(RunFrom.classPath(), arguments(template.commands().get(1)));
        assertThat(check.output()).contains("\n" + verdict + " ");
        assertThat(check.status()).isEqualTo(verdict.equals("SAFE") ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource({"A policy, SAFE", "A backend, SAFE", "A walker, UNSAFE P2"})
    void aTemplateWorksInTheSources(String title, String verdict) throws Exception {
        Template template = Template.titled(title);
        Path place = Path.of(template.list()).getParent();
        String code = "package org.shootdown." + place.toString().replace(File.separatorChar, '.') + ";\n\n"
                + MAIN.matcher(template.code()).replaceFirst("");
        compile(List.of(
                write(place.resolve(template.file()).toString(), code),
                write(template.list(), patched(template.list(), template.change()))));
        List<String> asShootdown = new ArrayList<>(List.of("org.shootdown.cli.Main"));
        List<String> typed = template.commands().get(1);
        asShootdown.addAll(typed.subList(typed.indexOf(template.file()) + 1, typed.size()));
        Run check = run(classes() + File.pathSeparator + RunFrom.classPath(), asShootdown);
        assertThat(check.output()).contains("\n" + verdict + " ");
    }

    private static List<String> arguments(List<String> typed) {
        assertThat(typed.subList(0, 4)).containsExactly("$", "java", "-cp", "$SHOOTDOWN");
        return typed.subList(4, typed.size());
    }

    private static List<String> concat(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
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

    private record Run(String output, int status) {}

    private Run run(String classPath, List<String> arguments) throws Exception {
        Process process = new ProcessBuilder(concat(List.of(RunFrom.java(), "-cp", classPath), arguments))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        return new Run(output, process.waitFor());
    }
}
