package org.shootdown.cli;

import org.shootdown.report.Comparison;
import org.shootdown.report.ComparisonText;

/** How a comparison is printed. */
enum ComparisonFormat {
    TEXT,
    MARKDOWN,
    JSON;

    /** Prints it, and returns the exit code. */
    int print(Comparison comparison, Terminal terminal) {
        if (this == TEXT) {
            terminal.print(ComparisonText.plain(comparison, terminal.columns()));
        } else {
            terminal.out().print(this == JSON ? ComparisonText.json(comparison) : ComparisonText.markdown(comparison));
            terminal.out().flush();
        }
        return ExitCode.worst(
                comparison.same() ? ExitCode.OK : ExitCode.UNSAFE,
                comparison.undecided() == 0 ? ExitCode.OK : ExitCode.UNDECIDED);
    }
}
