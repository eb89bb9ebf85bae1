package org.shootdown.interleaving;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.shootdown.check.options.MemoryModel;

/**
 * A class whose {@link Actor} methods race, one per CPU, over its {@link Shared} fields.
 *
 * <pre>{@code
 * @Interleavings
 * @Outcome(id = {"0, 1", "1, 0", "1, 1"}, expect = ACCEPTABLE, desc = "some load came after the other's store")
 * @Outcome(id = "0, 0", memory = SC, expect = FORBIDDEN, desc = "one of the stores came first")
 * @Outcome(id = "0, 0", memory = TSO, expect = INTERESTING, desc = "both stores were still in their buffers")
 * class StoreBufferingTest {
 *     @Shared Cell x, y;
 *     @Result Ghost r0, r1;
 *
 *     @Actor void cpu0(Cpu cpu) {
 *         cpu.writeOnce(x, 1);
 *         cpu.note(r0, cpu.readOnce(y));
 *     }
 *
 *     @Actor void cpu1(Cpu cpu) {
 *         cpu.writeOnce(y, 1);
 *         cpu.note(r1, cpu.readOnce(x));
 *     }
 * }
 * }</pre>
 *
 * <p>The class needs a constructor without parameters. Each exploration makes an instance of its own, whose shared
 * fields are set before an actor runs. As in any model, actors are deterministic and keep no state between runs.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Interleavings {
    /** The memory models to explore under; all of them unless told otherwise. */
    MemoryModel[] memory() default {MemoryModel.SC, MemoryModel.TSO};

    /** Why the test is not run for now: a known gap with its reason. Empty if it is run. */
    String disabled() default "";
}
