package org.shootdown.check.result;

/** The answer about a machine. Only {@link #SAFE} is good news, and only it is a proof within the model's bounds. */
public enum Verdict {
    /** Everything was explored, every declared situation was reached, and nothing broke. */
    SAFE,
    /** Some execution breaks a property, or deadlocks; there is a shortest trace. */
    UNSAFE,
    /** A limit ended the search before it had seen everything; nothing broke so far. */
    INCOMPLETE,
    /** Everything was explored, but a situation that the model is about was never reached. */
    VACUOUS,
    /**
     * The model itself is wrong, so that there is nothing to decide. Only where many machines are decided: a check of one
     * alone throws {@link org.shootdown.machine.ModelError}.
     */
    ERROR
}
