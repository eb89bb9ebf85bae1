package org.shootdown.catalogue;

import java.util.Optional;
import org.shootdown.catalogue.Catalogue.LeftOut;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.SyncPolicy;
import org.shootdown.kernel.Walker;

/** One choice per axis, whatever the memory model: a scenario, unless a rule leaves it out. */
record Combination(SyncPolicy policy, Backend backend, Operation operation, Walker walker, CpuSituation situation) {
    /** Leaves combinations out. */
    @FunctionalInterface
    interface Rule {
        /** Why a combination is left out, or nothing if it is a scenario. */
        Optional<LeftOut> senseless(Combination combination);
    }

    /** The name of its machine. */
    String name() {
        return String.join(
                "/",
                policy.id(),
                backend.id(),
                operation.id(),
                walker.id(),
                situation.choice().id());
    }
}
