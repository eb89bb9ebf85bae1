package org.shootdown.synthesis;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.shootdown.catalogue.Axis;
import org.shootdown.catalogue.Catalogue;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.backend.Backends;

/** Parts of the space and of the catalogue that a test can afford. */
final class Picks {
    static final CheckOptions OPTIONS =
            CheckOptions.exhaustive(MemoryModel.TSO).withReduction(true).withThreads(2);

    private Picks() {}

    static Backend backend(String id) {
        return Backends.all().stream()
                .filter(b -> b.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The TSO cells of some operations and walkers. */
    static Function<Catalogue, List<Scenario>> cells(Set<String> operations, Set<String> walkers) {
        return main -> main.scenarios().stream()
                .filter(s -> s.memory() == MemoryModel.TSO)
                .filter(s -> operations.contains(s.on(Axis.OPERATION)))
                .filter(s -> walkers.contains(s.on(Axis.WALKER)))
                .toList();
    }

    /** All rules that differ in what is announced, in barriers, target and unsharer alone: what is stronger is there as well. */
    static PolicySpace trackers() {
        return space(new RuleSpace()
                .candidates().stream()
                        .filter(c -> c.rule() instanceof Rule r
                                && r.lazy() == Rule.Lazy.FREED_AND_UNSHARED
                                && r.skip() == Rule.Skip.NEVER
                                && r.one() == Rule.One.AS_POSTED)
                        .toList());
    }

    /** Every n-th rule of the space, so that there are {@code count}. */
    static PolicySpace subspace(int count) {
        List<Candidate> all = new RuleSpace().candidates();
        List<Candidate> some = IntStream.range(0, count)
                .mapToObj(n -> all.get(n * all.size() / count))
                .toList();
        return space(some);
    }

    private static PolicySpace space(List<Candidate> some) {
        return new PolicySpace() {
            @Override
            public String id() {
                return "some";
            }

            @Override
            public List<Candidate> candidates() {
                return some;
            }
        };
    }
}
