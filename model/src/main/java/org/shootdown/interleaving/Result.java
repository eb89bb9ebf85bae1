package org.shootdown.interleaving;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What an actor saw: a field of type {@link org.shootdown.machine.Ghost}, or an array of them, written by {@link
 * org.shootdown.machine.Cpu#note}. Its last value is part of the outcome; results come in the natural order of their
 * names ({@code r2} before {@code r10}).
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Result {
    /** The largest value that can be noted. */
    int max() default 1;

    /** The value if nothing is noted. */
    int initial() default 0;

    /** How many elements an array has; if not given, one for each actor. */
    int length() default 0;
}
