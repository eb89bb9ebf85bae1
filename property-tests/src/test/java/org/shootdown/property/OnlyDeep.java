package org.shootdown.property;

import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;

/** Skips a long property unless the build runs with {@code -Pdeep}. */
public final class OnlyDeep implements SkipExecutionHook {
    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
        return Boolean.getBoolean("shootdown.deep") ? SkipResult.doNotSkip() : SkipResult.skip("runs with -Pdeep");
    }
}
