package org.shootdown.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shootdown.drawing.Wrap;
import org.shootdown.report.Comparison.Change;
import org.shootdown.report.Comparison.Kind;

/** A comparison as text, as Markdown, and for other programs. */
public final class ComparisonText {
    /** How many cells are named of each group; the rest are counted. */
    private static final int NAMED = 3;

    private static final ObjectMapper JSON = new ObjectMapper();

    private ComparisonText() {}

    /** Plain text, at most {@code width} wide but for names. */
    public static String plain(Comparison comparison, int width) {
        StringBuilder text = new StringBuilder(Wrap.paragraph(head(comparison), "", "  ", width));
        for (Kind kind : Kind.values()) {
            List<Change> changes = comparison.of(kind);
            if (!changes.isEmpty()) {
                text.append('\n')
                        .append(kind.words())
                        .append(": ")
                        .append(Wording.number(changes.size()))
                        .append('\n');
                groups(changes).forEach((finding, group) -> {
                    if (!finding.isEmpty()) {
                        text.append(Wrap.paragraph(
                                finding + " (" + Wording.number(group.size()) + ")", "  ", "    ", width));
                    }
                    group.stream()
                            .limit(NAMED)
                            .forEach(change ->
                                    text.append("    ").append(line(change)).append('\n'));
                    if (group.size() > NAMED) {
                        text.append("    and ")
                                .append(Wording.number(group.size() - NAMED))
                                .append(" more\n");
                    }
                });
            }
        }
        return text.toString();
    }

    /** A table of groups, for mails and trackers that show Markdown. */
    public static String markdown(Comparison comparison) {
        StringBuilder text = new StringBuilder(head(comparison)).append("\n");
        if (!comparison.changes().isEmpty()) {
            text.append("\n| change | cells | why | for one |\n| --- | ---: | --- | --- |\n");
        }
        for (Kind kind : Kind.values()) {
            groups(comparison.of(kind))
                    .forEach((finding, group) -> text.append("| ")
                            .append(kind.words())
                            .append(" | ")
                            .append(Wording.number(group.size()))
                            .append(" | ")
                            .append(finding.replace("|", "\\|"))
                            .append(" | `")
                            .append(line(group.get(0)))
                            .append("` |\n"));
        }
        return text.toString();
    }

    /** JSON; {@code comparison.schema.json} says what it holds. */
    public static String json(Comparison comparison) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            JsonReport.head(json, "shootdown-comparison", 1);
            json.writeStringField("before", comparison.before());
            json.writeStringField("after", comparison.after());
            json.writeNumberField("shared", comparison.shared());
            json.writeNumberField("undecided", comparison.undecided());
            json.writeArrayFieldStart("changes");
            for (Change change : comparison.changes()) {
                json.writeStartObject();
                json.writeStringField("change", change.kind().name());
                json.writeStringField("finding", change.finding());
                json.writePOJOField("before", change.before());
                json.writePOJOField("after", change.after());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writePOJOField("onlyBefore", comparison.onlyBefore());
            json.writePOJOField("onlyAfter", comparison.onlyAfter());
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static String head(Comparison comparison) {
        StringBuilder head = new StringBuilder(comparison.after() + " against " + comparison.before() + ": "
                + Wording.count(comparison.shared(), "cell") + " in both");
        for (Kind kind : Kind.values()) {
            long count = comparison.of(kind).size();
            head.append(count == 0 ? "" : ", " + Wording.number(count) + " " + kind.words());
        }
        head.append(comparison.changes().isEmpty() ? ", none different" : "");
        missing(head, comparison.onlyBefore(), comparison.before());
        missing(head, comparison.onlyAfter(), comparison.after());
        if (comparison.undecided() > 0) {
            head.append("; ").append(Wording.number(comparison.undecided())).append(" undecided");
        }
        return head.append('.').toString();
    }

    private static void missing(StringBuilder head, List<String> names, String where) {
        if (!names.isEmpty()) {
            head.append("; ")
                    .append(Wording.number(names.size()))
                    .append(" only in ")
                    .append(where);
            head.append(", as ").append(names.get(0));
        }
    }

    private static Map<String, List<Change>> groups(List<Change> changes) {
        return changes.stream()
                .collect(Collectors.groupingBy(
                        change -> Objects.requireNonNullElse(change.finding(), ""), TreeMap::new, Collectors.toList()));
    }

    private static String line(Change change) {
        String name = change.after().scenario();
        return switch (change.kind()) {
            case NEWLY_SAFE -> change.before().scenario();
            case DEARER, CHEAPER ->
                name + ": sync " + span(change.before().syncIpis()) + " -> "
                        + span(change.after().syncIpis()) + ", disturbed "
                        + span(change.before().disturbed()) + " -> "
                        + span(change.after().disturbed());
            default -> name;
        };
    }

    private static String span(ResultRecords.@Nullable Span span) {
        return span == null ? "-" : span.min() == span.max() ? "" + span.min() : span.min() + ".." + span.max();
    }
}
