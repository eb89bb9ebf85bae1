package org.shootdown.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.shootdown.bench.Scaling;
import org.shootdown.catalogue.Axis;
import org.shootdown.catalogue.Catalogue;
import org.shootdown.catalogue.Catalogues;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.kernel.history.KnownBugs;

/** Every figure of METHOD.md, computed again. Those of the verdicts come from their page, which another test renews. */
class MethodTest {
    private static final Path METHOD = Path.of("METHOD.md");
    private static final Pattern ROW = Pattern.compile("\\| ([^|]+) \\| ([0-9,]+) \\|");

    @Test
    void everyFigureIsWhatIsComputed() throws IOException {
        Map<String, String> stated = new LinkedHashMap<>();
        Matcher row = ROW.matcher(Files.readString(METHOD));
        while (row.find()) {
            stated.put(row.group(1), row.group(2));
        }
        assertThat(stated).isEqualTo(computed());
    }

    /** Figures belong into the table, where they are checked; in the text they would grow old unseen. */
    @Test
    void theTextHasNoFigures() throws IOException {
        String text = Files.readString(METHOD).split("## Figures")[0];
        assertThat(text).doesNotContainPattern("\\d,\\d{3}");
    }

    private static Map<String, String> computed() throws IOException {
        Map<String, String> figures = new LinkedHashMap<>();
        Catalogue main = Catalogues.all().get(0);
        for (Map.Entry<String, Axis> axis : Map.of(
                        "policies", Axis.POLICY,
                        "backends", Axis.BACKEND,
                        "operations", Axis.OPERATION,
                        "walkers", Axis.WALKER,
                        "situations", Axis.SITUATION)
                .entrySet()) {
            figures.put(axis.getKey(), number(main.choices(axis.getValue()).size()));
        }
        String verdicts = Files.readString(Path.of("VERDICTS.md"));
        Matcher cells = Pattern.compile("([0-9,]+) cells: ([0-9,]+) SAFE, ([0-9,]+) UNSAFE\\.")
                .matcher(verdicts);
        assertThat(cells.find()).isTrue();
        figures.put("cells of the main catalogue", cells.group(1));
        figures.put("of them SAFE", cells.group(2));
        figures.put("of them UNSAFE", cells.group(3));
        long findings =
                verdicts.lines().filter(line -> line.matches("### \\d+\\. .*")).count();
        figures.put("reasons for UNSAFE cells", number(findings));
        figures.put(
                "real bugs, modelled before and after their fix",
                number(KnownBugs.all().size()));
        CheckOptions all = CheckOptions.exhaustive(MemoryModel.SC);
        figures.put(
                "states of the broadcast with 4 walkers, SC, unreduced",
                number(Checker.check(Scaling.broadcast(4), all).states()));
        figures.put(
                "states of the same with both reductions",
                number(Checker.check(Scaling.broadcast(4), all.withReduction(true))
                        .states()));
        return figures;
    }

    private static String number(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }
}
