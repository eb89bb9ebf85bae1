package org.shootdown.interleaving;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A part of the machine that the actors share: a field of type {@link org.shootdown.machine.Cell}, {@link
 * org.shootdown.machine.Page} or {@link org.shootdown.machine.Situation}, called by the field's name; or an array of one of
 * these, a per-CPU variable.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Shared {
    /** A cell's largest value. */
    int max() default 1;

    /** A cell's first value. */
    int initial() default 0;

    /**
     * Whether a cell is state of the hardware (a TLB entry, CR3) rather than memory: no store buffer delays a store to
     * it.
     */
    boolean register() default false;

    /** Whether a cell's final value is part of the outcome, before the {@linkplain Result results}. */
    boolean observe() default false;

    /** How many mms a page may come to belong to. */
    int owners() default 0;

    /** How many elements an array has; if not given, one for each actor, so that {@link org.shootdown.machine.Cpu#id} is an index. */
    int length() default 0;
}
