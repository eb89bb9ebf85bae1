package org.shootdown.interleaving;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A constant of the race that takes several values, such as before and after a fix: a field of type {@code boolean},
 * {@code int}, {@code String} or an enum. The race is explored once for each combination of its parameters' values, each
 * a race of its own, called {@code Name[parameter=value]}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Param {
    /** The values; if there are none here, all that a boolean or an enum has. */
    String[] value() default {};
}
