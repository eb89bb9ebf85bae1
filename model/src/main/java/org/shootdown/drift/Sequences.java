package org.shootdown.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** What two lists have in common in the same order, and what only one has: a longest common subsequence. */
final class Sequences {
    private Sequences() {}

    /** A pair of partners, or an element without one; in the order of both lists. */
    record Pair<A, B>(@Nullable A left, @Nullable B right) {
        /** What has no partner on the right. */
        Optional<A> onlyLeft() {
            return right == null ? Optional.ofNullable(left) : Optional.empty();
        }

        /** What has no partner on the left. */
        Optional<B> onlyRight() {
            return left == null ? Optional.ofNullable(right) : Optional.empty();
        }
    }

    static <A, B> List<Pair<A, B>> align(List<A> left, List<B> right, BiPredicate<A, B> alike) {
        int[][] common = new int[left.size() + 1][right.size() + 1];
        for (int l = left.size() - 1; l >= 0; l--) {
            for (int r = right.size() - 1; r >= 0; r--) {
                common[l][r] = alike.test(left.get(l), right.get(r))
                        ? common[l + 1][r + 1] + 1
                        : Math.max(common[l + 1][r], common[l][r + 1]);
            }
        }
        List<Pair<A, B>> pairs = new ArrayList<>();
        int l = 0;
        int r = 0;
        while (l < left.size() || r < right.size()) {
            boolean both = l < left.size() && r < right.size();
            if (both && alike.test(left.get(l), right.get(r))) {
                pairs.add(new Pair<>(left.get(l++), right.get(r++)));
            } else if (r == right.size() || l < left.size() && common[l + 1][r] >= common[l][r + 1]) {
                pairs.add(new Pair<>(left.get(l++), null));
            } else {
                pairs.add(new Pair<>(null, right.get(r++)));
            }
        }
        return pairs;
    }
}
