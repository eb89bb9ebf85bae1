package org.shootdown.kernel;

import java.util.Optional;
import java.util.function.Function;

/**
 * A version of the kernel's synchronisation with lockless walkers. What it does on a given machine is settled at boot,
 * when the backend is known.
 *
 * <p>A policy of one's own is a {@link SyncRule} and a policy that names it: in a file of its own, run with {@code
 * Shootdown.withPolicy}, or as one class and one line in {@code kernel.policy.Policies}. It is run on the same
 * operations, backends, walkers and misuse as every other; what a policy is run on besides, it says itself, here and in
 * its rule.
 *
 * @param id the stable name on the command line: lower-case letters, digits, dashes
 * @param description one line for people
 * @param decide which rule is in force on a backend that has installed its flush in time
 * @param bootTest what decides between the rules, if boot code asks it once: then the boot is checked as well
 * @param control whether the policy is meant to fail, to show that a check can
 */
public record SyncPolicy(
        String id,
        String description,
        Function<Backend, SyncRule> decide,
        Optional<BootTest> bootTest,
        boolean control) {
    /** A policy that looks at the backend, in whatever way, whenever it synchronises. */
    public SyncPolicy(String id, String description, Function<Backend, SyncRule> decide) {
        this(id, description, decide, Optional.empty(), false);
    }

    /** The same rule on every backend. */
    public static SyncPolicy everywhere(String id, String description, SyncRule rule) {
        return new SyncPolicy(id, description, backend -> rule);
    }

    /** One rule where {@code test} holds at boot, and another elsewhere. */
    public static SyncPolicy decidedAtBoot(
            String id, String description, BootTest test, SyncRule where, SyncRule elsewhere) {
        return new SyncPolicy(
                id,
                description,
                backend -> test.holds(backend.flushIsNative(), backend.hasInvlpgb()) ? where : elsewhere,
                Optional.of(test),
                false);
    }

    /** The same policy, meant to fail. */
    public SyncPolicy asControl() {
        return new SyncPolicy(id, description, decide, bootTest, true);
    }

    /** The rule in force on {@code backend}. */
    public SyncRule on(Backend backend) {
        return decide.apply(backend);
    }
}
