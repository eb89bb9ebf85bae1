package org.shootdown.check.unfold;

import java.util.Set;
import org.shootdown.machine.KernelFunction;

/** Finds the line of model code behind a step. */
public final class Source {
    private static final Set<String> MACHINERY = Set.of("org.shootdown.machine.", "org.shootdown.check.");

    private Source() {}

    /** The innermost frame that is model code, or {@code null}. */
    static StackTraceElement ofModel(StackTraceElement[] frames) {
        for (StackTraceElement frame : frames) {
            String type = frame.getClassName();
            boolean machinery = type.startsWith("java.") || type.startsWith("jdk.");
            for (String prefix : MACHINERY) {
                machinery |= type.startsWith(prefix) && isMachinery(type);
            }
            if (!machinery) {
                return frame;
            }
        }
        return null;
    }

    /** Tests live in the packages of what they test; they are model code all the same. */
    private static boolean isMachinery(String type) {
        return !type.endsWith("Test") && !type.contains("Test$");
    }

    static String describe(StackTraceElement frame) {
        return frame.getFileName() + ":" + frame.getLineNumber();
    }

    /** The kernel function that the innermost annotated frame models, or {@code null}. */
    static String kernelFunction(StackTraceElement[] frames) {
        for (StackTraceElement frame : frames) {
            String name = annotated(frame);
            if (name != null) {
                return name;
            }
        }
        return null;
    }

    private static String annotated(StackTraceElement frame) {
        Class<?> type;
        try {
            type = Class.forName(
                    frame.getClassName(), false, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
        for (var method : type.getDeclaredMethods()) {
            KernelFunction function = method.getAnnotation(KernelFunction.class);
            if (function != null && method.getName().equals(frame.getMethodName())) {
                return function.value();
            }
        }
        KernelFunction function = type.getAnnotation(KernelFunction.class);
        return function == null ? null : function.value();
    }
}
