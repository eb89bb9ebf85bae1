package org.shootdown.drift;

/**
 * A function of a kernel, as a model cites it.
 *
 * @param function its name
 * @param file where it is defined
 * @param version the kernel or patch
 */
public record Citation(String function, String file, String version) implements Comparable<Citation> {
    /** The kernel that the models follow. */
    public static final String CURRENT = "7.0";

    /** Whether it is of the kernel that the models follow, rather than of a patch or of an older kernel. */
    public boolean isCurrent() {
        return version.equals(CURRENT);
    }

    @Override
    public int compareTo(Citation other) {
        int byFile = file.compareTo(other.file);
        int byName = function.compareTo(other.function);
        return byFile != 0 ? byFile : byName != 0 ? byName : version.compareTo(other.version);
    }

    @Override
    public String toString() {
        return function + " (" + file + ", " + version + ")";
    }
}
