package org.shootdown.interleaving;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A part of the machine that the actors share: a field of type {@link org.shootdown.machine.Cell}, {@link
 * org.shootdown.machine.Page} or {@link org.shootdown.machine.Situation}, called by the field's name.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Shared {
    /** A cell's largest value. */
    int max() default 1;

    /** A cell's first value. */
    int initial() default 0;

    /** Whether a cell's final value is part of the outcome, before the {@linkplain Result results}. */
    boolean observe() default false;

    /** How many mms a page may come to belong to. */
    int owners() default 0;
}
