package org.shootdown.machine;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The kernel function that a class or method models. Traces name a step by the innermost annotated frame it was made
 * in, the way a kernel changelog would.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface KernelFunction {
    /** The function's name, as in {@code gup_fast}. */
    String value();

    /** Where it is defined, as in {@code mm/gup.c}; what it is, for things that are not functions. */
    String in();

    /** The kernel version, or patch revision, whose steps the model follows. */
    String version() default "7.0";

    /**
     * Other functions of the same kernel whose steps are made here, since the model does not tell them apart: a name, or
     * {@code "name in file"} where the file is another.
     */
    String[] inlines() default {};

    /**
     * Whether the function only synchronises, so that it makes sense to ask what would break if nobody called it. On a
     * method, not on a class.
     */
    boolean synchronises() default false;
}
