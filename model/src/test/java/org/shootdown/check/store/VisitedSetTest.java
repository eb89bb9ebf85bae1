package org.shootdown.check.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The set of states beside one of the standard library, with states of one word and of several. */
class VisitedSetTest {
    private static final int STATES = 30_000;

    private final ByteBudget budget = new ByteBudget(Long.MAX_VALUE);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void holdsWhatWasAdded(int words) {
        VisitedSet visited = new VisitedSet(words, budget);
        Set<String> standard = new HashSet<>();
        long[] states = states(words);
        for (int at = 0; at < states.length; at += words) {
            boolean fresh = standard.add(text(states, at, words));
            assertThat(visited.contains(states, at)).isEqualTo(!fresh);
            assertThat(visited.add(states, at)).isEqualTo(fresh);
        }
        assertThat(visited.size()).isEqualTo(standard.size());
        for (int at = 0; at < states.length; at += words) {
            assertThat(visited.contains(states, at)).isTrue();
        }
        assertThat(visited.bytes()).isEqualTo(budget.used());
    }

    /** As a search adds them: those of a segment together. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aBatchYieldsWhatIsNewInIt(int words) {
        VisitedSet visited = new VisitedSet(words, budget);
        Set<String> standard = new HashSet<>();
        long[] states = states(words);
        Frontier fresh = new Frontier(words, new ByteBudget(Long.MAX_VALUE));
        Set<String> expected = new HashSet<>();
        for (int at = 0; at < states.length; at += words) {
            if (VisitedSet.segmentOf(Hash.of(states, at, words)) < 2 && standard.add(text(states, at, words))) {
                expected.add(text(states, at, words));
            }
        }
        for (int segment = 0; segment < 2; segment++) {
            long[] batch = new long[states.length];
            int count = 0;
            for (int at = 0; at < states.length; at += words) {
                if (VisitedSet.segmentOf(Hash.of(states, at, words)) == segment) {
                    System.arraycopy(states, at, batch, count++ * words, words);
                }
            }
            // In two parts that overlap, so that something is old the second time.
            visited.segment(segment).addAll(batch, count / 2, fresh);
            visited.segment(segment).addAll(batch, count, fresh);
        }
        Set<String> found = new HashSet<>();
        for (long i = 0; i < fresh.size(); i++) {
            assertThat(found.add(text(fresh.states(i), fresh.offset(i), words))).isTrue();
        }
        assertThat(found).isEqualTo(expected).hasSizeGreaterThan(100);
        assertThat(visited.size()).isEqualTo(expected.size());
    }

    /** From 85 % full to 68 %: what the table costs a state. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void takesLittleMoreThanTheStates(int words) {
        VisitedSet visited = new VisitedSet(words, budget);
        long[] states = states(words);
        for (int at = 0; at < states.length; at += words) {
            visited.add(states, at);
        }
        assertThat((double) visited.bytes() / visited.size() / words).isBetween(9.3, 11.9);
    }

    @Test
    void endsAtTheLimitOnMemory() {
        ByteBudget little = new ByteBudget(100_000);
        VisitedSet visited = new VisitedSet(1, little);
        long[] states = states(1);
        assertThatThrownBy(() -> {
                    for (int at = 0; at < states.length; at++) {
                        visited.add(states, at);
                    }
                })
                .isInstanceOf(ByteBudget.Exhausted.class);
        assertThat(visited.size()).isGreaterThan(4_000);
        assertThat(visited.bytes()).isLessThanOrEqualTo(100_000);
    }

    /** Packed states: bit 0 of the first word set, the rest from a small range, so that some come twice. */
    private static long[] states(int words) {
        Random random = new Random(words);
        long[] states = new long[STATES * words];
        for (int at = 0; at < states.length; at++) {
            states[at] = at % words == 0 ? random.nextInt(STATES) * 2L + 1 : random.nextInt(2);
        }
        return states;
    }

    private static String text(long[] states, int at, int words) {
        return Arrays.toString(Arrays.copyOfRange(states, at, at + words));
    }
}
