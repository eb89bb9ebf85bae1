package org.shootdown.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.StateCase;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.runners.TestList;
import org.shootdown.check.CheckOptions;
import org.shootdown.check.Checker;
import org.shootdown.check.MemoryModel;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;

/** The outcomes that a stress test is annotated with are those that the explorer derives from the same machine. */
class OutcomesTest {
    static Collection<String> tests() {
        return new TreeSet<>(TestList.tests());
    }

    @ParameterizedTest
    @MethodSource("tests")
    void outcomesAreTheExplorers(String name) throws ReflectiveOperationException {
        TestInfo test = TestList.getInfo(name);
        Set<String> allowed = derived(machine(test));
        Set<String> holes =
                allowed.stream().filter(id -> id.startsWith("P")).collect(Collectors.toCollection(TreeSet::new));
        allowed.removeAll(holes);

        assertThat(annotated(test, Expect.ACCEPTABLE)).isEqualTo(allowed);
        assertThat(annotated(test, Expect.ACCEPTABLE_INTERESTING)).isEqualTo(holes);
        assertThat(annotated(test, Expect.FORBIDDEN))
                .noneMatch(allowed::contains)
                .noneMatch(holes::contains);
    }

    @ParameterizedTest
    @MethodSource("tests")
    void everyProcessorThatDoesSomethingHasItsActor(String name) throws ReflectiveOperationException {
        TestInfo test = TestList.getInfo(name);
        long busy = machine(test).processors().stream()
                .filter(p -> p.task() != Program.IDLE)
                .count();
        assertThat(test.threads()).isEqualTo((int) busy);
    }

    private static Machine machine(TestInfo test) throws ReflectiveOperationException {
        LiveTest instance = (LiveTest)
                Class.forName(test.binaryName()).getDeclaredConstructor().newInstance();
        return instance.machine();
    }

    /** What the explorer says can come of a sample. */
    private static Set<String> derived(Machine machine) {
        return Checker.observations(machine, CheckOptions.exhaustive(MemoryModel.TSO)).stream()
                .map(LiveTest::verdict)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> annotated(TestInfo test, Expect expect) {
        return test.cases().stream()
                .filter(c -> c.expect() == expect)
                .map(StateCase::matchPattern)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
