package org.shootdown.cli;

import java.util.List;
import org.shootdown.check.result.Verdict;
import org.shootdown.decide.CellResult;

/** What the process says to its caller. */
final class ExitCode {
    /** Everything selected is SAFE; for matrix, everything was decided. */
    static final int OK = 0;
    /** Something is UNSAFE. */
    static final int UNSAFE = 1;
    /** The arguments, a file or a model cannot be used. */
    static final int BAD_INPUT = 2;
    /** Something is INCOMPLETE or VACUOUS, or the user interrupted. */
    static final int UNDECIDED = 3;

    private ExitCode() {}

    static int of(List<CellResult> results) {
        if (results.stream().anyMatch(r -> r.verdict() == Verdict.UNSAFE)) {
            return UNSAFE;
        }
        return ofDecided(results);
    }

    /** The one of two that the process ends with if it has reason for both: 2 before 1 before 3 before 0. */
    static int worse(int a, int b) {
        List<Integer> order = List.of(OK, UNDECIDED, UNSAFE, BAD_INPUT);
        return order.indexOf(a) >= order.indexOf(b) ? a : b;
    }

    /** For those who only care whether there is an answer to everything. */
    static int ofDecided(List<CellResult> results) {
        return results.stream().allMatch(CellResult::decided) ? OK : UNDECIDED;
    }
}
