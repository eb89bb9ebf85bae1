package org.shootdown.kernel.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.Deviation;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.Kernel.CpuStart;
import org.shootdown.kernel.SyncRule;
import org.shootdown.kernel.policy.Policies;
import org.shootdown.kernel.tlb.HardwareWalker;
import org.shootdown.kernel.tlb.HardwareWalker.Cached;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;

/** What the models of this package stand on: a kernel, and CPUs that are added one by one. */
final class Stage {
    /** The mm whose page tables change; the walker looks at them. */
    static final int MM = 1;
    /** The number of a second mm, which other CPUs run or which inherits a table. */
    static final int OTHER = 2;

    final Machine.Builder machine;
    final Kernel kernel;
    private final Backend backend;
    private int cpus;

    private Stage(
            String name,
            Backend backend,
            SyncRule sync,
            Set<Deviation> deviations,
            boolean hardwareWalks,
            List<CpuStart> starts) {
        machine = Machine.builder(name);
        machine.walkInsideUnlinked("a walker looks at what is no longer linked");
        this.backend = backend;
        kernel = Kernel.builder(machine, backend, sync, OTHER, starts)
                .hardwareWalks(hardwareWalks)
                .deviations(deviations)
                .build();
    }

    /** A stage on which software walks; its first CPU operates on {@link #MM}. */
    static Stage software(String name, Backend backend, SyncRule sync, CpuStart... others) {
        return new Stage(name, backend, sync, Set.of(), false, starts(others));
    }

    /** A stage on which the processor walks. */
    static Stage hardware(String name, Backend backend, SyncRule sync, Set<Deviation> deviations, CpuStart... others) {
        return new Stage(name, backend, sync, deviations, true, starts(others));
    }

    private static List<CpuStart> starts(CpuStart... others) {
        List<CpuStart> starts = new ArrayList<>();
        starts.add(CpuStart.running(MM));
        starts.addAll(List.of(others));
        return starts;
    }

    /** Mainline's sync from 2ba99c5e0881 on. */
    static SyncRule broadcast(Backend backend) {
        return Policies.named("broadcast").on(backend);
    }

    /** The rule of the time before there was a sync. */
    static SyncRule noSync(Backend backend) {
        return Policies.named("never").on(backend);
    }

    /** Adds the next CPU, which runs {@code task}. */
    Stage cpu(Program task) {
        int id = cpus++;
        machine.cpu("CPU" + id, task).interestedWhile(kernel.perCpu(id).loadedMm, MM);
        return this;
    }

    /** Adds the page walker of a CPU, after all CPUs. */
    Stage walkerOf(int cpu, Cached cached) {
        machine.agent("CPU" + cpu + " walker", new HardwareWalker(kernel, cpu, kernel.mm(MM), cached));
        return this;
    }

    /** Adds the host, which may deschedule a vCPU once, after all CPUs. */
    Stage hostOf(int vcpu) {
        machine.agent("host", backend.host().orElseThrow().of(kernel, vcpu));
        return this;
    }

    Machine build() {
        return machine.build();
    }
}
