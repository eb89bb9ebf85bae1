package org.shootdown.drift;

import java.util.List;

/**
 * A place in a cited method where a step is made, or another cited function called.
 *
 * @param what the step, as a list of the kernel's accesses would name it
 * @param lines the line in the cited method, then the lines in the methods that it calls on the way to the step
 * @param dispatch the classes other than the cited one's on that way, of which there are several where a policy or a
 *     backend is asked; empty if all is in one class
 * @param source file and line of the step itself, or of the call
 */
record ModelStep(String what, List<Integer> lines, String dispatch, String source) implements Comparable<ModelStep> {
    ModelStep {
        lines = List.copyOf(lines);
    }

    /** As the text has them: by the line in the cited method first. */
    @Override
    public int compareTo(ModelStep other) {
        for (int n = 0; n < Math.min(lines.size(), other.lines.size()); n++) {
            if (!lines.get(n).equals(other.lines.get(n))) {
                return Integer.compare(lines.get(n), other.lines.get(n));
            }
        }
        return Integer.compare(lines.size(), other.lines.size());
    }
}
