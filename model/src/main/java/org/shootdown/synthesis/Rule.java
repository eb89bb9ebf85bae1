package org.shootdown.synthesis;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.shootdown.kernel.Gather;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.PerCpu;
import org.shootdown.kernel.SyncRule;
import org.shootdown.kernel.policy.TableSync;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.CpuMask;
import org.shootdown.machine.IpiFunction;

/**
 * A rule as a point of a space: what walkers announce, what the sync waits for, and when it may be skipped. Equal points
 * are equal rules.
 *
 * @param announcement what a walker says while it walks, in a per-CPU variable
 * @param end what the end of a walk makes of it
 * @param walker the barrier between a walker's announcement and its first load
 * @param sync the barrier between the change of the page table and the look at who walks
 * @param target whom the sync waits for
 * @param unsharer who syncs when a table stops being shared
 * @param lazy for which tables a flush takes in lazy CPUs
 * @param skip which sync may be left out because of what the flush did
 * @param one what is done before one table is freed at once
 */
record Rule(
        Announcement announcement,
        End end,
        Walker walker,
        Sync sync,
        Target target,
        Unsharer unsharer,
        Lazy lazy,
        Skip skip,
        One one)
        implements SyncRule {
    /** What a walker says while it walks. */
    enum Announcement {
        NONE,
        /** That it walks. */
        FLAG,
        /** Which mm it walks; init_mm has a number of its own. */
        MM,
        /** How many walks are under way: one inside another counts too. */
        COUNT
    }

    /** What the end of a walk leaves in the variable. */
    enum End {
        /** Nothing to end. */
        NONE,
        /** 0, whatever it held before. */
        CLEAR,
        /** What it held when the walk began. */
        RESTORE,
        /** One less. */
        DECREMENT
    }

    /** A walker's barrier. */
    enum Walker {
        NONE,
        MB
    }

    /** The sync's barrier. */
    enum Sync {
        NONE,
        RMB,
        MB,
        /** smp_mb on every other CPU by interrupt, as membarrier does: in place of the walkers' own. */
        ASYMMETRIC
    }

    /** Whom the sync waits for. */
    enum Target {
        NOBODY,
        /** Every other online CPU. */
        ALL,
        /** All readers, by a grace period. */
        GRACE_PERIOD,
        /** mm_cpumask. */
        MASK,
        /** Who announces anything. */
        ANY,
        /** Who announces this mm. */
        SAME_MM,
        /** Who is in mm_cpumask and announces anything. */
        MASK_AND_ANY,
        /** Who is in mm_cpumask or announces this mm. */
        MASK_OR_SAME_MM;

        boolean readsAnnouncements() {
            return ordinal() >= ANY.ordinal();
        }

        boolean readsMask() {
            return this == MASK || this == MASK_AND_ANY || this == MASK_OR_SAME_MM;
        }

        boolean asksForMm() {
            return this == SAME_MM || this == MASK_OR_SAME_MM;
        }
    }

    /** Who syncs when a table stops being shared. */
    enum Unsharer {
        LAST,
        EVERY
    }

    /** For which tables a flush takes in lazy CPUs. */
    enum Lazy {
        NEVER,
        FREED,
        FREED_AND_UNSHARED
    }

    /** What makes a sync needless. */
    enum Skip {
        NEVER,
        /** v3: a flush of the gather noted that it interrupted, at any time before. */
        NOTED,
        /** The same, but each flush begins without a note. */
        NOTED_BY_LAST_FLUSH
    }

    /** What is done before one table is freed at once: up to 7.0, and in 7.1, where it is a grace period. */
    enum One {
        /** The sync up to 7.0, a grace period in 7.1. */
        AS_POSTED,
        /** A grace period in both. */
        GRACE_PERIOD,
        /** The sync in both. */
        SYNC
    }

    private static final String TRACKER = "lockless_walk";
    /** Walks inside one another: a task's, an NMI's. A count beyond that is none that any execution has. */
    private static final int DEEPEST = 2;

    /** smp_mb on the CPU that is interrupted. */
    private record Barrier() implements IpiFunction {
        private static final Barrier ON_ALL = new Barrier();

        @Override
        public void run(Cpu cpu) {
            cpu.smpMb();
        }

        @Override
        public Purpose purpose() {
            return Purpose.TABLE_SYNC;
        }
    }

    @Override
    public void declare(Kernel k) {
        if (announcement == Announcement.NONE) {
            return;
        }
        int max = switch (announcement) {
            case MM -> k.mmCount() + 1;
            case COUNT -> DEEPEST;
            default -> 1;
        };
        k.perCpus().forEach(cpu -> cpu.declare(TRACKER, max, 0));
    }

    private static Cell tracker(PerCpu cpu) {
        return cpu.own(TRACKER);
    }

    @Override
    public int walkStart(Kernel k, Cpu cpu, int mm) {
        if (announcement == Announcement.NONE) {
            return 0;
        }
        Cell mine = tracker(k.perCpu(cpu));
        boolean looks = end == End.RESTORE || end == End.DECREMENT;
        int before = looks ? cpu.readOnce(mine) : 0;
        cpu.writeOnce(
                mine,
                switch (announcement) {
                    case MM -> mm == Kernel.INIT_MM ? k.mmCount() + 1 : mm;
                    case COUNT -> Math.min(before + 1, DEEPEST);
                    default -> 1;
                });
        if (walker == Walker.MB) {
            cpu.smpMb();
        }
        return before;
    }

    /** An NMI's walk leaves a count as it found it, so that what was read at the start plus one is what is there. */
    @Override
    public void walkEnd(Kernel k, Cpu cpu, int token) {
        if (announcement != Announcement.NONE) {
            cpu.storeRelease(tracker(k.perCpu(cpu)), end == End.CLEAR ? 0 : token);
        }
    }

    @Override
    public void syncOne(Kernel k, Cpu cpu, Gather tlb) {
        if (skip != Skip.NEVER && tlb.takeFlushSentIpi()) {
            return;
        }
        waitForTarget(k, cpu, tlb);
    }

    @Override
    public void syncUnshared(Kernel k, Cpu cpu, Gather tlb) {
        if (unsharer == Unsharer.EVERY) {
            syncOne(k, cpu, tlb);
        }
    }

    @Override
    public void syncFreeOne(Kernel k, Cpu cpu, Gather tlb) {
        if (one == One.GRACE_PERIOD) {
            cpu.synchronizeRcu();
        } else {
            syncOne(k, cpu, tlb);
        }
    }

    @Override
    public void syncRcu(Kernel k, Cpu cpu, Gather tlb) {
        if (one == One.SYNC) {
            syncOne(k, cpu, tlb);
        } else {
            cpu.synchronizeRcu();
        }
    }

    private void waitForTarget(Kernel k, Cpu cpu, Gather tlb) {
        switch (sync) {
            case RMB -> cpu.smpRmb();
            case MB -> cpu.smpMb();
            case ASYMMETRIC -> {
                cpu.smpMb();
                cpu.callFunctionMany(cpu.onlineMask(), Barrier.ON_ALL, true);
            }
            default -> {}
        }
        switch (target) {
            case NOBODY -> {}
            case ALL -> TableSync.interrupt(cpu, cpu.onlineMask());
            case GRACE_PERIOD -> cpu.synchronizeRcu();
            case MASK -> TableSync.interrupt(cpu, tlb.mm().readCpumask(cpu));
            default -> TableSync.interrupt(cpu, announced(k, cpu, tlb));
        }
    }

    private CpuMask announced(Kernel k, Cpu cpu, Gather tlb) {
        CpuMask among = target == Target.MASK_AND_ANY ? tlb.mm().readCpumask(cpu) : cpu.onlineMask();
        CpuMask found = target == Target.MASK_OR_SAME_MM ? tlb.mm().readCpumask(cpu) : cpu.emptyMask();
        int mm = tlb.mm().id();
        cpu.forEachOther(among, other -> {
            int says = cpu.readOnce(tracker(k.perCpu(other)));
            if (target.asksForMm() ? says == mm : says != 0) {
                found.add(other);
            }
        });
        return found;
    }

    @Override
    public void flushBegins(Gather tlb) {
        if (skip == Skip.NOTED_BY_LAST_FLUSH) {
            tlb.takeFlushSentIpi();
        }
    }

    @Override
    public boolean wakeLazyCpus(boolean freedTables, boolean unsharedTables) {
        return switch (lazy) {
            case NEVER -> false;
            case FREED -> freedTables;
            case FREED_AND_UNSHARED -> freedTables || unsharedTables;
        };
    }

    /** It trusts the flush if it waits for nobody, or not always. */
    @Override
    public boolean isAskedForOrder() {
        return skip == Skip.NEVER && target != Target.NOBODY && target != Target.ALL;
    }

    /** What walkers do, and what a flush for freed tables takes in. */
    @Override
    public Object withoutSync() {
        return Stream.of(announcement, end, walker, lazy != Lazy.NEVER).toList();
    }

    /** The point's name: its choices where they are not those of mainline. */
    String id() {
        return Stream.of(
                        announcement == Announcement.NONE ? "" : word(announcement) + "-" + word(end),
                        walker == Walker.NONE ? "" : "walker-" + word(walker),
                        sync == Sync.NONE ? "" : "sync-" + word(sync),
                        "to-" + word(target),
                        unsharer == Unsharer.LAST ? "" : "every-unsharer",
                        lazy == Lazy.FREED ? "" : lazy == Lazy.NEVER ? "no-lazy" : "all-lazy",
                        skip == Skip.NEVER ? "" : "skip-" + word(skip),
                        one == One.AS_POSTED ? "" : "one-" + word(one))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("-"));
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
