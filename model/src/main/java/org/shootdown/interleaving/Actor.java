package org.shootdown.interleaving;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What one CPU does: a method {@code void name(Cpu cpu)} of the class or of one it extends. A method that overrides an
 * actor is that actor, annotated or not.
 *
 * <p>A method called {@code cpuN} is CPU N, and {@link #id} says it for any other name. Actors without a number get the
 * lowest ones that are free, CPUs before agents, each in the natural order of their names ({@code walk2} before {@code
 * walk10}). Two actors of one number, and a number that nobody has below one that somebody has, are errors.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Actor {
    /** Its {@link org.shootdown.machine.Cpu#id}; that of the first, if it is repeated. */
    int id() default -1;

    /**
     * How many CPUs do this, at least 1. Each has a number of its own, {@link org.shootdown.machine.Cpu#id}, and so an
     * element of its own of every {@linkplain Shared#length per-CPU array}. A method {@code void name(Cpu cpu, int n)}
     * is also told which of them it is, from 0.
     */
    int times() default 1;

    /**
     * A part of the environment (a host, a hardware walker) rather than a CPU: no store buffer, no interrupts, and it may
     * wait for ever.
     */
    boolean agent() default false;
}
