package org.shootdown.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Machine;

/**
 * The shared state of the modelled kernel, and what was decided at boot: the backend of TLB flushes and the policy of
 * synchronisation. Kernel functions are written against it.
 */
public final class Kernel {
    /** {@code &init_mm}, in cells that name an mm. */
    public static final int INIT_MM = 0;

    private final Machine.Builder machine;
    private final Backend backend;
    private final SyncRule sync;
    private final List<Mm> mms = new ArrayList<>();
    private final PerCpu[] perCpu;
    private final boolean hardwareWalks;
    private final Set<Deviation> deviations;
    private final Cell iMmapRwsem;

    /** Linux 7.0: a kernel without deviations. */
    public Kernel(
            Machine.Builder machine,
            Backend backend,
            SyncRule sync,
            int mms,
            List<CpuStart> start,
            GlobalAsid globalAsid,
            boolean hardwareWalks) {
        this(machine, backend, sync, mms, start, globalAsid, hardwareWalks, Set.of());
    }

    /**
     * @param machine where the cells are declared
     * @param mms how many mms there are, at least 1; a further one is the temporary mm of {@code use_temporary_mm}
     * @param start how each CPU starts; their number is the number of CPUs
     * @param globalAsid the state of the mms' global ASIDs, on a machine with INVLPGB
     * @param hardwareWalks whether some CPU's hardware walker is modelled, and so TLB contents matter
     * @param deviations where it differs from Linux 7.0
     */
    public Kernel(
            Machine.Builder machine,
            Backend backend,
            SyncRule sync,
            int mms,
            List<CpuStart> start,
            GlobalAsid globalAsid,
            boolean hardwareWalks,
            Set<Deviation> deviations) {
        this.machine = machine;
        this.backend = backend;
        this.sync = sync;
        this.hardwareWalks = hardwareWalks;
        this.deviations = Set.copyOf(deviations);
        for (int id = 1; id <= mms; id++) {
            this.mms.add(new Mm(machine, id, mms, start, backend.hasInvlpgb() ? globalAsid : GlobalAsid.NONE));
        }
        this.perCpu = new PerCpu[start.size()];
        for (int cpu = 0; cpu < perCpu.length; cpu++) {
            perCpu[cpu] = new PerCpu(machine, cpu, mms, start.get(cpu), this.mms);
        }
        this.iMmapRwsem = machine.cell("i_mmap_rwsem", 1);
    }

    /** How a CPU starts: the mm in its CR3, whether it is lazy, and the mm of its current task (0 for a kthread). */
    public record CpuStart(int loadedMm, boolean lazy, int currentMm) {
        /** A CPU that runs a thread of an mm. */
        public static CpuStart running(int mm) {
            return new CpuStart(mm, false, mm);
        }

        /** An idle CPU or kthread that borrowed nobody's mm. */
        public static CpuStart idle() {
            return new CpuStart(INIT_MM, false, 0);
        }

        /** A kthread on a borrowed mm. */
        public static CpuStart lazy(int mm) {
            return new CpuStart(mm, true, 0);
        }
    }

    /** Where mms stand with their global ASIDs when the model starts, on a machine with INVLPGB. */
    public enum GlobalAsid {
        /** None has one, and none will get one. */
        NONE,
        /** None has one; {@code consider_global_asid} may give it one at any flush. */
        MAY_COME,
        /** Assigned, but CPUs still run with the ASID they had. */
        TRANSITION,
        /** Assigned, and all CPUs use it. */
        STEADY
    }

    public Machine.Builder machine() {
        return machine;
    }

    public Backend backend() {
        return backend;
    }

    /** The rule of synchronisation with walkers that boot code settled on. */
    public SyncRule sync() {
        return sync;
    }

    /** The mm whose number in {@code loaded_mm} and {@code current->mm} is {@code id}, from 1. */
    public Mm mm(int id) {
        return mms.get(id - 1);
    }

    public int mmCount() {
        return mms.size();
    }

    /** {@code LOADED_MM_SWITCHING}. */
    public int switching() {
        return mms.size() + 1;
    }

    public PerCpu perCpu(int cpu) {
        return perCpu[cpu];
    }

    /** How many CPUs are online. */
    public int cpus() {
        return perCpu.length;
    }

    /** {@code cpu_online_mask}. */
    public int onlineMask() {
        return (1 << perCpu.length) - 1;
    }

    /** Whether TLB contents are modelled. */
    public boolean hardwareWalks() {
        return hardwareWalks;
    }

    /** Whether the kernel differs from Linux 7.0 in this. */
    public boolean deviates(Deviation deviation) {
        return deviations.contains(deviation);
    }

    /** {@code i_mmap_rwsem} of the shared file, as unsharers take it: for writing. */
    public Cell iMmapRwsem() {
        return iMmapRwsem;
    }
}
