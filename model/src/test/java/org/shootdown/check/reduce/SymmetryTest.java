package org.shootdown.check.reduce;

import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** {@link Symmetry} knows when CPUs may change places at all: each machine is about one condition of it. */
class SymmetryTest {
    @TestFactory
    List<DynamicTest> knowsWhatItHasTo() {
        return SameAnswers.tests(SymmetryMachines.all());
    }
}
