package org.shootdown.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.shootdown.catalogue.Catalogues;
import org.shootdown.machine.Differs;
import org.shootdown.machine.KernelFunction;

/** What a reason for a difference must say, whatever kernel it is held against. */
class ReasonsTest {
    private static final Set<String> SCENARIOS = Catalogues.all().stream()
            .flatMap(catalogue -> catalogue.scenarios().stream())
            .map(scenario -> scenario.name())
            .collect(Collectors.toSet());

    private static Stream<AnnotatedElement> elements() {
        return ModelClasses.all().stream()
                .flatMap(type -> Stream.concat(Stream.of(type), Arrays.stream(type.getDeclaredMethods())));
    }

    private static List<Differs> reasons() {
        return elements()
                .flatMap(element -> Arrays.stream(element.getAnnotationsByType(Differs.class)))
                .toList();
    }

    @Test
    void eachStandsBesideACitationOfTheCurrentKernel() {
        assertThat(elements().filter(element -> element.getAnnotationsByType(Differs.class).length > 0))
                .isNotEmpty()
                .allSatisfy(element -> assertThat(element.getAnnotation(KernelFunction.class))
                        .isNotNull()
                        .matches(function -> function.version().equals(Citation.CURRENT)));
    }

    @Test
    void eachNamesStepsAndLines() {
        assertThat(reasons()).allSatisfy(reason -> {
            assertThat(reason.kernel().length + reason.model().length).isPositive();
            assertThat(reason.lines()).matches("[\\w/.-]+:\\d.*");
            assertThat(reason.why()).isNotBlank();
        });
    }

    @Test
    void whatCanHideBehaviourIsShownByAScenario() {
        assertThat(reasons().stream().map(Differs::hides).filter(hides -> !hides.isEmpty()))
                .allMatch(SCENARIOS::contains);
    }

    /** A model that cites a function of the current kernel has it in the lock. */
    @Test
    void everyCitationIsLocked() {
        Lock lock = Lock.builtIn();
        assertThat(Cited.current(Cited.in(ModelClasses.all())))
                .isNotEmpty()
                .allMatch(citation -> lock.entry(citation).isPresent());
    }
}
