package org.shootdown.drawing;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines that fit a width. */
public final class Wrap {
    private Wrap() {}

    /**
     * Breaks {@code text} at spaces, and inside a word only where the word alone is too long.
     *
     * @param first begins the first line
     * @param hanging begins every other line
     * @param width how long a line may be, prefix included
     */
    public static List<String> lines(String text, String first, String hanging, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (String word : text.split(" ")) {
            if (!empty && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder(hanging);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
            while (line.length() > width && width > hanging.length()) {
                int cut = breakPoint(line, hanging.length(), width);
                lines.add(line.substring(0, cut));
                line = new StringBuilder(hanging).append(line.substring(cut));
            }
        }
        lines.add(line.toString());
        return lines;
    }

    /** Behind the last character that a reader takes for the end of a part, else right at the width. */
    private static int breakPoint(CharSequence line, int from, int width) {
        for (int i = width; i > from + 1; i--) {
            if ("_-.,;:(/".indexOf(line.charAt(i - 1)) >= 0) {
                return i;
            }
        }
        return width;
    }

    /** A paragraph, ended by a line feed. */
    public static String paragraph(String text, String first, String hanging, int width) {
        return String.join("\n", lines(text, first, hanging, width)) + "\n";
    }
}
