package org.shootdown.check.reduce;

import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** {@link AwaitRuns} knows where it means nothing in which order a program waits: each machine is about one condition of it. */
class AwaitRunsTest {
    @TestFactory
    List<DynamicTest> knowsWhatItHasTo() {
        return SameAnswers.tests(AwaitRunsMachines.all());
    }
}
