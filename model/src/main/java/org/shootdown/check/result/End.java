package org.shootdown.check.result;

/** Why a search ended. */
public enum End {
    /** Everything was explored. */
    COMPLETE,
    /** {@link org.shootdown.check.options.CheckOptions#maxStates} was reached. */
    STATES,
    /** {@link org.shootdown.check.options.CheckOptions#maxMemory} was reached, or the heap was full. */
    MEMORY,
    /** The {@linkplain org.shootdown.check.options.SearchMonitor#cancelled monitor} called it off. */
    CANCELLED
}
