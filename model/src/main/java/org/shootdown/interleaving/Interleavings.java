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
 *
 * <p>Fields and actors may be inherited, so that a fix is a class that extends the one with the bug and overrides an
 * actor; or one class has both, told apart by a {@linkplain Param parameter}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Interleavings {
    /** The memory models to explore under; all of them unless told otherwise. */
    MemoryModel[] memory() default {MemoryModel.SC, MemoryModel.TSO};

    /**
     * Whether the race asks what a walker may look at after a page's unlink. It does by default if it has a {@link
     * org.shootdown.machine.Page}, and one in which no execution walks or touches an unlinked page is VACUOUS then: it
     * passes whatever its actors do. Set to false by a race that has pages and asks something else.
     */
    boolean mustLookAfterUnlink() default true;

    /** Why the race is not explored for now: a known gap with its reason. Empty if it is explored. */
    String disabled() default "";
}
