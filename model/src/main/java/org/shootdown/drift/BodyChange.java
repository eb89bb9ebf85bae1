package org.shootdown.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.shootdown.drift.c.Access;
import org.shootdown.drift.c.CFunction;

/**
 * How a function differs from what was read of it.
 *
 * @param citation the function
 * @param line where the tree has it; 0 where it does not
 * @param how in which way
 * @param lines where statements are new or changed, or stand where one is gone
 * @param accesses of the accesses, those that only one of both has
 */
public record BodyChange(Citation citation, int line, How how, List<Integer> lines, List<AccessChange> accesses) {
    /** Ways to differ. */
    public enum How {
        CHANGED,
        /** The tree has the file, but not the function in it. */
        GONE,
        /** The tree does not have the file. */
        NO_FILE,
        /** The lock says nothing of the function. */
        NOT_LOCKED
    }

    /** An access that is new, or one that is gone. */
    public record AccessChange(boolean isNew, Access access) {}

    /** How the tree's function differs from the lock's; empty if it does not. */
    static Optional<BodyChange> of(Citation citation, KernelTree tree, Reading reading, Lock lock) {
        Optional<LockEntry> before = lock.entry(citation);
        Optional<CFunction> now = reading.function(citation);
        if (now.isEmpty()) {
            How how = tree.source(citation.file()).isEmpty() ? How.NO_FILE : How.GONE;
            return Optional.of(new BodyChange(citation, 0, how, List.of(), List.of()));
        }
        CFunction function = now.get();
        if (before.isEmpty()) {
            return Optional.of(new BodyChange(citation, function.line(), How.NOT_LOCKED, List.of(), List.of()));
        }
        List<AccessChange> accesses = accessChanges(before.get(), reading.accesses(citation, function));
        if (before.get().hash().equals(function.hash()) && accesses.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new BodyChange(citation, function.line(), How.CHANGED, changedLines(before.get(), function), accesses));
    }

    /** Where statements are new; where one is gone and none has taken its place, the line before. */
    private static List<Integer> changedLines(LockEntry before, CFunction now) {
        List<Sequences.Pair<String, CFunction.Statement>> pairs = Sequences.align(
                before.statements(), now.statements(), (hash, statement) -> hash.equals(statement.hash()));
        List<Integer> lines = new ArrayList<>();
        int last = now.line();
        for (int n = 0; n < pairs.size(); n++) {
            CFunction.Statement statement = pairs.get(n).right();
            last = statement == null ? last : statement.line();
            boolean replaced = n + 1 < pairs.size() && pairs.get(n + 1).left() == null;
            boolean changed = statement == null ? !replaced : pairs.get(n).left() == null;
            if (changed && !lines.contains(last)) {
                lines.add(last);
            }
        }
        return lines;
    }

    private static List<AccessChange> accessChanges(LockEntry before, List<Access> now) {
        return Sequences.align(before.accesses(), now, Access::isLike).stream()
                .flatMap(pair -> Stream.concat(
                        pair.onlyRight().map(access -> new AccessChange(true, access)).stream(),
                        pair.onlyLeft().map(access -> new AccessChange(false, access)).stream()))
                .toList();
    }
}
