package org.shootdown.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Machine;

/**
 * The shared state of the modelled kernel, and what was decided at boot: the backend of TLB flushes and the rule of
 * synchronisation. Kernel functions are written against it.
 */
public final class Kernel {
    /** {@code &init_mm}, in cells that name an mm. */
    public static final int INIT_MM = 0;
    /** The mm whose page tables a hardware walker watches: of no other is it modelled what processors cache. */
    public static final int WATCHED = 1;

    private final Machine.Builder machine;
    private final Backend backend;
    private final SyncRule sync;
    private final List<Mm> mms = new ArrayList<>();
    private final List<PerCpu> perCpus = new ArrayList<>();
    private final boolean hardwareWalks;
    private final Set<Deviation> deviations;
    private final Cell iMmapRwsem;
    private final Cell globalAsidLock;

    private Kernel(Builder options) {
        machine = options.machine;
        backend = options.backend;
        sync = options.sync;
        hardwareWalks = options.hardwareWalks;
        deviations = options.deviations;
        for (int id = 1; id <= options.mms; id++) {
            GlobalAsid asid = backend.hasInvlpgb() ? options.globalAsid.apply(id) : GlobalAsid.NONE;
            mms.add(new Mm(machine, id, options.mms, options.start, asid));
        }
        for (int cpu = 0; cpu < options.start.size(); cpu++) {
            perCpus.add(new PerCpu(machine, cpu, options.start.get(cpu), mms));
        }
        iMmapRwsem = machine.cell("i_mmap_rwsem", 1);
        globalAsidLock = machine.cell("global_asid_lock", 1);
    }

    /**
     * A kernel whose cells are declared in {@code machine}. It is Linux 7.0, with TLB contents left out, unless it is
     * told otherwise.
     *
     * @param mms how many mms there are, at least 1; a further one is the temporary mm of {@code use_temporary_mm}
     * @param start how each CPU starts; their number is the number of CPUs
     */
    public static Builder builder(
            Machine.Builder machine, Backend backend, SyncRule sync, int mms, List<CpuStart> start) {
        return new Builder(machine, backend, sync, mms, start);
    }

    /** What a kernel is made of. */
    public static final class Builder {
        private final Machine.Builder machine;
        private final Backend backend;
        private final SyncRule sync;
        private final int mms;
        private final List<CpuStart> start;
        private IntFunction<GlobalAsid> globalAsid = mm -> GlobalAsid.STEADY;
        private boolean hardwareWalks;
        private Set<Deviation> deviations = Set.of();

        private Builder(Machine.Builder machine, Backend backend, SyncRule sync, int mms, List<CpuStart> start) {
            this.machine = machine;
            this.backend = backend;
            this.sync = sync;
            this.mms = mms;
            this.start = List.copyOf(start);
        }

        /** Where each mm, by its number, stands with its global ASID; without INVLPGB, as if {@link GlobalAsid#NONE}. */
        public Builder globalAsid(IntFunction<GlobalAsid> states) {
            globalAsid = states;
            return this;
        }

        /** Whether some CPU's hardware walker is modelled, and so TLB contents matter. */
        public Builder hardwareWalks(boolean walks) {
            hardwareWalks = walks;
            return this;
        }

        /** Where it differs from Linux 7.0. */
        public Builder deviations(Set<Deviation> all) {
            deviations = Set.copyOf(all);
            return this;
        }

        /** The kernel, with the cells that its backend and its rule keep for themselves. */
        public Kernel build() {
            Kernel k = new Kernel(this);
            backend.declare(k);
            sync.declare(k);
            k.mms.forEach(Mm::sealOwn);
            k.perCpus.forEach(PerCpu::sealOwn);
            return k;
        }
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

    /** Where an mm stands with its global ASID when the model starts, on a machine with INVLPGB. */
    public enum GlobalAsid {
        /** It has none, and will get none: the common case, for {@code consider_global_asid} asks for four busy CPUs. */
        NONE,
        /** It has none; {@code consider_global_asid} may give it one at any flush, for CPUs that are not modelled. */
        MAY_COME,
        /** Assigned, but CPUs still run with the ASID they had. */
        TRANSITION,
        /** Assigned, and all CPUs use it. */
        STEADY
    }

    /** What the machine is built by, for further cells of a model. */
    public Machine.Builder machine() {
        return machine;
    }

    /** How TLB flushes reach other CPUs. */
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

    /** Every mm, by its number. */
    public List<Mm> mms() {
        return List.copyOf(mms);
    }

    /** How many mms there are. */
    public int mmCount() {
        return mms.size();
    }

    /** {@code LOADED_MM_SWITCHING}. */
    public int switching() {
        return mms.size() + 1;
    }

    /** The per-CPU variables of a CPU. */
    public PerCpu perCpu(int cpu) {
        return perCpus.get(cpu);
    }

    /** {@code this_cpu_ptr}: the part of the CPU that asks. */
    public PerCpu perCpu(Cpu cpu) {
        return perCpus.get(cpu.id());
    }

    /** The part of every CPU, in their order. */
    public List<PerCpu> perCpus() {
        return List.copyOf(perCpus);
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

    /** {@code global_asid_lock}. */
    public Cell globalAsidLock() {
        return globalAsidLock;
    }
}
