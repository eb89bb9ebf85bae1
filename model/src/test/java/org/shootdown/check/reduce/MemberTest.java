package org.shootdown.check.reduce;

import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** {@link Member} knows what belongs to a CPU that changes places, and who names it: each machine is about one condition of it. */
class MemberTest {
    @TestFactory
    List<DynamicTest> knowsWhatItHasTo() {
        return SameAnswers.tests(MemberMachines.all());
    }
}
