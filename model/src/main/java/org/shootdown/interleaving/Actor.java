package org.shootdown.interleaving;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What one CPU does: a method that takes a {@link org.shootdown.machine.Cpu} and returns nothing. CPUs are numbered from
 * 0 in the order of the methods' names, since Java keeps no other.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Actor {
    /**
     * A part of the environment (a host, a hardware walker) rather than a CPU: no store buffer, no interrupts, and it may
     * wait for ever.
     */
    boolean agent() default false;
}
