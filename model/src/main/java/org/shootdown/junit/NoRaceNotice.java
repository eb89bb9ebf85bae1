package org.shootdown.junit;

import java.util.logging.Logger;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Says so where a build runs tests with this engine on the class path, but no race is among them: build tools pick classes
 * by name ({@code *Test}), and a race that is not picked would go unnoticed. The configuration parameter {@code
 * shootdown.expect-races}, if false, says that there are none to be found.
 */
public final class NoRaceNotice implements TestExecutionListener {
    private static final Logger LOG = Logger.getLogger(NoRaceNotice.class.getName());
    private static final String EXPECTED = "shootdown.expect-races";

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        boolean expected = !"false"
                .equals(plan.getConfigurationParameters()
                        .get(EXPECTED)
                        .orElse("true")
                        .strip());
        if (expected && !hasRaces(plan)) {
            LOG.warning("Shootdown explored no race: no class with @Interleavings is among the tests of this run."
                    + " Build tools pick test classes by name, as in *Test; " + EXPECTED + "=false silences this.");
        }
    }

    private static boolean hasRaces(TestPlan plan) {
        return plan.getRoots().stream()
                .filter(root -> UniqueId.parse(root.getUniqueId())
                        .getEngineId()
                        .filter(InterleavingEngine.ID::equals)
                        .isPresent())
                .anyMatch(root -> plan.getDescendants(root).stream().anyMatch(test -> test.isTest()));
    }
}
