package org.shootdown.catalogue;

import java.util.Optional;
import java.util.function.Supplier;
import org.shootdown.catalogue.Catalogue.LeftOut;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.SyncPolicy;
import org.shootdown.kernel.Walker;
import org.shootdown.machine.Machine;

/** One choice per axis, whatever the memory model: a scenario, unless a rule leaves it out. */
record Combination(SyncPolicy policy, Backend backend, Operation operation, Walker walker, CpuSituation situation) {
    /** Leaves combinations out. */
    @FunctionalInterface
    interface Rule {
        /** Why a combination is left out, or nothing if it is a scenario. */
        Optional<LeftOut> senseless(Combination combination);
    }

    /**
     * How its machine is built.
     *
     * @param sameness see {@link Scenario}
     */
    record Model(Object sameness, Supplier<Machine> machine) {}

    /** The model, which is wrong if policy or backend, which may be a user's own, fail to say what they are. */
    Model model() {
        try {
            String name = name();
            return new Model(assembly().sameness(), () -> assembly().build(name));
        } catch (RuntimeException e) {
            return new Model(new Object(), () -> {
                throw e;
            });
        }
    }

    /** Asks the policy anew, which a machine that is built again must not notice. */
    private Assembly assembly() {
        return new Assembly(policy.on(backend), backend, operation, walker, situation);
    }

    /** Whether the order of its sync and the walk is a question of its own; so it is where the policy fails to say. */
    boolean isAskedForOrder() {
        try {
            return policy.on(backend).isAskedForOrder();
        } catch (RuntimeException e) {
            return true;
        }
    }

    private String name() {
        return String.join(
                "/",
                policy.id(),
                backend.id(),
                operation.id(),
                walker.id(),
                situation.choice().id());
    }
}
