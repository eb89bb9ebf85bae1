package org.shootdown.check.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each state ends up in the bucket of its segment, with as many others as there are. */
class BucketsTest {
    private static final int STATES = 9_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void sortsBySegment(int words) {
        ByteBudget budget = new ByteBudget(Long.MAX_VALUE);
        SuccessorList all = new SuccessorList(words, budget);
        List<List<String>> expected = new ArrayList<>();
        for (int s = 0; s < VisitedSet.SEGMENTS; s++) {
            expected.add(new ArrayList<>());
        }
        Random random = new Random(words);
        for (int i = 0; i < STATES; i++) {
            long[] state = random.longs(words).toArray();
            all.add(state, 0);
            expected.get(VisitedSet.segmentOf(Hash.of(state, 0, words))).add(Arrays.toString(state));
        }
        Buckets buckets = new Buckets(words, budget);
        buckets.add(all);
        for (int s = 0; s < VisitedSet.SEGMENTS; s++) {
            List<String> found = new ArrayList<>();
            for (int i = 0; i < buckets.size(s); i++) {
                found.add(Arrays.toString(Arrays.copyOfRange(buckets.states(s), i * words, (i + 1) * words)));
            }
            assertThat(found).isEqualTo(expected.get(s));
            buckets.clear(s);
            assertThat(buckets.size(s)).isZero();
        }
    }
}
