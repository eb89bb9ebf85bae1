package org.shootdown.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.shootdown.catalogue.Axis;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.Checker;
import org.shootdown.kernel.SyncRule;

/** The built-in space is large enough, and no rule of it is there twice. */
class RuleSpaceTest {
    private static final RuleSpace SPACE = new RuleSpace();

    @Test
    void thousandsOfRulesEachWithAnIdOfItsOwn() {
        List<Candidate> all = SPACE.candidates();
        assertThat(all).hasSize(5_559);
        assertThat(all.stream().map(Candidate::id).distinct()).hasSize(all.size());
        assertThat(all.stream().map(Candidate::rule).distinct()).hasSize(all.size());
        assertThat(all).allSatisfy(c -> assertThat(c.id()).matches("[a-z0-9]+(-[a-z0-9]+)*"));
    }

    @Test
    void whatContradictsItselfIsLeftOutWithAReason() {
        assertThat(SPACE.leftOut())
                .hasSize(9)
                .allSatisfy(line -> assertThat(line).hasSizeGreaterThan(30));
    }

    @Test
    void whatIsWeakerOrStrongerByAStepIsInTheSpace() {
        Set<String> ids = SPACE.candidates().stream().map(Candidate::id).collect(Collectors.toSet());
        assertThat(SPACE.candidates()).allSatisfy(c -> {
            assertThat(ids).containsAll(c.weaker().keySet()).containsAll(c.stronger());
            assertThat(c.weaker().keySet()).noneMatch(c.stronger()::contains);
        });
    }

    /**
     * Rules that are different may still be the same machine in each cell: whoever looks for what is cheapest must not be told of
     * a few rules under many names. Of those drawn here nearly all are machines of their own; with {@code -Dsynthesis.all} of
     * all 5,559.
     */
    @Test
    void mostRulesAreMachinesOfTheirOwn() {
        Cells cells = new Cells(main -> Picks.cells(
                        Set.of("hugetlb-unshare-3mm", "unshare-after-free", "free-one", "free-one-7.1"),
                        Set.of("gup-fast", "hardware"))
                .apply(main)
                .stream()
                .filter(s -> Set.of("running", "lazy", "asid-mixed").contains(s.on(Axis.SITUATION)))
                .toList());
        boolean whole = System.getProperty("synthesis.all") != null;
        List<Candidate> drawn = (whole ? SPACE : Picks.subspace(40)).candidates();
        Set<Map<String, String>> machines = new HashSet<>();
        for (Candidate candidate : drawn) {
            machines.add(fingerprints(cells, candidate.rule()));
        }
        assertThat(machines).hasSizeGreaterThan(whole ? 2_000 : 30);
    }

    private static Map<String, String> fingerprints(Cells cells, SyncRule rule) {
        Map<String, String> found = new HashMap<>();
        for (String backend : List.of("native-invlpgb")) {
            cells.of("x", rule, Picks.backend(backend)).forEach((cell, scenario) -> found.put(cell, of(scenario)));
        }
        return found;
    }

    private static String of(Scenario scenario) {
        return Checker.fingerprint(scenario.machine().get());
    }
}
