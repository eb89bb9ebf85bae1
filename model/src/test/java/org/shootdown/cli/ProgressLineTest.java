package org.shootdown.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.shootdown.check.options.SearchMonitor;

/** What is said of work that is under way, and how much of it fits. */
class ProgressLineTest {
    private final StringWriter err = new StringWriter();

    private ProgressLine line(int columns, String... facts) {
        Terminal terminal =
                new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(err), true, false, columns);
        return new ProgressLine(terminal, false, () -> List.of(facts));
    }

    @Test
    void factsThatDoNotFitAreLeftOutFromTheEnd() {
        assertThat(line(80, "22% of 55,460 cells", "12.3M states", "350k/s").line())
                .isEqualTo("22% of 55,460 cells, 12.3M states, 350k/s");
        assertThat(line(35, "22% of 55,460 cells", "12.3M states", "350k/s").line())
                .isEqualTo("22% of 55,460 cells, 12.3M states");
        assertThat(line(34, "22% of 55,460 cells", "12.3M states", "350k/s").line())
                .isEqualTo("22% of 55,460 cells, 12.3M states");
        assertThat(line(33, "22% of 55,460 cells", "12.3M states", "350k/s").line())
                .isEqualTo("22% of 55,460 cells");
        assertThat(line(8, "22% of 55,460 cells", "12.3M states").line()).isEqualTo("22% of ");
        assertThat(line(8, "").line()).isEmpty();
    }

    @Test
    void neverPassesEightyColumnsHoweverWideTheTerminalIs() {
        assertThat(line(200, "x".repeat(60), "y".repeat(17), "z").line()).hasSize(79);
        assertThat(line(200, "x".repeat(60), "y".repeat(18)).line()).hasSize(60);
    }

    @Test
    void theLineOfTheWholeMatrixFits() {
        PiecesDone<String> done = new PiecesDone<>(55_460, "cells");
        SearchProgress searches = new SearchProgress();
        searches.get().progress(new SearchMonitor.Progress(16_123_456, 12_345, 31, 145L << 20, 1));
        List<String> figures = searches.figures();
        assertThat(figures).startsWith("16.1M states").contains("12.3k waiting", "145 MiB", "0:00");
        assertThat(line(80, done.get().get(0), "801 UNSAFE", figures.get(0), "350k/s", figures.get(2), "145 MiB")
                        .line())
                .isEqualTo("0% of 55,460 cells, 801 UNSAFE, 16.1M states, 350k/s, 12.3k waiting, 145 MiB");
    }

    @Test
    void searchesAreAddedUpAndOnesThatEndedHoldNoMemory() {
        SearchProgress searches = new SearchProgress();
        SearchMonitor one = searches.get();
        SearchMonitor other = searches.get();
        one.progress(new SearchMonitor.Progress(1_000, 10, 3, 3L << 20, 1));
        other.progress(new SearchMonitor.Progress(500, 5, 7, 2L << 20, 1));
        assertThat(searches.figures()).startsWith("1.50k states").contains("15 waiting", "5 MiB");
        one.ended();
        assertThat(searches.figures()).startsWith("1.50k states").contains("5 waiting", "2 MiB", "depth 7");
        assertThat(other.cancelled()).isFalse();
        searches.callOff();
        assertThat(other.cancelled()).isTrue();
    }

    @Test
    void numbersAreShortAndTimesAreClocks() {
        assertThat(List.of(0L, 999L, 1_000L, 9_994L, 12_345L, 99_960L, 999_499L, 999_500L, 2_000_000_000L))
                .extracting(SearchProgress::brief)
                .containsExactly("0", "999", "1.00k", "9.99k", "12.3k", "100k", "999k", "1.00M", "2.00G");
        assertThat(SearchProgress.time(59)).isEqualTo("0:59");
        assertThat(SearchProgress.time(3_600)).isEqualTo("1:00:00");
    }
}
