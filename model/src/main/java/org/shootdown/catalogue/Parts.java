package org.shootdown.catalogue;

import java.util.ArrayList;
import java.util.List;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.SyncPolicy;
import org.shootdown.kernel.Walker;
import org.shootdown.kernel.backend.Backends;
import org.shootdown.kernel.mm.Walkers;
import org.shootdown.kernel.policy.Policies;

/**
 * What scenarios are put together from, apart from what is done to page tables.
 *
 * @param policies in the order of the tables
 * @param backends in the order of the tables
 * @param walkers in the order of the tables
 */
public record Parts(List<SyncPolicy> policies, List<Backend> backends, List<Walker> walkers) {
    /** Those that are built in. */
    public static final Parts BUILT_IN = new Parts(Policies.all(), Backends.all(), Walkers.all());

    public Parts {
        policies = List.copyOf(policies);
        backends = List.copyOf(backends);
        walkers = List.copyOf(walkers);
    }

    /** With one policy more, before all others. */
    public Parts with(SyncPolicy policy) {
        return new Parts(before(policy, policies), backends, walkers);
    }

    /** With one backend more, before all others. */
    public Parts with(Backend backend) {
        return new Parts(policies, before(backend, backends), walkers);
    }

    /** With one walker more, before all others. */
    public Parts with(Walker walker) {
        return new Parts(policies, backends, before(walker, walkers));
    }

    private static <T> List<T> before(T first, List<T> others) {
        List<T> all = new ArrayList<>(others);
        all.add(0, first);
        return all;
    }
}
