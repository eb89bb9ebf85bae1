package org.shootdown.junit;

import java.util.Optional;
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

/**
 * A JUnit 5 test engine: an annotated class is a container, and each of its races under each of its memory models a test in
 * it. {@link RaceConfiguration} lists the configuration parameters.
 */
public final class InterleavingEngine implements TestEngine {
    static final String ID = "shootdown";

    private static final EngineDiscoveryRequestResolver<EngineDescriptor> RESOLVER =
            EngineDiscoveryRequestResolver.<EngineDescriptor>builder()
                    .addClassContainerSelectorResolver(type -> type.isAnnotationPresent(Interleavings.class))
                    .addSelectorResolver(new InterleavingSelectors())
                    .build();

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId uniqueId) {
        EngineDescriptor engine = new EngineDescriptor(uniqueId, "Shootdown");
        RESOLVER.resolve(request, engine);
        return engine;
    }

    @Override
    public void execute(ExecutionRequest request) {
        RaceConfiguration configuration = new RaceConfiguration(request.getConfigurationParameters());
        execute(request.getRootTestDescriptor(), request.getEngineExecutionListener(), configuration);
    }

    private static void execute(
            TestDescriptor descriptor, EngineExecutionListener listener, RaceConfiguration configuration) {
        Optional<String> skipped = Optional.empty();
        TestExecutionResult result = TestExecutionResult.successful();
        try {
            if (descriptor instanceof InterleavingDescriptor known) {
                skipped = known.skipped(configuration);
            }
        } catch (IllegalArgumentException e) {
            result = TestExecutionResult.failed(new RaceFailure(e.getMessage()));
        }
        if (skipped.isPresent()) {
            listener.executionSkipped(descriptor, skipped.get());
            return;
        }
        listener.executionStarted(descriptor);
        if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
            result = result(descriptor, listener, configuration);
        }
        listener.executionFinished(descriptor, result);
    }

    private static TestExecutionResult result(
            TestDescriptor descriptor, EngineExecutionListener listener, RaceConfiguration configuration) {
        try {
            if (descriptor instanceof InterleavingDescriptor known) {
                known.run(configuration);
            }
            descriptor.getChildren().forEach(child -> execute(child, listener, configuration));
            return TestExecutionResult.successful();
        } catch (Throwable e) {
            // An actor may throw anything; one that does must not end the other tests.
            return TestExecutionResult.failed(e);
        }
    }
}
