package org.shootdown.export;

import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import org.shootdown.oracle.Oracle;

/** Skips a property where SPIN or a C compiler is missing, unless the build asks for them. */
final class OnlyWithSpin implements SkipExecutionHook {
    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
        return Spin.isInstalled() || Oracle.SPIN.isAskedFor()
                ? SkipResult.doNotSkip()
                : SkipResult.skip("spin and gcc are not both installed");
    }
}
