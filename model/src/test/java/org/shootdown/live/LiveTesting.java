package org.shootdown.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Observation;

/** Runs small machines live and holds what is seen against what the explorer allows. */
final class LiveTesting {
    private LiveTesting() {}

    /** What a thousand executions or so show, none of which the explorer forbids. */
    static Set<Observation> observe(Machine machine) throws InterruptedException {
        return observeUntil(machine, o -> false, Duration.ofMillis(300));
    }

    /** The same, but for as long as it takes to see what is {@code wanted}, or until it takes too long. */
    static Set<Observation> observeUntil(Machine machine, Predicate<Observation> wanted) throws InterruptedException {
        return observeUntil(machine, wanted, Duration.ofSeconds(30));
    }

    private static Set<Observation> observeUntil(Machine machine, Predicate<Observation> wanted, Duration limit)
            throws InterruptedException {
        Set<Observation> allowed = allowed(machine);
        Set<Observation> seen = new HashSet<>();
        long start = System.nanoTime();
        do {
            seen.addAll(Sampler.sample(machine, 1_000).keySet());
            assertThat(allowed).as(machine.name()).containsAll(seen);
        } while (seen.stream().noneMatch(wanted) && System.nanoTime() - start < limit.toNanos());
        return seen;
    }

    /** What the explorer allows under TSO. */
    static Set<Observation> allowed(Machine machine) {
        return Checker.observations(machine, CheckOptions.exhaustive(MemoryModel.TSO));
    }

    /** For tests that want to see two CPUs meet. */
    static void assumeTwoCores() {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "needs two cores");
    }

    /** For tests that want to see what x86-TSO allows and sequential consistency doesn't. */
    static void assumeX86() {
        String arch = System.getProperty("os.arch");
        assumeTrue(arch.equals("amd64") || arch.equals("x86_64"), "needs an x86, not " + arch);
    }

    /** A function to call on other CPUs, equal to no other. */
    static IpiFunction function(Consumer<Cpu> body) {
        return new IpiFunction() {
            @Override
            public Purpose purpose() {
                return Purpose.OTHER;
            }

            @Override
            public void run(Cpu cpu) {
                body.accept(cpu);
            }
        };
    }
}
