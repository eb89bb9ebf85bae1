package org.shootdown.drift;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.shootdown.drift.c.Access;
import org.shootdown.drift.c.AccessList;
import org.shootdown.drift.c.CFunction;

/** What a kernel tree has under each citation. */
final class Reading {
    private final KernelTree tree;
    private final Set<String> cited = new HashSet<>();
    private final Map<Citation, List<Citation>> inlines = new HashMap<>();

    Reading(KernelTree tree, List<Cited> citations) {
        this.tree = tree;
        Set<String> inlined = new HashSet<>();
        for (Cited place : citations) {
            if (place.citation().isCurrent()) {
                cited.add(place.citation().function());
                inlines.merge(place.citation(), place.inlines(), Reading::both);
                place.inlines().forEach(function -> inlined.add(function.function()));
            }
        }
    }

    private static List<Citation> both(List<Citation> some, List<Citation> others) {
        Set<Citation> all = new HashSet<>(some);
        all.addAll(others);
        return List.copyOf(all);
    }

    Optional<CFunction> function(Citation citation) {
        return tree.function(citation.file(), citation.function());
    }

    /** The accesses, those of inlined functions in place of their calls. */
    List<Access> accesses(Citation citation, CFunction function) {
        List<Citation> within = inlines.getOrDefault(citation, List.of());
        Set<String> calls = new HashSet<>(cited);
        within.forEach(inlined -> calls.remove(inlined.function()));
        return AccessList.of(
                function,
                calls,
                name -> within.stream()
                        .filter(inlined -> inlined.function().equals(name))
                        .findFirst()
                        .flatMap(this::function));
    }

    /** Cited functions that touch nothing shared. */
    Set<String> withoutAccess() {
        Set<String> all = new HashSet<>();
        inlines.keySet()
                .forEach(citation -> function(citation)
                        .filter(function -> accesses(citation, function).isEmpty())
                        .ifPresent(function -> all.add(function.name())));
        return all;
    }

    /** What belongs into the lock; empty if the tree does not have the function. */
    Optional<LockEntry> entry(Citation citation) {
        return function(citation)
                .map(function -> new LockEntry(
                        citation,
                        function.hash(),
                        function.statements().stream()
                                .map(CFunction.Statement::hash)
                                .toList(),
                        accesses(citation, function)));
    }
}
