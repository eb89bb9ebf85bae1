package org.shootdown.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A kernel tree held against the lock.
 *
 * @param tree what was looked at
 * @param citations how many functions of the current kernel the models cite
 * @param elsewhere citations of patches and of older kernels, of which no tree of today can tell
 * @param changes what differs
 */
public record Drift(KernelTree tree, int citations, Set<Citation> elsewhere, List<BodyChange> changes) {
    /** Holds {@code tree} against {@code lock}. */
    public static Drift of(KernelTree tree, Lock lock) {
        return of(tree, lock, Cited.in(ModelClasses.all()));
    }

    static Drift of(KernelTree tree, Lock lock, List<Cited> cited) {
        Reading reading = new Reading(tree, cited);
        Set<Citation> current = Cited.current(cited);
        Set<Citation> elsewhere = new TreeSet<>();
        cited.stream().map(Cited::citation).filter(c -> !c.isCurrent()).forEach(elsewhere::add);
        List<BodyChange> changes = new ArrayList<>();
        current.forEach(citation -> BodyChange.of(citation, tree, reading, lock).ifPresent(changes::add));
        return new Drift(tree, current.size(), elsewhere, changes);
    }

    /** The lock of what {@code tree} has; functions that it lacks are left out. */
    public static Lock lock(KernelTree tree) {
        return lock(tree, Cited.in(ModelClasses.all()));
    }

    static Lock lock(KernelTree tree, List<Cited> cited) {
        Reading reading = new Reading(tree, cited);
        Lock lock = new Lock();
        Cited.current(cited).forEach(citation -> reading.entry(citation).ifPresent(lock::put));
        return lock;
    }

    /** Whether nothing differs. */
    public boolean isNone() {
        return changes.isEmpty();
    }
}
