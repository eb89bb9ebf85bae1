package org.shootdown.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.shootdown.machine.Property;

/**
 * TLC's judgement of a TLA+ module.
 *
 * @param states how many distinct states it found
 * @param broken the invariants it found violated, and DEADLOCK
 */
record Tlc(long states, Set<Property> broken) {
    private static final Pattern DISTINCT = Pattern.compile("(\\d+) distinct states found, 0 states left on queue");
    private static final Pattern VIOLATED = Pattern.compile("Invariant (\\w+) is violated");
    private static final int LIMIT_SECONDS = 300;

    /** Where {@code tla2tools.jar} is; skips the test where the system property {@code tla2tools} does not say. */
    static Path assumeGiven() {
        String jar = System.getProperty("tla2tools", "");
        Assumptions.assumeTrue(!jar.isEmpty(), "skipped: -Dtla2tools=FILE does not say where tla2tools.jar is");
        return Path.of(jar).toAbsolutePath();
    }

    /** Runs TLC on {@code module}, whose text is {@code tla}, past every violation. */
    static Tlc check(Path jar, String module, String tla, Path folder) throws IOException, InterruptedException {
        StringBuilder configuration = new StringBuilder("SPECIFICATION Spec\nINVARIANT TypeOK\n");
        for (Property property : Property.values()) {
            if (tla.contains("\n" + property + " ==")) {
                configuration.append("INVARIANT ").append(property).append('\n');
            }
        }
        Files.writeString(folder.resolve(module + ".tla"), tla);
        Files.writeString(folder.resolve(module + ".cfg"), configuration.toString());
        Path output = folder.resolve("tlc.out");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        jar.toString(),
                        "tlc2.TLC",
                        "-continue",
                        module)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("TLC took more than " + LIMIT_SECONDS + " seconds");
        }
        String report = Files.readString(output);
        Matcher distinct = DISTINCT.matcher(report);
        if (!distinct.find()) {
            throw new IOException("TLC did not finish:\n" + report);
        }
        Set<Property> broken = EnumSet.noneOf(Property.class);
        Matcher violated = VIOLATED.matcher(report);
        while (violated.find()) {
            broken.add(Property.valueOf(violated.group(1)));
        }
        if (report.contains("Deadlock reached")) {
            broken.add(Property.DEADLOCK);
        }
        return new Tlc(Long.parseLong(distinct.group(1)), broken);
    }
}
