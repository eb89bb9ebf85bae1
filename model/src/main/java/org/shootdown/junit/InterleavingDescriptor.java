package org.shootdown.junit;

import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.interleaving.Findings;
import org.shootdown.interleaving.InterleavingTest;
import org.shootdown.machine.ModelError;

/** A node of the tree that JUnit shows: a class, or its exploration under one memory model. */
abstract sealed class InterleavingDescriptor extends AbstractTestDescriptor {
    /** Fits the terminal of whoever reads the failure. */
    private static final int WIDTH = 120;

    private InterleavingDescriptor(UniqueId id, String name, Class<?> type) {
        super(id, name, ClassSource.from(type));
    }

    /** Does what the node itself stands for; throws if that fails. */
    abstract void run();

    /** An annotated class. One that cannot be explored has no tests and fails by itself. */
    static final class OfClass extends InterleavingDescriptor {
        static final String SEGMENT = "class";

        private final Class<?> type;
        private final InterleavingTest test;
        private final ModelError error;

        private OfClass(UniqueId id, Class<?> type, InterleavingTest test, ModelError error) {
            super(id, type.getSimpleName(), type);
            this.type = type;
            this.test = test;
            this.error = error;
        }

        static OfClass under(TestDescriptor parent, Class<?> type) {
            UniqueId id = parent.getUniqueId().append(SEGMENT, type.getName());
            try {
                return new OfClass(id, type, new InterleavingTest(type), null);
            } catch (ModelError e) {
                return new OfClass(id, type, null, e);
            }
        }

        List<MemoryModel> memories() {
            return test == null ? List.of() : test.memories();
        }

        UniqueId idOf(MemoryModel memory) {
            return getUniqueId().append(UnderMemoryModel.SEGMENT, memory.id());
        }

        /** The test of that id, if there is one in this class. */
        Optional<UnderMemoryModel> test(UniqueId id) {
            return memories().stream()
                    .filter(memory -> idOf(memory).equals(id))
                    .map(memory -> new UnderMemoryModel(id, type, test, memory))
                    .findFirst();
        }

        Optional<String> disabled() {
            return test == null ? Optional.empty() : test.disabled();
        }

        @Override
        void run() {
            if (error != null) {
                throw error;
            }
        }

        @Override
        public Type getType() {
            return error == null ? Type.CONTAINER : Type.TEST;
        }
    }

    /** One memory model. */
    static final class UnderMemoryModel extends InterleavingDescriptor {
        static final String SEGMENT = "memory";

        private final InterleavingTest test;
        private final MemoryModel memory;

        private UnderMemoryModel(UniqueId id, Class<?> type, InterleavingTest test, MemoryModel memory) {
            super(id, memory.id(), type);
            this.test = test;
            this.memory = memory;
        }

        @Override
        void run() {
            Findings findings = test.explore(memory);
            if (!findings.passed()) {
                throw new AssertionError(findings.text(WIDTH));
            }
        }

        @Override
        public Type getType() {
            return Type.TEST;
        }
    }
}
