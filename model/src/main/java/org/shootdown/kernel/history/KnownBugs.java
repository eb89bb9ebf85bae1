package org.shootdown.kernel.history;

import java.util.List;

/** Every known bug that is modelled, in the order of the tables. */
public final class KnownBugs {
    private static final List<KnownBug> ALL = List.of(
            new ThpCollapseNoPmdRecheck(),
            new ThpCollapseNoSync(),
            new Cve202538085(),
            new Cve202538084(),
            new Cve20214002(),
            new TlbRemoveTableEarly(),
            new TlbRemoveTableOneUser(),
            new LazyCpuSkipped(),
            new PvFlushImmediateFree(),
            new Cve201818281(),
            new Cve202537964(),
            new SwitchMmNoBarrier(),
            new Cve202450066());

    private KnownBugs() {}

    /** All of them. */
    public static List<KnownBug> all() {
        return ALL;
    }
}
