package org.shootdown.junit;

import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.junit.platform.engine.support.discovery.EngineDiscoveryRequestResolver;
import org.shootdown.interleaving.Interleavings;

/** A JUnit 5 test engine: an annotated class is a container, and each of its memory models a test in it. */
public final class InterleavingEngine implements TestEngine {
    private static final EngineDiscoveryRequestResolver<EngineDescriptor> RESOLVER =
            EngineDiscoveryRequestResolver.<EngineDescriptor>builder()
                    .addClassContainerSelectorResolver(type -> type.isAnnotationPresent(Interleavings.class))
                    .addSelectorResolver(new InterleavingSelectors())
                    .build();

    @Override
    public String getId() {
        return "shootdown";
    }

    @Override
    public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId uniqueId) {
        EngineDescriptor engine = new EngineDescriptor(uniqueId, "Shootdown");
        RESOLVER.resolve(request, engine);
        return engine;
    }

    @Override
    public void execute(ExecutionRequest request) {
        execute(request.getRootTestDescriptor(), request.getEngineExecutionListener());
    }

    private static void execute(TestDescriptor descriptor, EngineExecutionListener listener) {
        if (descriptor instanceof InterleavingDescriptor.OfClass type
                && type.disabled().isPresent()) {
            listener.executionSkipped(descriptor, type.disabled().get());
            return;
        }
        listener.executionStarted(descriptor);
        listener.executionFinished(descriptor, result(descriptor, listener));
    }

    private static TestExecutionResult result(TestDescriptor descriptor, EngineExecutionListener listener) {
        try {
            if (descriptor instanceof InterleavingDescriptor known) {
                known.run();
            }
            descriptor.getChildren().forEach(child -> execute(child, listener));
            return TestExecutionResult.successful();
        } catch (RuntimeException | AssertionError e) {
            return TestExecutionResult.failed(e);
        }
    }
}
