package org.shootdown.oracle;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A program, or a collection of verdicts, of others that tests compare with. A test whose oracle is absent is skipped with a
 * word, unless {@code -Doracles=NAME,NAME} names the oracle: then it fails.
 */
public enum Oracle {
    SPIN,
    CHROMIUM,
    HERD,
    TLC,
    /** Reserved for a machine to boot. */
    QEMU;

    private static final String PROPERTY = "oracles";

    /**
     * Goes on if the oracle is there; else fails if it was asked for, and skips the test if not.
     *
     * @param missing what is missing, as in "spin is not installed"
     */
    public void need(boolean present, String missing) {
        if (present) {
            return;
        }
        if (isAskedFor()) {
            throw new AssertionError("-D" + PROPERTY + " names " + this + ", but " + missing);
        }
        Assumptions.abort("skipped: " + missing);
    }

    /** Whether its absence is a failure. */
    public boolean isAskedFor() {
        return askedFor(System.getProperty(PROPERTY, "")).contains(this);
    }

    /**
     * The oracles that a list names.
     *
     * @throws IllegalArgumentException if it names what is none
     */
    static Set<Oracle> askedFor(String names) {
        Set<Oracle> asked = EnumSet.noneOf(Oracle.class);
        for (String name : names.isBlank() ? new String[0] : names.split(",")) {
            asked.add(Stream.of(values())
                    .filter(oracle -> oracle.toString().equals(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("-D" + PROPERTY + " names \"" + name.strip()
                            + "\", which is no oracle; there are "
                            + Arrays.stream(values()).map(Oracle::toString).collect(Collectors.joining(", ")))));
        }
        return asked;
    }

    /** The first program of these names on the {@code PATH}, if there is one. */
    public static Optional<Path> program(String... names) {
        List<String> folders = List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
        return Stream.of(names)
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
