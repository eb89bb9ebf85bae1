package org.shootdown.scenario;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.shootdown.kernel.backend.Backend;
import org.shootdown.kernel.backend.Backends;
import org.shootdown.kernel.policy.SyncPolicy;
import org.shootdown.scenario.Catalogue.LeftOut;

/** The rules of a catalogue by which combinations of choices make no sense. */
@FunctionalInterface
interface Rules {
    /** The rule that leaves a combination out, or nothing if it is a scenario. */
    Optional<LeftOut> senseless(
            SyncPolicy policy, Backend backend, Operation operation, Walker walker, Situation situation);

    /** The first rule that leaves out a combination which has all that is wished for; the usual choices come first. */
    default Optional<LeftOut> against(
            Map<Axis, ? extends Collection<String>> wishes, List<SyncPolicy> policies, List<Operation> operations) {
        return wished(wishes, Axis.POLICY, policies, SyncPolicy::id)
                .flatMap(policy -> wished(wishes, Axis.BACKEND, Backends.all(), Backend::id)
                        .flatMap(backend -> wished(wishes, Axis.OPERATION, operations, Operation::id)
                                .flatMap(operation -> against(wishes, policy, backend, operation))))
                .findFirst();
    }

    private Stream<LeftOut> against(
            Map<Axis, ? extends Collection<String>> wishes, SyncPolicy policy, Backend backend, Operation operation) {
        List<Walker> walkers = Arrays.asList(Walker.values());
        List<Situation> situations = Arrays.asList(Situation.values());
        return wished(wishes, Axis.WALKER, walkers, w -> w.choice().id())
                .flatMap(walker -> wished(
                                wishes,
                                Axis.SITUATION,
                                situations,
                                s -> s.choice().id())
                        .flatMap(situation -> senseless(policy, backend, operation, walker, situation).stream()));
    }

    private static <T> Stream<T> wished(
            Map<Axis, ? extends Collection<String>> wishes, Axis axis, List<T> choices, Function<T, String> id) {
        Collection<String> wanted = wishes.get(axis);
        return choices.stream()
                .filter(choice -> wanted == null || wanted.isEmpty() || wanted.contains(id.apply(choice)));
    }
}
