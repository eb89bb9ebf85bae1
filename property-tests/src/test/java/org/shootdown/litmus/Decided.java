package org.shootdown.litmus;

import java.util.List;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.options.SearchMonitor;

/** Runs a litmus test that is written down in a Java test. */
final class Decided {
    private Decided() {}

    /** The result under TSO, of an exhaustive search. */
    static LitmusResult underTso(String text) {
        return LitmusTest.parse("f", text).run(CheckOptions.exhaustive(MemoryModel.TSO));
    }

    /** The result under Armv8. */
    static LitmusResult underArmv8(LitmusTest test) {
        return test.run(LitmusMemory.ARMV8, CheckOptions.exhaustive(MemoryModel.SC), SearchMonitor.NONE);
    }

    /** Its final states as the report shows them. */
    static List<String> states(String text) {
        LitmusResult result = underTso(text);
        return result.states().stream().map(result::show).toList();
    }
}
