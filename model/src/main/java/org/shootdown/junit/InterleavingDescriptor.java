package org.shootdown.junit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.interleaving.Race;
import org.shootdown.interleaving.RaceResult;
import org.shootdown.machine.ModelError;

/** A node of the tree that JUnit shows: a class, or the exploration of one of its races under one memory model. */
abstract sealed class InterleavingDescriptor extends AbstractTestDescriptor {
    /** How wide a trace may be in a failure's message. */
    private static final int WIDTH = 120;

    private InterleavingDescriptor(UniqueId id, String name, Class<?> type) {
        super(id, name, ClassSource.from(type));
    }

    /** Why the node is not run, if so. */
    abstract Optional<String> skipped(RaceConfiguration configuration);

    /** Does what the node itself stands for; throws if that fails. */
    abstract void run(RaceConfiguration configuration);

    /** An annotated class. One that cannot be explored has no tests and fails by itself. */
    static final class OfClass extends InterleavingDescriptor {
        static final String SEGMENT = "class";

        private final Class<?> type;
        private final List<Race> races;
        private final @Nullable ModelError error;

        private OfClass(UniqueId id, Class<?> type, List<Race> races, @Nullable ModelError error) {
            super(id, type.getSimpleName(), type);
            this.type = type;
            this.races = races;
            this.error = error;
        }

        static OfClass under(TestDescriptor parent, Class<?> type) {
            UniqueId id = parent.getUniqueId().append(SEGMENT, type.getName());
            try {
                return new OfClass(id, type, Race.of(type), null);
            } catch (ModelError e) {
                return new OfClass(id, type, List.of(), e);
            }
        }

        /** The tests in this class, by the order of parameters and memory models. */
        Stream<UnderMemoryModel> tests() {
            return races.stream()
                    .flatMap(race -> race.memories().stream()
                            .map(memory -> new UnderMemoryModel(getUniqueId(), type, race, memory)));
        }

        @Override
        Optional<String> skipped(RaceConfiguration configuration) {
            return races.stream().findFirst().flatMap(Race::disabled);
        }

        @Override
        void run(RaceConfiguration configuration) {
            if (error != null) {
                throw new RaceFailure(error.getMessage());
            }
        }

        @Override
        public Type getType() {
            return error == null ? Type.CONTAINER : Type.TEST;
        }
    }

    /** One race under one memory model. */
    static final class UnderMemoryModel extends InterleavingDescriptor {
        static final String SEGMENT = "memory";

        private final Race race;
        private final MemoryModel memory;

        private UnderMemoryModel(UniqueId parent, Class<?> type, Race race, MemoryModel memory) {
            super(parent.append(SEGMENT, name(race, memory)), name(race, memory), type);
            this.race = race;
            this.memory = memory;
        }

        /** {@code tso}, or {@code tso, fixed=true}. */
        private static String name(Race race, MemoryModel memory) {
            return Stream.concat(Stream.of(memory.id()), race.parameters().stream())
                    .reduce((a, b) -> a + ", " + b)
                    .orElseThrow();
        }

        @Override
        Optional<String> skipped(RaceConfiguration configuration) {
            return configuration.unwanted(memory);
        }

        @Override
        void run(RaceConfiguration configuration) {
            RaceResult result;
            try {
                result = race.explore(
                        configuration.options(memory), configuration.monitors(race.name() + " under " + memory.id()));
            } catch (ModelError | IllegalArgumentException e) {
                throw new RaceFailure(e.getMessage());
            }
            if (!result.passed()) {
                throw new RaceFailure(result.text(WIDTH));
            }
        }

        @Override
        public Type getType() {
            return Type.TEST;
        }
    }
}
