package org.shootdown.catalogue;

import java.util.ArrayList;
import java.util.List;
import org.shootdown.kernel.SyncPolicy;
import org.shootdown.kernel.policy.Policies;

/** All catalogues there are. */
public final class Catalogues {
    private static final List<Catalogue> ALL =
            List.of(MainCatalogue.of(Policies.all()), MisuseCatalogue.create(), new HistoryCatalogue());

    private Catalogues() {}

    /** The main catalogue with one policy more, before all others: how a new one fares where the known ones stand. */
    public static List<Catalogue> with(SyncPolicy policy) {
        List<SyncPolicy> policies = new ArrayList<>(Policies.all());
        policies.add(0, policy);
        return List.of(MainCatalogue.of(policies));
    }

    /** The main catalogue first. */
    public static List<Catalogue> all() {
        return ALL;
    }
}
