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
            broadcast/native/thp-collapse/gup-fast                     | SC:SAFE:775 | TSO:SAFE:1094
            never/xen-pv/thp-collapse/gup-fast                         | SC:UNSAFE{P1=20, P2=20}:278 | TSO:UNSAFE{P1=22, P2=22}:509
            v4-property/kvm/hugetlb-unshare/gup-fast                   | SC:SAFE:631 | TSO:SAFE:888
            v4-property/kvm/hugetlb-unshare/gup-fast/preempted         | SC:UNSAFE{P2=28}:3782 | TSO:UNSAFE{P2=31}:5280
            v4-property/kvm/thp-collapse/gup-fast/preempted            | SC:UNSAFE{P1=33, P2=33}:4490 | TSO:UNSAFE{P1=36, P2=36}:6970
            v10/kvm/hugetlb-unshare/gup-fast/preempted                 | SC:SAFE:4087 | TSO:SAFE:5286
            v10/kvm/thp-collapse/gup-fast/preempted                    | SC:SAFE:4827 | TSO:SAFE:6544
            v4-targeted/native/unshare-unordered/gup-fast              | SC:SAFE:265 | TSO:UNSAFE{P2=20}:928
            v4-targeted-none/native/unshare-unordered/gup-fast         | SC:SAFE:248 | TSO:UNSAFE{P2=19}:861
            v4-targeted-mb/native/unshare-unordered/gup-fast           | SC:SAFE:265 | TSO:SAFE:536
            v4-targeted-mb/native-invlpgb/hugetlb-unshare/perf-nmi     | SC:UNSAFE{P2=27}:2576 | TSO:UNSAFE{P2=32}:4525
            v10/native/hugetlb-unshare/gup-fast                        | SC:SAFE:605 | TSO:SAFE:862
            v10/native/hugetlb-unshare/perf-nmi/kthread-use-mm         | SC:UNSAFE{P2=24}:2716 | TSO:UNSAFE{P2=28}:5556
            broadcast/native/hugetlb-unshare/perf-nmi/kthread-use-mm   | SC:SAFE:4118 | TSO:SAFE:7585
            v10-freed-only/native/hugetlb-unshare/perf-nmi/enter-lazy  | SC:UNSAFE{P2=28}:1913 | TSO:UNSAFE{P2=32}:3339
            v10/native/hugetlb-unshare/perf-nmi/enter-lazy             | SC:SAFE:1552 | TSO:SAFE:2690
            broadcast/native/hugetlb-unshare/hardware/lazy             | SC:UNSAFE{P3=36}:13257 | TSO:UNSAFE{P3=39}:21371
            v10/native/hugetlb-unshare/hardware/lazy                   | SC:SAFE:11035 | TSO:SAFE:20283
            v10/native/free-one-7.1/rcu                                | SC:UNSAFE{P1=26}:504 | TSO:UNSAFE{P1=29}:721
            broadcast/native/free-one/rcu                              | SC:UNSAFE{P1=32}:567 | TSO:UNSAFE{P1=36}:777
            sync-rcu/native/free-one/rcu                               | SC:SAFE:517 | TSO:SAFE:727
            broadcast/native/free-batch/gup-fast                       | SC:SAFE:608 | TSO:SAFE:859
            v3/hyperv/unshare-after-free/gup-fast                      | SC:UNSAFE{P2=38}:4016 | TSO:UNSAFE{P2=43}:5634
            v4-targeted-mb/native-invlpgb/hugetlb-unshare-3mm/gup-fast | SC:UNSAFE{P2=31}:1042 | TSO:UNSAFE{P2=36}:1814
            broadcast/native-invlpgb/hugetlb-unshare-3mm/gup-fast      | SC:SAFE:891 | TSO:SAFE:1089
            broadcast/native/pte-retract/rcu                           | SC:SAFE:512 | TSO:SAFE:736
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
