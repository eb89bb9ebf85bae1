package org.shootdown.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A combination that makes no sense is refused, and the reason comes with the refusal. */
class SelectionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "main    | backend=native-invlpgb situation=preempted | nobody deschedules a CPU there",
                "main    | backend=xen-pv operation=thp-collapse      | a Xen PV guest has no PSE",
                "history | operation=cve-2025-38085 backend=xen-pv    | a Xen PV guest has no PSE",
                "main    | backend=kvm situation=asid-mixed           | only INVLPGB machines have global ASIDs",
                "main    | walker=rcu operation=hugetlb-unshare       | hugetlb tables are walked under hugetlb_vma_lock",
                "main    | operation=boot policy=v3                   | they decide nothing once and for all at boot",
                "misuse  | operation=flush-in-lazy-mmu backend=kvm    | only Xen PV queues flushes in lazy MMU mode",
                "misuse  | operation=install-after-decision policy=v3 | they decide nothing once and for all at boot",
                "history | operation=cve-2025-38085 backend=kvm       | each bug is modelled where it showed"
            })
    void isRefusedWithTheReason(String catalogue, String wishes, String reason) {
        Selection selection = Selection.in(Catalogues.all(), catalogue.strip());
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> selection.select(List.of(), parse(wishes.strip())))
                .withMessageContaining(reason);
    }

    @Test
    void aNamedScenarioWithoutTheWantedChoicesIsNotLeftOutInSilence() {
        Selection selection = Selection.in(Catalogues.all(), "main");
        List<String> names =
                List.of("v10/native/hugetlb-unshare/gup-fast/tso", "v3/native/hugetlb-unshare/gup-fast/tso");
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> selection.select(names, parse("policy=v10")))
                .withMessageContaining("v3/native/hugetlb-unshare/gup-fast/tso has not all of --policy v10");
        assertThat(selection.select(names, parse("memory=tso")))
                .extracting(Scenario::name)
                .containsExactlyInAnyOrderElementsOf(names);
    }

    /** Whoever names a cell that a rule leaves out, with its situation or without, reads the rule. */
    @ParameterizedTest
    @CsvSource({
        "v10/xen-pv/thp-collapse/gup-fast/tso, a Xen PV guest has no PSE",
        "v10/xen-pv/hugetlb-unshare/gup-fast/preempted/sc, a Xen PV guest has no PSE",
        "v10/native/hugetlb-unshare/rcu/sc, hugetlb tables are walked under hugetlb_vma_lock",
        "v10/native/free-one/gup-fast/asid-mixed/sc, only INVLPGB machines",
        "v10/native/free-one/gup-fast/running/sc, there is no scenario",
        "v10/native/free-one/gup-fast, there is no scenario",
        "v10/native/free-one/gup-fast/sc/sc, there is no scenario"
    })
    void aNameThatARuleLeavesOutIsAnsweredWithTheRule(String name, String answer) {
        Selection selection = Selection.in(Catalogues.all(), "main");
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> selection.select(List.of(name), Map.of()))
                .withMessageStartingWith(answer.startsWith("there") ? answer : "scenario " + name + " is left out")
                .withMessageContaining(answer);
    }

    private static Map<Axis, List<String>> parse(String wishes) {
        Map<Axis, List<String>> parsed = new EnumMap<>(Axis.class);
        for (String wish : wishes.split(" ")) {
            String[] parts = wish.split("=");
            Axis axis = Arrays.stream(Axis.values())
                    .filter(a -> a.id().equals(parts[0]))
                    .findFirst()
                    .orElseThrow();
            parsed.put(axis, List.of(parts[1]));
        }
        return parsed;
    }
}
