package org.shootdown.catalogue;

import java.util.List;

/** All catalogues there are. */
public final class Catalogues {
    /** The id of the main catalogue. */
    public static final String MAIN = "main";

    private static final List<Catalogue> ALL = of(Parts.BUILT_IN);

    private Catalogues() {}

    /** The main catalogue: every policy on every backend, used as the kernel uses it. */
    public static Catalogue main() {
        return Selection.in(ALL, MAIN).catalogue();
    }

    /** The catalogues {@code main}, {@code misuse} and {@code history} of what is built in. */
    public static List<Catalogue> all() {
        return ALL;
    }

    /** The same with other parts; the known bugs stay what they are. */
    public static List<Catalogue> of(Parts parts) {
        return List.of(MainCatalogue.of(parts), MisuseCatalogue.of(parts), new HistoryCatalogue());
    }
}
