package org.shootdown.synthesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shootdown.catalogue.Axis;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.SearchMonitor;
import org.shootdown.check.unfold.UnfoldedMachine;
import org.shootdown.kernel.Backend;
import org.shootdown.synthesis.Ruling.Standing;

class SynthesisTest {
    private static final Backend INVLPGB = Picks.backend("native-invlpgb");
    private static final PolicySpace SOME = Picks.trackers();
    private static final int RULES = SOME.candidates().size();

    private static Synthesis synthesis(PolicySpace space, boolean shortcuts) {
        return new Synthesis(
                space,
                main -> Picks.cells(Set.of("hugetlb-unshare"), Set.of("gup-fast", "perf-nmi")).apply(main).stream()
                        .filter(s ->
                                Set.of("running", "switch-in", "kthread-use-mm").contains(s.on(Axis.SITUATION)))
                        .toList(),
                Picks.OPTIONS,
                () -> SearchMonitor.NONE,
                shortcuts);
    }

    private static Front front(Synthesis synthesis, List<Ruling> rulings) {
        return front(synthesis, rulings, Picks.OPTIONS);
    }

    private static Front front(Synthesis synthesis, List<Ruling> rulings, CheckOptions options) {
        Measure measure = new Measure(synthesis, options, () -> SearchMonitor.NONE);
        measure.add(INVLPGB, rulings);
        return measure.front("native-invlpgb", List.of(INVLPGB), candidate -> true);
    }

    /** Broadcast's largest cell has 1,001 states, and 1,773 where IPIs are counted. */
    @ParameterizedTest
    @CsvSource({
        "1000, 'broadcast/.*, which is INCOMPLETE'",
        "1500, 'the costs of .*, which is INCOMPLETE with IPIs counted.*'"
    })
    void noCostRestsOnWhatALimitCutOff(long states, String said) {
        Synthesis synthesis = synthesis(SOME, true);
        List<Ruling> rulings = synthesis.decide(INVLPGB, Map.of(), ruling -> {});
        assertThatExceptionOfType(Undecided.class)
                .isThrownBy(() -> front(synthesis, rulings, Picks.OPTIONS.withMaxStates(states)))
                .withMessageMatching(said);
    }

    @Test
    void shortcutsChangeNoAnswer() {
        Synthesis with = synthesis(SOME, true);
        Synthesis without = synthesis(SOME, false);
        List<Ruling> few = with.decide(INVLPGB, Map.of(), ruling -> {});
        List<Ruling> all = without.decide(INVLPGB, Map.of(), ruling -> {});
        assertThat(few).hasSize(RULES).hasSizeGreaterThan(200);
        assertThat(all)
                .hasSize(RULES)
                .noneMatch(r -> r.standing() == Standing.COVERED || r.standing() == Standing.OPEN);
        Map<String, Boolean> stands = new HashMap<>();
        all.forEach(r -> stands.put(r.candidate(), r.stands()));
        assertThat(few)
                .allSatisfy(r -> assertThat(r.standing() != Standing.KILLED)
                        .as(r.candidate())
                        .isEqualTo(stands.get(r.candidate())));
        assertThat(few).anyMatch(r -> r.standing() == Standing.COVERED);
        assertThat(with.tally().killedByReplay()).isPositive();
        assertThat(without.tally().replays()).isZero();
        assertThat(front(with, few).asSafeAsBroadcast())
                .isNotEmpty()
                .isEqualTo(front(without, all).asSafeAsBroadcast());
    }

    @Test
    void whatWasDecidedBeforeIsNotDecidedAgain() {
        List<Ruling> all = synthesis(SOME, true).decide(INVLPGB, Map.of(), ruling -> {});
        Map<String, Ruling> half = new HashMap<>();
        all.subList(0, 100).forEach(ruling -> half.put(ruling.candidate(), ruling));
        List<Ruling> asked = new ArrayList<>();
        List<Ruling> again = synthesis(SOME, true).decide(INVLPGB, half, asked::add);
        assertThat(asked).hasSize(RULES - 100);
        assertThat(again.stream().map(r -> r.candidate() + (r.standing() == Standing.KILLED)))
                .isEqualTo(all.stream()
                        .map(r -> r.candidate() + (r.standing() == Standing.KILLED))
                        .toList());
    }

    /** The known holes come out as what kills: v4's tracker under a nested NMI, and a sync that interrupts nobody. */
    @Test
    void theKnownHolesAreTheKillers() {
        Map<String, Ruling> rulings = new HashMap<>();
        PolicySpace two = new PolicySpace() {
            @Override
            public String id() {
                return "two";
            }

            @Override
            public List<Candidate> candidates() {
                return new RuleSpace()
                        .candidates().stream()
                                .filter(c -> Set.of(
                                                "mm-clear-walker-mb-sync-mb-to-same-mm-all-lazy",
                                                "mm-restore-walker-mb-sync-mb-to-same-mm-all-lazy",
                                                "to-nobody-all-lazy")
                                        .contains(c.id()))
                                .toList();
            }
        };
        synthesis(two, true).decide(INVLPGB, Map.of(), r -> rulings.put(r.candidate(), r));
        assertThat(rulings).hasSize(3);
        assertThat(rulings.get("mm-clear-walker-mb-sync-mb-to-same-mm-all-lazy").killers())
                .singleElement()
                .satisfies(k -> assertThat(k.cell()).startsWith("native-invlpgb/hugetlb-unshare/perf-nmi"));
        assertThat(rulings.get("to-nobody-all-lazy").standing()).isEqualTo(Standing.KILLED);
        assertThat(rulings.get("mm-restore-walker-mb-sync-mb-to-same-mm-all-lazy")
                        .stands())
                .isTrue();
    }

    /** What is left out because something weaker is SAFE must be SAFE: along those axes more is never less. */
    @Test
    void alongTheAxesThatAreLeftOutMoreIsSafer() {
        Cells cells = new Cells(Picks.cells(
                Set.of("hugetlb-unshare-3mm", "unshare-after-free", "thp-collapse"), Set.of("gup-fast", "perf-nmi")));
        Judge judge = new Judge(Picks.OPTIONS, () -> SearchMonitor.NONE, true);
        List<Candidate> all = new RuleSpace().candidates();
        Map<String, Candidate> byId = new HashMap<>();
        all.forEach(c -> byId.put(c.id(), c));
        Random random = new Random(7);
        int compared = 0;
        for (int n = 0; n < 10; n++) {
            Candidate weak = all.get(random.nextInt(all.size()));
            Backend backend =
                    Picks.backend(List.of("native", "native-invlpgb", "kvm").get(n % 3));
            for (String id : weak.stronger()) {
                Candidate strong = byId.get(id);
                var mine = cells.of(weak.id(), weak.rule(), backend);
                var its = cells.of(strong.id(), strong.rule(), backend);
                Map<Object, UnfoldedMachine> unfolded = new HashMap<>();
                for (String cell : mine.keySet()) {
                    if (judge.broken(cell, mine.get(cell), unfolded).isEmpty() && its.containsKey(cell)) {
                        assertThat(judge.broken(cell, its.get(cell), unfolded))
                                .as(strong.id() + ", stronger than " + weak.id() + ", in " + cell)
                                .isEmpty();
                        compared++;
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(60);
    }
}
