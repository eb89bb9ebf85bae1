package org.shootdown.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.StateCase;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.runners.TestList;
import org.shootdown.catalogue.Axis;
import org.shootdown.catalogue.Catalogue;
import org.shootdown.catalogue.Catalogues;
import org.shootdown.catalogue.Choice;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.unfold.Fingerprint;
import org.shootdown.check.unfold.Unfolder;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Property;

/** The outcomes that a stress test is annotated with are those that the explorer derives from the same machines. */
class OutcomesTest {
    /** Xen PV, where nothing is ever unshared. */
    private static final int WITHOUT_HUGE_PAGES = 1;

    static Collection<String> tests() {
        Collection<String> tests = new TreeSet<>(TestList.tests());
        // Its annotations are about whatever class it is given.
        tests.removeIf(name -> name.startsWith(AnnotatedRace.class.getName()));
        return tests;
    }

    @ParameterizedTest
    @MethodSource("tests")
    void outcomesAreTheExplorers(String name) throws ReflectiveOperationException {
        TestInfo test = TestList.getInfo(name);
        Map<String, Expect> annotated = new TreeMap<>();
        Map<String, Expect> derived = new TreeMap<>();
        for (Cells.Cell cell : instance(test).cells().all()) {
            Set<String> allowed = allowed(cell.machine());
            for (String verdict : (Iterable<String>) verdicts()::iterator) {
                String result = cell.label().isEmpty() ? verdict : cell.label() + ", " + verdict;
                annotated.put(result, annotation(test, result));
                derived.put(result, expectation(allowed, verdict));
            }
        }
        // What both forbid is left out of the message.
        annotated.values().removeIf(Expect.FORBIDDEN::equals);
        derived.values().removeIf(Expect.FORBIDDEN::equals);
        assertThat(annotated).isEqualTo(derived);
    }

    /** The results that there could be: neither property broken, or any of them. */
    private static Stream<String> verdicts() {
        return Stream.concat(
                Stream.of("outside", "inside"),
                Stream.iterate(1, set -> set + 1)
                        .limit((1 << Property.values().length) - 1)
                        .map(LiveTest::broken));
    }

    private static Expect expectation(Set<String> allowed, String verdict) {
        if (!allowed.contains(verdict)) {
            return Expect.FORBIDDEN;
        }
        return verdict.endsWith("side") ? Expect.ACCEPTABLE : Expect.ACCEPTABLE_INTERESTING;
    }

    /** What JCStress makes of a result: an exact id, else a pattern, else whatever is for all others. */
    private static Expect annotation(TestInfo test, String result) {
        return Stream.concat(
                        test.cases().stream().filter(c -> c.matchesExactly(result)),
                        test.cases().stream().filter(c -> c.matches(result)))
                .map(StateCase::expect)
                .findFirst()
                .orElse(test.unmatched().expect());
    }

    @ParameterizedTest
    @MethodSource("tests")
    void everyProcessorThatDoesSomethingHasItsActor(String name) throws ReflectiveOperationException {
        TestInfo test = TestList.getInfo(name);
        for (Cells.Cell cell : instance(test).cells().all()) {
            assertThat(cell.actors()).as(cell.machine().name()).isEqualTo(test.threads());
        }
    }

    /** A report names the scenario of each test, and the command that explains it. */
    @ParameterizedTest
    @MethodSource("tests")
    void theDescriptionNamesTheScenarioAndTheCommand(String name) throws ReflectiveOperationException {
        TestInfo test = TestList.getInfo(name);
        assertThat(test.description()).isEqualTo(instance(test).cells().description());
    }

    /** Versions of a policy that make one machine are stressed once; each machine of each policy is. */
    @Test
    void everyPolicyIsStressedOnEveryBackend() throws ReflectiveOperationException {
        Map<String, String> stressed = new TreeMap<>();
        for (String name : tests()) {
            if (name.contains(".policy.")) {
                assertThat(stressed.put(
                                machines(instance(TestList.getInfo(name)).cells()), name))
                        .as("another test of the machines of %s", name)
                        .isNull();
            }
        }
        Catalogue main = Catalogues.main();
        int backends = main.choices(Axis.BACKEND).size() - WITHOUT_HUGE_PAGES;
        for (Choice policy : main.choices(Axis.POLICY)) {
            Cells cells = Cells.along(Axis.BACKEND, policy.id() + "/*/hugetlb-unshare/gup-fast/running");
            assertThat(cells.all()).hasSize(backends);
            assertThat(stressed).as(policy.id()).containsKey(machines(cells));
        }
    }

    /** All that can happen in the machines, whatever they are called. */
    private static String machines(Cells cells) {
        return cells.all().stream()
                .map(cell -> cell.label() + " " + Fingerprint.of(Unfolder.unfold(cell.machine())))
                .collect(Collectors.joining(", "));
    }

    private static LiveTest instance(TestInfo test) throws ReflectiveOperationException {
        return (LiveTest)
                Class.forName(test.binaryName()).getDeclaredConstructor().newInstance();
    }

    /** What the explorer says can come of a sample. */
    private static Set<String> allowed(Machine machine) {
        return Checker.observations(machine, CheckOptions.exhaustive(MemoryModel.TSO)).stream()
                .map(LiveTest::verdict)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
