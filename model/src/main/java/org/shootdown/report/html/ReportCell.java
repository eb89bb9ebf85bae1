package org.shootdown.report.html;

import java.util.List;
import org.shootdown.check.result.Trace;
import org.shootdown.decide.CellResult;

/**
 * One cell of the report.
 *
 * @param traces a shortest trace for each property that is broken and should be shown; may be empty
 */
public record ReportCell(CellResult result, List<Trace> traces) {
    public ReportCell {
        traces = List.copyOf(traces);
    }
}
