package org.shootdown.decide;

import org.shootdown.catalogue.BadInput;
import org.shootdown.machine.ModelError;

/** What was thrown, put so that a user can act on it. */
public final class Fault {
    private Fault() {}

    /**
     * One line: the message alone where it was written for the user, and else what was thrown and where, as in {@code
     * NullPointerException: ... (at MyRule.java:12)}.
     */
    public static String inOneLine(Throwable thrown) {
        if (thrown instanceof OutOfMemoryError) {
            return "the memory is full; java -Xmx gives it more";
        }
        String message = thrown.getMessage() == null
                ? ""
                : String.join(" ", thrown.getMessage().strip().split("\\s*\\R\\s*"));
        if (thrown instanceof ModelError || thrown instanceof BadInput) {
            return message;
        }
        String type = thrown.getClass().getSimpleName();
        return (type.isEmpty() ? thrown.getClass().getName() : type)
                + (message.isEmpty() ? "" : ": " + message)
                + place(thrown.getStackTrace());
    }

    /** The innermost line of source that is not the JDK's own. */
    private static String place(StackTraceElement[] frames) {
        for (StackTraceElement frame : frames) {
            boolean jdk = frame.getModuleName() != null && frame.getModuleName().startsWith("java.");
            if (!jdk && frame.getFileName() != null && frame.getLineNumber() > 0) {
                return " (at " + frame.getFileName() + ":" + frame.getLineNumber() + ")";
            }
        }
        return "";
    }
}
