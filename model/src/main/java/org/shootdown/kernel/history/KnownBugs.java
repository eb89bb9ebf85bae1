package org.shootdown.kernel.history;

import java.util.List;

/** Every known bug that is modelled, in the order of the tables. */
public final class KnownBugs {
    private static final List<KnownBug> ALL = List.of(
            ThpCollapseNoPmdRecheck.BUG,
            ThpCollapseNoSync.BUG,
            Cve202538085.BUG,
            Cve202538084.BUG,
            Cve20214002.BUG,
            TlbRemoveTableEarly.BUG,
            TlbRemoveTableOneUser.BUG,
            LazyCpuSkipped.BUG,
            PvFlushImmediateFree.BUG,
            Cve201818281.BUG,
            Cve202537964.BUG,
            SwitchMmNoBarrier.BUG,
            Cve202450066.BUG);

    private KnownBugs() {}

    /** All of them. */
    public static List<KnownBug> all() {
        return ALL;
    }
}
