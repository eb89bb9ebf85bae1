package org.shootdown.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every catalogue but main, which has a test of its own. */
class CataloguesTest {
    static Stream<Catalogue> others() {
        return Catalogues.all().stream().skip(1);
    }

    @ParameterizedTest
    @MethodSource("others")
    void everyNameIsThereOnce(Catalogue catalogue) {
        assertThat(catalogue.scenarios()).extracting(Scenario::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("others")
    void everyChoiceOccursAndEveryRuleHasAReason(Catalogue catalogue) {
        for (Axis axis : Axis.values()) {
            List<String> used = catalogue.scenarios().stream()
                    .map(s -> s.on(axis))
                    .distinct()
                    .toList();
            assertThat(catalogue.choices(axis))
                    .as(axis.id())
                    .extracting(Choice::id)
                    .containsExactlyInAnyOrderElementsOf(used);
        }
        assertThat(catalogue.leftOut())
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(rule.reason()).isNotBlank());
    }
}
