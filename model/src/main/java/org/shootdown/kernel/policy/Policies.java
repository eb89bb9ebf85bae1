package org.shootdown.kernel.policy;

import java.util.List;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.SyncPolicy;
import org.shootdown.kernel.SyncRule;
import org.shootdown.kernel.boot.NativePvTlbInit;
import org.shootdown.kernel.policy.FlushImpliesIpi.Skips;
import org.shootdown.kernel.policy.Targeted.Barrier;

/** Every policy, in the order of the tables. */
public final class Policies {
    private static final List<SyncPolicy> ALL = List.of(
            SyncPolicy.everywhere("broadcast", "mainline: interrupt every other online CPU", new Broadcast()),
            SyncPolicy.everywhere("never", "control: no sync at all", new Never())
                    .asControl(),
            SyncPolicy.everywhere("mm-cpumask", "Podemsky 1: interrupt the CPUs in mm_cpumask", new MmCpumask()),
            SyncPolicy.everywhere("kernel-mode", "Podemsky 2: of those the ones in kernel mode", new KernelMode(false)),
            SyncPolicy.everywhere(
                    "kernel-mode-posted", "Podemsky 2 as C parses it: of those none", new KernelMode(true)),
            nativeOnly("rfc", "skip at the call sites on native without INVLPGB", Skips.AT_CALL_SITES),
            nativeOnly("v1", "the same inside sync_one, by a pv_ops callback", Skips.SYNC_ONE),
            nativeOnly("v2", "as v1", Skips.SYNC_ONE),
            SyncPolicy.everywhere("v3", "skip if a flush of this gather noted IPIs", new FlushSentIpi()),
            new SyncPolicy(
                    "v4-property",
                    "v4's skip alone: native or KVM, no INVLPGB",
                    b -> skipping(v4Property(b), Skips.SYNC_ONE)),
            SyncPolicy.everywhere(
                    "v4-targeted", "v4's aim alone: announced walkers, rmb", new Targeted(Barrier.RMB, false)),
            SyncPolicy.everywhere("v4-targeted-none", "the same without a barrier", new Targeted(Barrier.NONE, false)),
            SyncPolicy.everywhere("v4-targeted-mb", "the same with a full barrier", new Targeted(Barrier.MB, false)),
            new SyncPolicy("v4", "v4 as posted: both halves", b -> new Targeted(Barrier.RMB, v4Property(b))),
            decidedAtBoot("v5", "skip both syncs on native without INVLPGB", true),
            decidedAtBoot("v6", "as v5, by a static key", true),
            decidedAtBoot("v7", "as v6, decided once in native_pv_tlb_init", true),
            decidedAtBoot("v8", "as v7", true),
            decidedAtBoot("v10", "as v7; lazy CPUs wake for freed and unshared", true),
            decidedAtBoot("v10-freed-only", "v10 without the unshared half of wake_lazy_cpus", false),
            SyncPolicy.everywhere("sync-rcu", "7.1: synchronize_rcu where one table is freed", new SyncRcu()));

    private Policies() {}

    /** All of them. */
    public static List<SyncPolicy> all() {
        return ALL;
    }

    /** The policy called {@code id}. */
    public static SyncPolicy named(String id) {
        return ALL.stream().filter(policy -> policy.id().equals(id)).findFirst().orElseThrow();
    }

    /** Asks of the machine, wherever it may skip, what later versions ask at boot. */
    private static SyncPolicy nativeOnly(String id, String description, Skips asked) {
        return new SyncPolicy(
                id, description, b -> skipping(NativePvTlbInit.TEST.holds(b.flushIsNative(), b.hasInvlpgb()), asked));
    }

    private static SyncPolicy decidedAtBoot(String id, String description, boolean wakesForUnshared) {
        return SyncPolicy.decidedAtBoot(
                id,
                description,
                NativePvTlbInit.TEST,
                new FlushImpliesIpi(Skips.SYNC_ONE_AND_RCU, wakesForUnshared),
                wakesForUnshared ? new FlushImpliesIpi(Skips.NOTHING, true) : new Broadcast());
    }

    private static SyncRule skipping(boolean implied, Skips asked) {
        return new FlushImpliesIpi(implied ? asked : Skips.NOTHING, true);
    }

    /** v4's property: boot code sets it for native and for KVM, each without INVLPGB. */
    private static boolean v4Property(Backend backend) {
        return backend.interruptsWhoeverRuns() && !backend.hasInvlpgb();
    }
}
