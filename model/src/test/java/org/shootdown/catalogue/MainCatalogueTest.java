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
            broadcast/native/hugetlb-unshare/gup-fast                  | SC:SAFE:729 | TSO:SAFE:978
            never/native/hugetlb-unshare/gup-fast                      | SC:SAFE:657 | TSO:SAFE:914
            never/native-invlpgb/hugetlb-unshare/gup-fast              | SC:UNSAFE{P2=16}:205 | TSO:UNSAFE{P2=18}:310
            broadcast/native-invlpgb/hugetlb-unshare/gup-fast          | SC:SAFE:254 | TSO:SAFE:321
            broadcast/native/thp-collapse/gup-fast                     | SC:SAFE:1430 | TSO:SAFE:2030
            never/hyperv/thp-collapse/gup-fast                         | SC:UNSAFE{P1=26, P2=33}:2761 | TSO:UNSAFE{P1=30, P2=37}:4167
            v4-property/kvm/hugetlb-unshare/gup-fast                   | SC:SAFE:631 | TSO:SAFE:888
            v4-property/kvm/hugetlb-unshare/gup-fast/preempted         | SC:UNSAFE{P2=29}:5044 | TSO:UNSAFE{P2=32}:6936
            v4-property/kvm/thp-collapse/gup-fast/preempted            | SC:UNSAFE{P1=37, P2=50}:12821 | TSO:UNSAFE{P1=42, P2=55}:18906
            v10/kvm/hugetlb-unshare/gup-fast/preempted                 | SC:SAFE:5493 | TSO:SAFE:7070
            v10/kvm/thp-collapse/gup-fast/preempted                    | SC:SAFE:12614 | TSO:SAFE:17557
            v4-targeted/native/unshare-unordered/gup-fast              | SC:SAFE:265 | TSO:UNSAFE{P2=20}:928
            v4-targeted-none/native/unshare-unordered/gup-fast         | SC:SAFE:248 | TSO:UNSAFE{P2=19}:861
            v4-targeted-mb/native/unshare-unordered/gup-fast           | SC:SAFE:265 | TSO:SAFE:536
            v4-targeted-mb/native-invlpgb/hugetlb-unshare/perf-nmi     | SC:UNSAFE{P2=27}:2576 | TSO:UNSAFE{P2=32}:4525
            v10/native/hugetlb-unshare/gup-fast                        | SC:SAFE:605 | TSO:SAFE:862
            v10/native/hugetlb-unshare/perf-nmi/kthread-use-mm         | SC:UNSAFE{P2=24}:2676 | TSO:UNSAFE{P2=28}:5284
            broadcast/native/hugetlb-unshare/perf-nmi/kthread-use-mm   | SC:SAFE:4078 | TSO:SAFE:7209
            v10-freed-only/native/hugetlb-unshare/perf-nmi/enter-lazy  | SC:UNSAFE{P2=28}:1913 | TSO:UNSAFE{P2=32}:3339
            v10/native/hugetlb-unshare/perf-nmi/enter-lazy             | SC:SAFE:1552 | TSO:SAFE:2690
            broadcast/native/hugetlb-unshare/hardware/lazy             | SC:UNSAFE{P3=36}:14036 | TSO:UNSAFE{P3=39}:23468
            v10/native/hugetlb-unshare/hardware/lazy                   | SC:SAFE:11989 | TSO:SAFE:21307
            v10/native/free-one-7.1/rcu                                | SC:UNSAFE{P1=24}:490 | TSO:UNSAFE{P1=26}:693
            broadcast/native/free-one/rcu                              | SC:UNSAFE{P1=30}:553 | TSO:UNSAFE{P1=33}:749
            sync-rcu/native/free-one/rcu                               | SC:SAFE:503 | TSO:SAFE:699
            broadcast/native/free-batch/gup-fast                       | SC:SAFE:579 | TSO:SAFE:801
            v3/hyperv/unshare-after-free/gup-fast                      | SC:UNSAFE{P2=38}:4016 | TSO:UNSAFE{P2=43}:5634
            v4-targeted-mb/native-invlpgb/hugetlb-unshare-3mm/gup-fast | SC:UNSAFE{P2=31}:1042 | TSO:UNSAFE{P2=36}:1814
            broadcast/native-invlpgb/hugetlb-unshare-3mm/gup-fast      | SC:SAFE:891 | TSO:SAFE:1089
            v3/kvm/thp-collapse/gup-fast/preempted                     | SC:UNSAFE{P1=37, P2=50}:12821 | TSO:UNSAFE{P1=42, P2=55}:18906
            v3/native/thp-collapse/gup-fast                            | SC:SAFE:1349 | TSO:SAFE:1991
            v3/hyperv/pte-retract/gup-fast                             | SC:SAFE:839 | TSO:SAFE:1102
            kernel-mode/native-invlpgb/free-one/perf-nmi               | SC:UNSAFE{P1=13}:1176 | TSO:UNSAFE{P1=14}:1260
            kernel-mode/native/free-one/perf-nmi                       | SC:SAFE:3876 | TSO:SAFE:5088
            kernel-mode/hyperv/free-one/gup-fast                       | SC:SAFE:1050 | TSO:SAFE:1378
            kernel-mode-posted/hyperv/free-one/gup-fast                | SC:UNSAFE{P1=16}:952 | TSO:UNSAFE{P1=17}:1275
            v4-targeted-mb/hyperv/free-one/perf-nmi/lazy               | SC:UNSAFE{P1=34}:12919 | TSO:UNSAFE{P1=40}:20234
            v4-targeted-mb/hyperv/free-one/perf-nmi/enter-lazy         | SC:SAFE:3059 | TSO:SAFE:5056
            v10/native/hugetlb-unshare/gup-fast/preempted              | SC:SAFE:1815 | TSO:SAFE:2526
            v10/native/hugetlb-unshare/gup-fast/switch-back            | SC:SAFE:2299 | TSO:SAFE:6110
            v10/native/hugetlb-unshare/hardware/switch-back            | SC:SAFE:24752 | TSO:SAFE:56137
            v10/native/thp-collapse-khugepaged/gup-fast                | SC:SAFE:509 | TSO:SAFE:683
            v10/native/pte-retract-khugepaged/gup-fast                 | SC:SAFE:200 | TSO:SAFE:233
            broadcast/native/hugetlb-unshare-rmap/hardware/lazy        | SC:UNSAFE{P3=26}:7556 | TSO:UNSAFE{P3=28}:13029
            broadcast/native/pte-retract/rcu                           | SC:SAFE:526 | TSO:SAFE:750
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
