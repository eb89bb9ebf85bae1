package org.shootdown.catalogue;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A named set of scenarios and what can be chosen on each axis.
 *
 * <p>A combination of choices that makes no sense is left out by a rule with a reason, never silently.
 */
public interface Catalogue {
    /** {@code main}, {@code misuse} or {@code history}. */
    String id();

    String description();

    /** What can be chosen on an axis, in the order of the tables. */
    List<Choice> choices(Axis axis);

    /** Every scenario, in the order of the tables; each name occurs once. */
    List<Scenario> scenarios();

    /**
     * The scenarios that have the wanted choices, in the same order.
     *
     * @param wishes the wanted choices' ids by axis; an axis without any admits all its choices
     */
    default List<Scenario> scenarios(Map<Axis, ? extends Collection<String>> wishes) {
        return scenarios().stream()
                .filter(s -> wishes.entrySet().stream()
                        .allMatch(wish ->
                                wish.getValue().isEmpty() || wish.getValue().contains(s.on(wish.getKey()))))
                .toList();
    }

    /** Why a combination of choices is no scenario: one line per rule that leaves some out. */
    List<LeftOut> leftOut();

    /**
     * A rule that leaves out what is wished for, where nothing is left; empty if none can be named.
     *
     * @param wishes the wanted choices' ids by axis
     */
    default Optional<LeftOut> against(Map<Axis, ? extends Collection<String>> wishes) {
        return Optional.empty();
    }

    /**
     * A rule that leaves combinations out.
     *
     * @param what the combinations, as in {@code xen-pv × no-paravirt}
     * @param reason why they make no sense
     */
    record LeftOut(String what, String reason) {}
}
