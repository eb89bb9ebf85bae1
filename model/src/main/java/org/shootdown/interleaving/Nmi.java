package org.shootdown.interleaving;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The handler of a non-maskable interrupt that may arrive at any step of an actor, with interrupts off or in a handler
 * too: a method {@code void name(Cpu cpu)}. An actor has at most one.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Nmi {
    /** The methods of the actors that it interrupts; if one is repeated, each of its CPUs. */
    String[] of();

    /** How many arrive on one CPU at most; at least 1. */
    int times() default 1;
}
