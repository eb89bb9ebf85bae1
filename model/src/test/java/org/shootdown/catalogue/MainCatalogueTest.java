package org.shootdown.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.result.Verdict;
import org.shootdown.check.unfold.Fingerprint;
import org.shootdown.check.unfold.Unfolder;
import org.shootdown.kernel.mm.Walkers;

class MainCatalogueTest {
    private static final Catalogue MAIN = Catalogues.main();

    @Test
    void everyNameIsThereOnce() {
        assertThat(MAIN.scenarios().stream().map(Scenario::name)).doesNotHaveDuplicates();
    }

    @Test
    void everyChoiceOccursAndEveryRuleHasAReason() {
        for (Axis axis : Axis.values()) {
            List<String> used =
                    MAIN.scenarios().stream().map(s -> s.on(axis)).distinct().toList();
            assertThat(MAIN.choices(axis).stream().map(Choice::id))
                    .as(axis.id())
                    .containsExactlyInAnyOrderElementsOf(used);
        }
        assertThat(MAIN.leftOut())
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(rule.reason()).isNotBlank());
    }

    /**
     * One answer serves all scenarios of one sameness, so they had better be the same machine: here the first and the
     * last of every class.
     */
    @Test
    void scenariosOfOneSamenessUnfoldToTheSameAutomata() {
        List<List<Scenario>> classes = MAIN.scenarios().stream()
                .filter(s -> s.memory() == MemoryModel.SC)
                .collect(Collectors.groupingBy(Scenario::sameness))
                .values()
                .stream()
                .filter(same -> same.size() > 1)
                .toList();
        assertThat(classes.stream()
                        .map(same -> same.get(0).choice(Axis.SITUATION))
                        .distinct())
                .as("situations in which scenarios share a machine")
                .containsExactlyInAnyOrderElementsOf(MAIN.choices(Axis.SITUATION));
        assertThat(classes.stream().map(same -> same.get(0).choice(Axis.WALKER)))
                .as("walkers for which scenarios share a machine")
                .containsAll(Walkers.all().stream().map(Choice::of).toList());
        assertThat(classes.parallelStream()
                        .filter(same -> !fingerprint(same.get(0)).equals(fingerprint(same.get(same.size() - 1))))
                        .map(same -> same.get(0).name()))
                .isEmpty();
    }

    private static String fingerprint(Scenario scenario) {
        return Fingerprint.of(Unfolder.unfold(scenario.machine().get()));
    }

    /**
     * Exact counts, so that a change of meaning cannot pass unseen: verdict, the properties broken with the length of a
     * shortest trace to each, and distinct states without reduction, under SC and under TSO. Safe cells stand beside the
     * unsafe ones that differ from them in one choice.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            broadcast/native/hugetlb-unshare/gup-fast                  | SC:SAFE:755 | TSO:SAFE:1004
            never/native/hugetlb-unshare/gup-fast                      | SC:SAFE:683 | TSO:SAFE:940
            never/native-invlpgb/hugetlb-unshare/gup-fast              | SC:UNSAFE{P2=16}:205 | TSO:UNSAFE{P2=18}:310
            broadcast/native-invlpgb/hugetlb-unshare/gup-fast          | SC:SAFE:254 | TSO:SAFE:321
            broadcast/native/thp-collapse/gup-fast                     | SC:SAFE:1490 | TSO:SAFE:2090
            never/hyperv/thp-collapse/gup-fast                         | SC:UNSAFE{P1=28, P2=37}:2857 | TSO:UNSAFE{P1=32, P2=41}:4263
            v4-property/kvm/hugetlb-unshare/gup-fast                   | SC:SAFE:657 | TSO:SAFE:914
            v4-property/kvm/hugetlb-unshare/gup-fast/preempted         | SC:UNSAFE{P2=31}:5226 | TSO:UNSAFE{P2=34}:7118
            v4-property/kvm/thp-collapse/gup-fast/preempted            | SC:UNSAFE{P1=39, P2=54}:13309 | TSO:UNSAFE{P1=44, P2=59}:19394
            v10/kvm/hugetlb-unshare/gup-fast/preempted                 | SC:SAFE:5675 | TSO:SAFE:7252
            v10/kvm/thp-collapse/gup-fast/preempted                    | SC:SAFE:13062 | TSO:SAFE:18005
            v4-targeted/native/unshare-unordered/gup-fast              | SC:SAFE:265 | TSO:UNSAFE{P2=20}:928
            v4-targeted-none/native/unshare-unordered/gup-fast         | SC:SAFE:248 | TSO:UNSAFE{P2=19}:861
            v4-targeted-mb/native/unshare-unordered/gup-fast           | SC:SAFE:265 | TSO:SAFE:536
            v4-targeted-mb/native-invlpgb/hugetlb-unshare/perf-nmi     | SC:UNSAFE{P2=27}:2576 | TSO:UNSAFE{P2=32}:4525
            v10/native/hugetlb-unshare/gup-fast                        | SC:SAFE:631 | TSO:SAFE:888
            v10/native/hugetlb-unshare/perf-nmi/kthread-use-mm         | SC:UNSAFE{P2=26}:2919 | TSO:UNSAFE{P2=30}:5581
            broadcast/native/hugetlb-unshare/perf-nmi/kthread-use-mm   | SC:SAFE:4321 | TSO:SAFE:7506
            v10-freed-only/native/hugetlb-unshare/perf-nmi/enter-lazy  | SC:UNSAFE{P2=30}:1977 | TSO:UNSAFE{P2=34}:3423
            v10/native/hugetlb-unshare/perf-nmi/enter-lazy             | SC:SAFE:1616 | TSO:SAFE:2774
            broadcast/native/hugetlb-unshare/hardware/lazy             | SC:UNSAFE{P3=38}:14670 | TSO:UNSAFE{P3=41}:24372
            v10/native/hugetlb-unshare/hardware/lazy                   | SC:SAFE:12623 | TSO:SAFE:22211
            v10/native/free-one-7.1/rcu                                | SC:UNSAFE{P1=26}:504 | TSO:UNSAFE{P1=28}:707
            broadcast/native/free-one/rcu                              | SC:UNSAFE{P1=32}:567 | TSO:UNSAFE{P1=35}:763
            sync-rcu/native/free-one/rcu                               | SC:SAFE:517 | TSO:SAFE:713
            broadcast/native/free-batch/gup-fast                       | SC:SAFE:611 | TSO:SAFE:833
            v3/hyperv/unshare-after-free/gup-fast                      | SC:UNSAFE{P2=42}:4170 | TSO:UNSAFE{P2=47}:5788
            v4-targeted-mb/native-invlpgb/hugetlb-unshare-3mm/gup-fast | SC:UNSAFE{P2=31}:1042 | TSO:UNSAFE{P2=36}:1814
            broadcast/native-invlpgb/hugetlb-unshare-3mm/gup-fast      | SC:SAFE:891 | TSO:SAFE:1089
            v3/kvm/thp-collapse/gup-fast/preempted                     | SC:UNSAFE{P1=39, P2=54}:13309 | TSO:UNSAFE{P1=44, P2=59}:19394
            v3/native/thp-collapse/gup-fast                            | SC:SAFE:1409 | TSO:SAFE:2051
            v3/hyperv/pte-retract/gup-fast                             | SC:SAFE:871 | TSO:SAFE:1134
            kernel-mode/native-invlpgb/free-one/perf-nmi               | SC:UNSAFE{P1=15}:1392 | TSO:UNSAFE{P1=16}:1476
            kernel-mode/native/free-one/perf-nmi                       | SC:SAFE:4200 | TSO:SAFE:5520
            kernel-mode/hyperv/free-one/gup-fast                       | SC:SAFE:1150 | TSO:SAFE:1502
            kernel-mode-posted/hyperv/free-one/gup-fast                | SC:UNSAFE{P1=20}:1052 | TSO:UNSAFE{P1=21}:1399
            v4-targeted-mb/hyperv/free-one/perf-nmi/lazy               | SC:UNSAFE{P1=36}:13645 | TSO:UNSAFE{P1=42}:21224
            v4-targeted-mb/hyperv/free-one/perf-nmi/enter-lazy         | SC:SAFE:3167 | TSO:SAFE:5208
            v10/native/hugetlb-unshare/gup-fast/preempted              | SC:SAFE:1893 | TSO:SAFE:2604
            v10/native/hugetlb-unshare/gup-fast/switch-back            | SC:SAFE:2395 | TSO:SAFE:6306
            v10/native/hugetlb-unshare/hardware/switch-back            | SC:SAFE:25764 | TSO:SAFE:57945
            v10/native/thp-collapse-khugepaged/gup-fast                | SC:SAFE:569 | TSO:SAFE:743
            v10/native/pte-retract-khugepaged/gup-fast                 | SC:SAFE:232 | TSO:SAFE:265
            broadcast/native/hugetlb-unshare-rmap/hardware/lazy        | SC:UNSAFE{P3=28}:8190 | TSO:UNSAFE{P3=30}:13933
            broadcast/native/pte-retract/rcu                           | SC:SAFE:540 | TSO:SAFE:764
            """)
    void countsAndVerdicts(String name, String sc, String tso) {
        assertThat(answer(name + "/sc", MemoryModel.SC)).isEqualTo(sc);
        assertThat(answer(name + "/tso", MemoryModel.TSO)).isEqualTo(tso);
    }

    private static String answer(String name, MemoryModel memory) {
        Scenario scenario = MAIN.scenarios().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
        CheckResult result = Checker.check(
                scenario.machine().get(), CheckOptions.exhaustive(memory).withCosts());
        String broken = result.verdict() == Verdict.UNSAFE
                ? new TreeMap<>(result.exploration().broken()).toString()
                : "";
        return memory + ":" + result.verdict() + broken + ":" + result.states();
    }
}
