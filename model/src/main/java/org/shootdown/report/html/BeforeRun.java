package org.shootdown.report.html;

import java.util.List;
import org.shootdown.report.ResultRecords;

/**
 * Another run, as a file of results has it, that a report is compared with.
 *
 * @param name what it is called, as in {@code before.json}
 */
public record BeforeRun(String name, List<ResultRecords.Cell> cells) {
    public BeforeRun {
        cells = List.copyOf(cells);
    }
}
