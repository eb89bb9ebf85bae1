package org.shootdown.check.reduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The comparison of {@link SymmetryProperties} on small machines that are always the same, for pitest. */
class FixedWalkersTest {
    private static final int LARGEST = 300;
    private static final List<Walkers> WALKERS = new ArrayList<>();

    static {
        JqwikSession.run(() -> {
            SymmetryProperties properties = new SymmetryProperties();
            add(properties.walkers());
            add(properties.trackers());
        });
    }

    private static void add(Arbitrary<Walkers> walkers) {
        RandomGenerator<Walkers> generator = walkers.generator(1_000);
        Random random = new Random(1);
        for (int i = 0; i < 40; i++) {
            WALKERS.add(generator.next(random).value());
        }
    }

    static IntStream numbers() {
        return IntStream.range(0, WALKERS.size());
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void changesNoAnswer(int number) {
        SymmetryProperties.compare(WALKERS.get(number), LARGEST);
    }
}
