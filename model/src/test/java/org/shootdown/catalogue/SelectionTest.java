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
                "main    | backend=native situation=preempted        | nobody deschedules a physical CPU",
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
