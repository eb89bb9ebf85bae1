package org.shootdown.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shootdown.catalogue.Catalogues;

/** Scenarios are picked by patterns of their printed names and by lists. */
class PatternTest {
    private static final Shell REAL = new Shell(Catalogues.all(), Terminal.DEFAULT_COLUMNS, false, false);

    @ParameterizedTest
    @CsvSource({
        "v10/kvm/**, --policy v10 --backend kvm",
        "v10/*/thp-collapse/gup-fast/preempted/tso, --policy v10 --operation thp-collapse --walker gup-fast --memory tso --situation preempted",
        "**/perf-nmi/**, --walker perf-nmi",
        "v10/**/sc, --policy v10 --memory sc",
        "v10/hyperv*/**, --policy v10 --backend hyperv"
    })
    void aPatternSelectsWhatTheOptionsSelect(String pattern, String options) {
        String byOptions = REAL.run(("list " + options).split(" ")).out();
        assertThat(names(REAL.run("list", pattern).out())).isNotEmpty().isEqualTo(names(byOptions));
    }

    @Test
    void commasMakeLists() {
        String listed = REAL.run("list", "--policy", "v10,broadcast", "--backend", "kvm")
                .out();
        assertThat(listed)
                .isEqualTo(REAL.run("list", "--policy", "v10", "--policy", "broadcast", "--backend", "kvm")
                        .out());
    }

    @Test
    void aPatternAndANameSelectBoth() {
        String one = "never/native/thp-collapse/gup-fast/tso";
        String out = REAL.run("list", "v10/kvm/thp-collapse/gup-fast/*", one).out();
        assertThat(names(out)).contains(one).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v99/** | no scenario of catalogue main has a name like v99/**; * stands for one part",
                "v10 | there is no scenario v10; 'v10/**' selects all whose names begin so",
                "v10/kvm | there is no scenario v10/kvm; 'v10/kvm/**' selects all whose names begin so",
                "gup-fast | did you mean --walker gup-fast?",
                "v11 | did you mean --policy v1?"
            })
    void whatSelectsNothingGetsAHint(String name, String hint) {
        Shell.Outcome refused = REAL.run("check", name);
        assertThat(refused.code()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(refused.err()).hasLineCount(1).contains(hint);
    }

    @Test
    void onlyOneVerdictIsShownAndAllAreCounted() {
        Shell.Outcome all = Shell.small().run("check");
        Shell.Outcome unsafe = Shell.small().run("check", "--only", "unsafe");
        assertThat(all.out().lines().filter(line -> line.startsWith("SAFE "))).isNotEmpty();
        assertThat(unsafe.out().lines().filter(line -> line.startsWith("SAFE ")))
                .isEmpty();
        assertThat(unsafe.out()
                        .lines()
                        .filter(line -> line.startsWith("UNSAFE ") && !line.startsWith("UNSAFE breaks"))
                        .toList())
                .hasSameSizeAs(all.out()
                        .lines()
                        .filter(line -> line.startsWith("UNSAFE ") && !line.startsWith("UNSAFE breaks"))
                        .toList());
        assertThat(unsafe.code()).isEqualTo(all.code());
    }

    private static List<String> names(String listed) {
        return listed.lines()
                .map(line -> line.strip().split(" ", 2)[0])
                .filter(word -> word.matches("[^/]+(/[^/]+){4,5}"))
                .toList();
    }
}
