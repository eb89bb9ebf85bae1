package org.shootdown.catalogue;

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

    /**
     * With one policy more, before all others.
     *
     * @throws BadInput if its id is no name for the command line, or is that of another policy
     */
    public Parts with(SyncPolicy policy) {
        return new Parts(UserName.before("policy", policy, policies, SyncPolicy::id), backends, walkers);
    }

    /** With one backend more, before all others; see {@link #with(SyncPolicy)}. */
    public Parts with(Backend backend) {
        return new Parts(policies, UserName.before("backend", backend, backends, Backend::id), walkers);
    }

    /** With one walker more, before all others; see {@link #with(SyncPolicy)}. */
    public Parts with(Walker walker) {
        return new Parts(policies, backends, UserName.before("walker", walker, walkers, Walker::id));
    }

    /**
     * With a policy in place of the one that has its id.
     *
     * @throws BadInput if none has
     */
    public Parts replacing(SyncPolicy policy) {
        return new Parts(UserName.inPlace("policy", policy, policies, SyncPolicy::id), backends, walkers);
    }

    /** With a backend in place of the one that has its id; see {@link #replacing(SyncPolicy)}. */
    public Parts replacing(Backend backend) {
        return new Parts(policies, UserName.inPlace("backend", backend, backends, Backend::id), walkers);
    }

    /** With a walker in place of the one that has its id; see {@link #replacing(SyncPolicy)}. */
    public Parts replacing(Walker walker) {
        return new Parts(policies, backends, UserName.inPlace("walker", walker, walkers, Walker::id));
    }
}
