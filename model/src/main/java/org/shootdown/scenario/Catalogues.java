package org.shootdown.scenario;

import java.util.List;

/** All catalogues there are. */
public final class Catalogues {
    private Catalogues() {}

    /** The main catalogue first. */
    public static List<Catalogue> all() {
        return List.of();
    }
}
