package org.shootdown.synthesis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.shootdown.catalogue.Catalogue;
import org.shootdown.catalogue.Catalogues;
import org.shootdown.catalogue.Parts;
import org.shootdown.catalogue.Scenario;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.SyncPolicy;
import org.shootdown.kernel.SyncRule;

/** The cells of the main catalogue that a rule is asked about on one backend. */
final class Cells {
    private final Function<Catalogue, List<Scenario>> selected;

    /** @param selected picks cells, whatever the policy and the backend */
    Cells(Function<Catalogue, List<Scenario>> selected) {
        this.selected = selected;
    }

    /** A rule's cells, by their name without the policy. */
    Map<String, Scenario> of(String id, SyncRule rule, Backend backend) {
        SyncPolicy policy = SyncPolicy.everywhere(id, "found", rule);
        Parts parts = new Parts(List.of(policy), List.of(backend), Parts.BUILT_IN.walkers());
        Catalogue main = Catalogues.of(parts).get(0);
        Map<String, Scenario> cells = new LinkedHashMap<>();
        for (Scenario scenario : selected.apply(main)) {
            cells.put(scenario.name().substring(scenario.name().indexOf('/') + 1), scenario);
        }
        return cells;
    }
}
