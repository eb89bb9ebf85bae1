package org.shootdown.interleaving;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.shootdown.check.options.MemoryModel;

/**
 * What is expected of some outcomes. An outcome that no annotation names is forbidden; where several name it, the first
 * counts. These annotations are not inherited: a class says itself what it expects.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(Outcome.List.class)
public @interface Outcome {
    /**
     * The outcomes, each as its values in order ({@code "0, 1"}), as a regular expression over that, or as the {@linkplain
     * org.shootdown.machine.Property property} that an execution breaks ({@code "P1"}, {@code "DEADLOCK"}).
     */
    String[] id();

    /** Under which memory models; all of the test's if empty. */
    MemoryModel[] memory() default {};

    /** With which values of the race's {@linkplain Param parameters}, as in {@code "fixed=true"}; any if empty. */
    String[] when() default {};

    /** What is expected of it. */
    Expect expect();

    /** What has happened, in a short clause. */
    String desc() default "";

    /** Several. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface List {
        /** The outcomes. */
        Outcome[] value();
    }
}
