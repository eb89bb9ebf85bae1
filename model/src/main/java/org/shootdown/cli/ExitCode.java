package org.shootdown.cli;

import java.util.List;
import org.shootdown.check.result.Verdict;
import org.shootdown.decide.CellResult;

/** What the process says to its caller. Where several hold, {@link #worst} says which is told. */
final class ExitCode {
    /** Everything selected is SAFE; for matrix, everything was decided. */
    static final int OK = 0;
    /** Something is UNSAFE. */
    static final int UNSAFE = 1;
    /** The arguments, a file or a model cannot be used, output cannot be written, or something unexpected happened. */
    static final int BAD_INPUT = 2;
    /** Something is INCOMPLETE or VACUOUS, or the user interrupted. */
    static final int UNDECIDED = 3;

    /** That something is wrong counts more than any answer, and that something breaks more than that something is open. */
    private static final List<Integer> WORST_FIRST = List.of(BAD_INPUT, UNSAFE, UNDECIDED, OK);

    private ExitCode() {}

    /** The one that is told where both hold. */
    static int worst(int one, int other) {
        return WORST_FIRST.indexOf(one) < WORST_FIRST.indexOf(other) ? one : other;
    }

    static int of(List<CellResult> results) {
        int unsafe = CellResult.any(results, Verdict.UNSAFE) ? UNSAFE : OK;
        return worst(unsafe, ofDecided(results));
    }

    /** For those who only care whether there is an answer to everything. */
    static int ofDecided(List<CellResult> results) {
        if (CellResult.any(results, Verdict.ERROR)) {
            return BAD_INPUT;
        }
        return results.stream().allMatch(CellResult::decided) ? OK : UNDECIDED;
    }
}
