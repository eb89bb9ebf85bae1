package org.shootdown.cli;

import java.io.PrintWriter;
import org.shootdown.decide.Fault;

/** What goes to standard error: one line on each thing that is wrong, begun with the command's name. */
final class Complaints {
    /** The system property that, when {@code true}, has stack traces follow the lines. */
    static final String DEBUG = "shootdown.debug";

    private final PrintWriter err;
    private final String command;

    Complaints(PrintWriter err, String command) {
        this.err = err;
        this.command = command;
    }

    /** Says what is wrong. */
    void say(String what) {
        err.println(command + ": " + what);
        err.flush();
    }

    /** Says what was thrown and cannot be the user's fault. */
    void unexpected(Throwable thrown) {
        say("unexpected: " + Fault.inOneLine(thrown) + "; java -D" + DEBUG + "=true shows the stack trace");
        trace(thrown);
    }

    /** Prints a stack trace if the user wants to see them. */
    void trace(Throwable thrown) {
        if (Boolean.getBoolean(DEBUG)) {
            thrown.printStackTrace(err);
            err.flush();
        }
    }
}
