package org.shootdown.check.reduce;

import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** {@link Interchangeable} knows where a program treats CPUs alike: each machine is about one condition of it. */
class InterchangeableTest {
    @TestFactory
    List<DynamicTest> knowsWhatItHasTo() {
        return SameAnswers.tests(InterchangeableMachines.all());
    }
}
