package org.shootdown.synthesis;

import java.util.Optional;

/** Points as files. */
public final class RuleFiles {
    private RuleFiles() {}

    /** A file's name and its text. */
    public record File(String name, String text) {}

    /** The file of a candidate of the built-in space; a rule of one's own has one already. */
    public static Optional<File> of(Candidate candidate) {
        return candidate.rule() instanceof Rule rule
                ? Optional.of(new File(RuleFile.className(rule) + ".java", RuleFile.java(rule)))
                : Optional.empty();
    }
}
