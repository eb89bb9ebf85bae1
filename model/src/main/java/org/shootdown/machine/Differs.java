package org.shootdown.machine;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A deliberate difference between a model and the kernel function that its {@link KernelFunction} names: steps that only
 * one of both makes, or makes in another place. {@code shootdown drift} lines the two up, names what has no partner, and
 * fails unless a reason is given here; it fails for a reason without a difference, too.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Repeatable(Differs.All.class)
public @interface Differs {
    /** Accesses of the kernel's that have no partner in the model, as the tool prints them: {@code "read loaded_mm"}. */
    String[] kernel() default {};

    /** Steps of the model's that have no partner in the kernel, as the tool prints them. */
    String[] model() default {};

    /** The lines of the kernel that this is about, as in {@code "mm/gup.c:2869"}. */
    String lines();

    /** What the model does instead, and why that is right. */
    String why();

    /**
     * The scenario that shows what the difference hides, if it can hide behaviour; empty if it cannot: the model then allows
     * all that the kernel does, as far as anybody can tell.
     */
    String hides() default "";

    /** Several on one class or method. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface All {
        /** Each of them. */
        Differs[] value();
    }
}
