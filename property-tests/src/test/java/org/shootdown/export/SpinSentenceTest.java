package org.shootdown.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shootdown.catalogue.Catalogues;
import org.shootdown.cli.Main;
import org.shootdown.cli.Terminal;

/**
 * What {@code export --help} says of SPIN: that it finds as many distinct states in an exported scenario as {@code check
 * --no-reduction --no-costs}. Counted IPIs may make one state several, so that {@code check --no-reduction} alone has more
 * in some scenarios.
 */
class SpinSentenceTest {
    private static final int WIDE = 200;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "broadcast/native/hugetlb-unshare/gup-fast/sc, 755, 755",
        "broadcast/native/hugetlb-unshare/gup-fast/tso, 1004, 1004",
        "never/native-invlpgb/hugetlb-unshare/gup-fast/tso, 310, 310",
        "v4-property/kvm/hugetlb-unshare/gup-fast/preempted/sc, 5226, 5226",
        "v3/hyperv/unshare-after-free/gup-fast/sc, 4170, 3986"
    })
    void spinFindsTheStatesOfACheckWithoutCosts(String scenario, long counted, long uncounted) throws Exception {
        assertThat(states("check", "--no-reduction", scenario)).isEqualTo(counted);
        assertThat(states("check", "--no-reduction", "--no-costs", scenario)).isEqualTo(uncounted);
        Spin.assumeInstalled();
        String promela = printed("export", "--format", "promela", scenario);
        assertThat(Spin.check(promela, folder).states()).isEqualTo(uncounted);
    }

    /** The number in the one row of the table that {@code check} prints. */
    private static long states(String... args) {
        String table = printed(args);
        Matcher row = Pattern.compile("(?m)([0-9,]+) +" + Pattern.quote(args[args.length - 1]) + "$")
                .matcher(table);
        assertThat(row.find()).as(table).isTrue();
        return Long.parseLong(row.group(1).replace(",", ""));
    }

    private static String printed(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false, false, WIDE);
        Main.run(terminal, Catalogues.all(), args);
        terminal.out().flush();
        terminal.err().flush();
        assertThat(err.toString()).isEmpty();
        return out.toString();
    }
}
