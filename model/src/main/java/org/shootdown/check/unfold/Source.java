package org.shootdown.check.unfold;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shootdown.machine.KernelFunction;

/** Finds the line of model code behind a step. */
public final class Source {
    /** So many callers tell whose code it is; more would hide it. */
    private static final int CALLERS = 3;

    private static final Set<String> MACHINERY = Set.of("org.shootdown.machine.", "org.shootdown.check.");

    private Source() {}

    /** The innermost frame that is model code, or {@code null}. */
    static StackTraceElement ofModel(StackTraceElement[] frames) {
        for (StackTraceElement frame : frames) {
            if (isModel(frame.getClassName())) {
                return frame;
            }
        }
        return null;
    }

    /** Whether a class belongs to a model rather than to what runs it. */
    public static boolean isModel(String type) {
        boolean machinery = type.startsWith("java.") || type.startsWith("jdk.");
        for (String prefix : MACHINERY) {
            machinery |= type.startsWith(prefix) && isMachinery(type);
        }
        return !machinery;
    }

    /** Tests live in the packages of what they test; they are model code all the same. */
    private static boolean isMachinery(String type) {
        return !type.endsWith("Test") && !type.contains("Test$");
    }

    /** Where the innermost frame of model code stands, as in {@code " at GupFast.java:42"}; empty if there is none. */
    static String at(StackTraceElement[] frames) {
        StackTraceElement frame = ofModel(frames);
        return frame == null ? "" : " at " + describe(frame);
    }

    /** As {@link #at}, with the frames of model code that it was called from, as in {@code " at A.java:1, from B.java:2"}. */
    static String calledAt(StackTraceElement[] frames) {
        List<String> places = Arrays.stream(frames)
                .filter(frame -> isModel(frame.getClassName()) && frame.getLineNumber() > 0)
                .map(Source::describe)
                .distinct()
                .limit(CALLERS + 1)
                .toList();
        return places.isEmpty()
                ? ""
                : " at " + places.get(0)
                        + (places.size() == 1 ? "" : ", from " + String.join(", ", places.subList(1, places.size())));
    }

    /** What was thrown, with its message if it has one. */
    static String inOneLine(Throwable thrown) {
        return String.join(" ", thrown.toString().strip().split("\\s*\\R\\s*"));
    }

    static String describe(StackTraceElement frame) {
        return frame.getFileName() + ":" + frame.getLineNumber();
    }

    /** The kernel function that the innermost annotated frame models, or {@code null}. */
    public static String kernelFunction(StackTraceElement[] frames) {
        KernelFunction function = kernel(frames);
        return function == null ? null : function.value();
    }

    /** As {@link #kernelFunction}, with its file and version. */
    static @Nullable KernelFunction kernel(StackTraceElement[] frames) {
        for (StackTraceElement frame : frames) {
            KernelFunction function = annotated(frame);
            if (function != null) {
                return function;
            }
        }
        return null;
    }

    /** The kernel function that a frame models if it does nothing but synchronise, or {@code null}. */
    public static String synchronisingFunction(StackTraceElement frame) {
        KernelFunction function = annotated(frame);
        return function == null || !function.synchronises() ? null : function.value();
    }

    /** The method that code stands in: for the body of a loop over CPUs, which is a lambda, the one that has the loop. */
    public static String method(String name) {
        return name.startsWith("lambda$") ? name.split("\\$")[1] : name;
    }

    private static KernelFunction annotated(StackTraceElement frame) {
        Class<?> type;
        try {
            type = Class.forName(
                    frame.getClassName(), false, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
        for (var method : type.getDeclaredMethods()) {
            KernelFunction function = method.getAnnotation(KernelFunction.class);
            if (function != null && method.getName().equals(method(frame.getMethodName()))) {
                return function;
            }
        }
        return type.getAnnotation(KernelFunction.class);
    }
}
