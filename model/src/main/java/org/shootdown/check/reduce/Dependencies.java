package org.shootdown.check.reduce;

import org.shootdown.check.system.CompiledCallback;
import org.shootdown.check.system.CompiledCpu;
import org.shootdown.check.system.TransitionSystem;

/**
 * The dependency relation that {@link PartialOrder} builds on: what each mover can do to the {@link Resources}, as far as
 * the programs alone tell.
 */
final class Dependencies {
    final Resources resources;
    private final CpuAccesses[] cpus;
    private final Accesses[] callbacks;

    Dependencies(TransitionSystem ts) {
        resources = new Resources(ts);
        cpus = new CpuAccesses[ts.cpus.length];
        for (CompiledCpu cpu : ts.cpus) {
            cpus[cpu.id] = new CpuAccesses(resources, cpu);
        }
        callbacks = new Accesses[ts.callbacks.length];
        for (CompiledCallback callback : ts.callbacks) {
            Accesses all = resources.none();
            for (int n = 0; n < callback.code.size(); n++) {
                all.add(resources.ofStep(null, callback.code, n));
            }
            resources.addNotes(all, callback.entryEffects);
            all.write(resources.period(callback.number));
            callbacks[callback.number] = all;
        }
    }

    CpuAccesses of(CompiledCpu cpu) {
        return cpus[cpu.id];
    }

    Accesses of(CompiledCallback callback) {
        return callbacks[callback.number];
    }
}
