package org.shootdown.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.shootdown.catalogue.BadInput;
import org.shootdown.check.result.Verdict;
import org.shootdown.report.ResultRecords.Cell;

/** Reads what {@link JsonReport} wrote. */
public final class ResultsFile {
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private static final Set<String> VERDICTS =
            Arrays.stream(Verdict.values()).map(Enum::name).collect(Collectors.toSet());

    private ResultsFile() {}

    /**
     * The cells of a file.
     *
     * @throws BadInput if the file cannot be read, is no file of results, or is of another version
     */
    public static List<Cell> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            JsonNode root = JSON.readTree(in);
            if (!root.path("format").asText().equals(JsonReport.FORMAT)) {
                throw new BadInput(file + ": is no file of results; 'shootdown check --json FILE' writes one");
            }
            if (root.path("version").asInt() != JsonReport.VERSION) {
                throw new BadInput(file + ": has results of version "
                        + root.path("version").asText() + "; this is for version " + JsonReport.VERSION);
            }
            if (!root.path("cells").isArray()) {
                throw new BadInput(file + ": has no list of cells");
            }
            List<Cell> cells = new ArrayList<>();
            Set<String> names = new HashSet<>();
            for (JsonNode node : root.path("cells")) {
                String cell = file + ": cell " + (cells.size() + 1);
                if (!node.path("scenario").isTextual() || !node.path("verdict").isTextual()) {
                    throw new BadInput(cell + " has no scenario or no verdict");
                }
                String verdict = node.path("verdict").asText();
                if (!VERDICTS.contains(verdict)) {
                    throw new BadInput(cell + " has the verdict " + verdict + ", which is none");
                }
                if (!names.add(node.path("scenario").asText())) {
                    throw new BadInput(cell + " is " + node.path("scenario").asText() + " once more");
                }
                cells.add(JSON.treeToValue(node, Cell.class));
            }
            return cells;
        } catch (JsonProcessingException e) {
            throw new BadInput(file + ": is no file of results, or is broken off");
        } catch (IOException e) {
            throw new BadInput(file + ": cannot be read: " + WholeFile.reason(e));
        }
    }
}
