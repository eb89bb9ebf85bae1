package org.shootdown.export;

import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;

/** Skips a property where SPIN or a C compiler is missing. */
final class OnlyWithSpin implements SkipExecutionHook {
    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
        return Spin.isInstalled() ? SkipResult.doNotSkip() : SkipResult.skip("spin and gcc are not both installed");
    }
}
