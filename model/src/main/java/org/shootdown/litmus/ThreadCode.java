package org.shootdown.litmus;

import java.util.Set;
import java.util.function.LongConsumer;

/** The code of one thread of a litmus test, free of loops. */
interface ThreadCode {
    void run(LitmusCpu cpu);

    /** How many operations in the code make new values out of old ones. */
    int arithmeticOperations();

    /** Gives {@code made} every constant of the code and all that one operation can make of {@code known} values. */
    void derive(Set<Long> known, LongConsumer made);

    /** The name under which the code keeps the register that the test calls {@code name}. */
    default String register(String name) {
        return name;
    }
}
