package org.shootdown.scenario;

import java.util.List;

/** All catalogues there are. */
public final class Catalogues {
    private static final List<Catalogue> ALL = List.of(new MainCatalogue());

    private Catalogues() {}

    /** The main catalogue first. */
    public static List<Catalogue> all() {
        return ALL;
    }
}
