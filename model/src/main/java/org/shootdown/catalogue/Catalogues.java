package org.shootdown.catalogue;

import java.util.List;

/** All catalogues there are. */
public final class Catalogues {
    private static final List<Catalogue> ALL = of(Parts.BUILT_IN);

    private Catalogues() {}

    /** Those of what is built in; the main catalogue first. */
    public static List<Catalogue> all() {
        return ALL;
    }

    /** The same with other parts; the known bugs stay what they are. */
    public static List<Catalogue> of(Parts parts) {
        return List.of(MainCatalogue.of(parts), MisuseCatalogue.of(parts), new HistoryCatalogue());
    }
}
