package org.shootdown.kernel;

import java.util.function.Function;

/**
 * A version of the kernel's synchronisation with lockless walkers. What it does on a given machine is settled at boot,
 * when the backend is known.
 *
 * <p>To add a policy write one class, its {@link SyncRule}, and one line in {@code kernel.policy.Policies}.
 *
 * @param id the stable name on the command line
 * @param description one line for people
 * @param decide what boot code makes of the policy on a backend
 */
public record SyncPolicy(String id, String description, Function<Backend, SyncRule> decide) {
    /** The same rule on every backend. */
    public static SyncPolicy everywhere(String id, String description, SyncRule rule) {
        return new SyncPolicy(id, description, backend -> rule);
    }

    /** The rule in force on {@code backend}. */
    public SyncRule on(Backend backend) {
        return decide.apply(backend);
    }
}
