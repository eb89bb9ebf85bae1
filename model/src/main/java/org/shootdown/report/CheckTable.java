package org.shootdown.report;

import java.util.List;
import org.shootdown.decide.CellResult;

/** Results one a line, with their figures; the scenario's name comes last because it may be long. */
public final class CheckTable {
    private CheckTable() {}

    public static String render(List<CellResult> results) {
        TextTable table = new TextTable();
        table.row("verdict", "sync", "flush", "disturbed", "states", "scenario");
        for (CellResult result : results) {
            table.row(
                    Wording.verdict(result),
                    Wording.range(result.ipis().sync()),
                    Wording.range(result.ipis().flush()),
                    Wording.range(result.ipis().disturbed()),
                    Wording.number(result.effort().states()),
                    result.scenario().name());
        }
        return table.render("");
    }
}
