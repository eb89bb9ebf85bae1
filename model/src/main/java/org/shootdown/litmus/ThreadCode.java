package org.shootdown.litmus;

/** The code of one thread of a litmus test, free of loops. What it does is a function of what its loads return. */
interface ThreadCode {
    void run(LitmusCpu cpu);

    /** The name under which the code keeps the register that the test calls {@code name}; {@code null} if it has none. */
    default String register(String name) {
        return name;
    }
}
