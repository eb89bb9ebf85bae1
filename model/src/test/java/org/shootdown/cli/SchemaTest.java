package org.shootdown.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shootdown.report.JsonReport;

/** What is written for other programs is what its JSON Schema says, in every shape that it has. */
class SchemaTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "results, check",
        "results, matrix",
        "results, explain --catalogue main --policy never --backend native-invlpgb",
        "results, check --max-states 3",
        "results, explain --policy never --memory tso",
        "necessity, necessity --policy broadcast",
        "necessity, necessity --policy broadcast --max-states 30"
    })
    void whatACommandWrites(String kind, String commandLine) throws Exception {
        assertThat(problems(kind, written(Shell.small(), commandLine))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"check --policy never", "explain --policy never"})
    void cellsOfEveryVerdict(String command) throws Exception {
        String text = written(FaultyCellTest.FAULTY, command);
        assertThat(text).contains("\"ERROR\"", "\"VACUOUS\"", "\"UNSAFE\"", "\"SAFE\"");
        assertThat(problems("results", text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"version\" : 1 | \"version\" : 2",
                "\"verdict\" : \"SAFE\" | \"verdict\" : \"FINE\"",
                "\"verdict\" : \"SAFE\" | \"verdict\" : \"UNSAFE\"",
                "\"property\" : \"P1\" | \"property\" : null",
                "\"states\" | \"condition\"",
                "\"buffer\" : | \"stores\" :",
                "\"irqOff\" : false | \"irqOff\" : \"no\""
            })
    void anythingElseIsNot(String right, String wrong) throws Exception {
        String text = written(Shell.small(), "check");
        assertThat(text).contains(right);
        assertThat(problems("results", text.replace(right, wrong))).isNotEmpty();
    }

    private String written(Shell shell, String commandLine) throws Exception {
        Path file = folder.resolve("out.json");
        shell.run((commandLine + " --json " + file).split(" "));
        return Files.readString(file);
    }

    static List<?> problems(String kind, String text) throws Exception {
        try (InputStream schema = JsonReport.class.getResourceAsStream("schema/" + kind + ".schema.json")) {
            Schema says = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(schema.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
            return says.validate(text, InputFormat.JSON);
        }
    }
}
