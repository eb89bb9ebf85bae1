package org.shootdown.check.reduce;

import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** {@link Likeness} knows what tells two CPUs apart: each machine is about one condition of it. */
class LikenessTest {
    @TestFactory
    List<DynamicTest> knowsWhatItHasTo() {
        return SameAnswers.tests(LikenessMachines.all());
    }
}
