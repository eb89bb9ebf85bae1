package org.shootdown.coverage;

/**
 * A line of a model that makes steps.
 *
 * @param function the kernel function that it belongs to, or the program's title where the model names none
 * @param file the kernel's file; empty where the model names none
 * @param version the kernel's version, or the revision of a patch; empty where the model names none
 * @param source the Java line, as in {@code GupFast.java:42}
 */
public record ModelLine(String function, String file, String version, String source) implements Comparable<ModelLine> {
    @Override
    public int compareTo(ModelLine other) {
        int order = java(source).compareTo(java(other.source));
        order = order != 0 ? order : Integer.compare(number(source), number(other.source));
        return order != 0 ? order : toString().compareTo(other.toString());
    }

    private static String java(String source) {
        return source.substring(0, source.lastIndexOf(':') + 1);
    }

    private static int number(String source) {
        String digits = source.substring(source.lastIndexOf(':') + 1);
        return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : 0;
    }
}
