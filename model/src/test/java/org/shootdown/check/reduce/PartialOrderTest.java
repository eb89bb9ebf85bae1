package org.shootdown.check.reduce;

import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * {@link PartialOrder} and {@link Resources} know what can get in whose way: each machine is about one condition of
 * theirs.
 */
class PartialOrderTest {
    @TestFactory
    List<DynamicTest> knowsWhatItHasTo() {
        return SameAnswers.tests(ConditionMachines.all());
    }
}
