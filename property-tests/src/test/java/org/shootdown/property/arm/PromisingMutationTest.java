package org.shootdown.property.arm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Would the judge notice if the engine were wrong? It is made wrong in many ways, one by one, and each is noticed. */
class PromisingMutationTest {
    private static final long SEED = 1;
    private static final int PROGRAMS = 400;

    private static final List<Set<List<Integer>>> EXPECTED = new ArrayList<>();

    @BeforeAll
    static void judge() {
        for (ArmTiny program : ArmTinyPrograms.draw(SEED, PROGRAMS)) {
            EXPECTED.add(ArmAxioms.outcomes(program).orElseThrow());
        }
    }

    private static Mutation state(String what, String from, String to) {
        return new Mutation(what, "ThreadState", from, to);
    }

    private static Mutation run(String what, String from, String to) {
        return new Mutation(what, "ThreadRun", from, to);
    }

    static Stream<Mutation> mutations() {
        return Stream.of(
                // views that are not joined
                state("an acquire holds no reads", "raise(READS, after);", ""),
                state("an acquire holds no writes", "raise(WRITES, picked);", ""),
                state("a read is forgotten", "raise(READ, after);", ""),
                state("a write is forgotten", "raise(WRITTEN, time);", ""),
                state(
                        "a branch orders nothing",
                        "void branch(Sources condition) {",
                        "void branch(Sources condition) {if (true) return;"),
                state(
                        "a read's address captures nothing",
                        "raise(READ_WITH_RESULT, after);\n        }\n        raise(CAPTURED, slots(address.all(), 1));",
                        "raise(READ_WITH_RESULT, after);\n        }"),
                state(
                        "a write's address captures nothing",
                        "raise(WRITTEN, time);\n        raise(CAPTURED, slots(address.all(), 1));",
                        "raise(WRITTEN, time);"),
                state(
                        "a read's address is no dependency",
                        "Math.max(times[READS], slots(address.direct(), 0))",
                        "times[READS]"),
                state(
                        "a write's address is no dependency",
                        "Math.max(slots(address.all(), 1), slots(data.all(), 1)));\n        if",
                        "slots(data.all(), 1));\n        if"),
                state(
                        "a write's data is no dependency",
                        "Math.max(slots(address.all(), 1), slots(data.all(), 1)));\n        if",
                        "slots(address.all(), 1));\n        if"),
                state("reads may go back", "raise(cell, COHERENCE, after);", ""),
                state("writes may go behind reads", "raise(cell, COHERENCE_PICKED, picked);", ""),
                state("reads may go behind writes", "setTime(cell, COHERENCE, time);", ""),
                state("writes may go behind writes", "setTime(cell, COHERENCE_PICKED, time);", ""),
                // order of kinds of access
                state(
                        "a release without its order",
                        "if (release) {\n            before",
                        "if (false) {\n            before"),
                state(
                        "a release forgets reads",
                        "Math.max(times[READ], times[WRITTEN]));\n        }",
                        "times[WRITTEN]);\n        }"),
                state(
                        "a release forgets writes",
                        "Math.max(times[READ], times[WRITTEN]));\n        }",
                        "times[READ]);\n        }"),
                state("an acquire passes a release", "raise(RELEASED, time);", ""),
                state("RCpc is RCsc", "acquire == Acquire.SEQUENTIALLY_CONSISTENT ?", "acquire != Acquire.NONE ?"),
                state("an acquire and release is no barrier", "if (fullBarrier) {", "if (false) {"),
                // forwarding
                state("no forwarding", "time > 0 && time == time(cell, FORWARD_TIME)", "false"),
                state(
                        "forwarding without data",
                        "Math.max(slots(address.direct(), 0), slots(data.direct(), 0))",
                        "slots(address.direct(), 0)"),
                state(
                        "an acquire does not wait for its own atomic",
                        "after = Math.max(after, time(cell, FORWARD_ATOMIC));",
                        ""),
                state(
                        "an acquire waits for its own atomic's write",
                        "setTime(cell, FORWARD_ATOMIC, readAfter);",
                        "setTime(cell, FORWARD_ATOMIC, time(cell, FORWARD_TIME));"),
                state("what an atomic adds to is not passed on", "if (update == Update.MODIFY) {", "if (false) {"),
                // barriers
                state(
                        "DMB SY forgets writes",
                        "case FULL -> before(Math.max(times[READ], times[WRITTEN]));",
                        "case FULL -> before(times[READ]);"),
                state(
                        "DMB SY forgets reads",
                        "case FULL -> before(Math.max(times[READ], times[WRITTEN]));",
                        "case FULL -> before(times[WRITTEN]);"),
                state(
                        "DMB LD orders atomics without a result",
                        "case LOADS -> before(times[READ_WITH_RESULT]);",
                        "case LOADS -> before(times[READ]);"),
                state("DMB ST orders nothing", "case STORES -> raise(WRITES, times[WRITTEN]);", "case STORES -> {}"),
                state(
                        "DSB ST is DMB ST",
                        "case STORES_COMPLETE -> before(times[WRITTEN]);",
                        "case STORES_COMPLETE -> raise(WRITES, times[WRITTEN]);"),
                state("ISB orders nothing", "case CONTEXT -> before(times[CAPTURED]);", "case CONTEXT -> {}"),
                // exclusives and atomics
                state(
                        "the monitor always holds",
                        "!memory.othersWrote(cell, thread, times[MONITORED_TIME], time)",
                        "true"),
                run(
                        "an atomic can be interrupted",
                        "time -> !memory.othersWrote(cell, thread, read, time)",
                        "time -> true"),
                run("a store-exclusive never fails", "return union(found, explore(failed));", "return found;"),
                run(
                        "a failed compare-and-swap orders",
                        "after.step(atomic.then().apply(old));\n                found",
                        "after.fence(Step.Fence.FULL);\n                after.step(atomic.then().apply(old));\n                found"),
                run("a comparison orders nothing", "atomic.data().pickedBy(atomic.compared())", "atomic.data()"),
                // promises; that one is made before its time is harmless, since a run that keeps it is judged by its
                // views
                run("a promise is never kept", "if (state.promises() != 0) {", "if (false) {"),
                run("a promise is kept before its time", "time > before && mayHave", "mayHave"),
                run(
                        "nothing is promised but the next write",
                        "found.set(write);",
                        "if (state.promises() == 0 && memory.now() == given) found.set(write);"),
                new Mutation(
                        "a pick orders reads",
                        "Sources",
                        "return new Sources(direct, picked | condition.all());",
                        "return new Sources(direct | condition.all(), picked);"),
                new Mutation(
                        "a pick orders nothing",
                        "Sources",
                        "return new Sources(direct, picked | condition.all());",
                        "return this;"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutations")
    void isNoticed(Mutation mutation, @TempDir Path folder) {
        assertThat(mutation.noticedBy(SEED, EXPECTED, folder))
                .as("the number of the program that noticed it")
                .isNotNegative();
    }

    @Test
    void theEngineItselfPasses() {
        assertThat(GeneratedPrograms.firstDifference(SEED, EXPECTED)).isEqualTo(-1);
    }
}
