package org.shootdown.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.shootdown.machine.Property;
import org.shootdown.oracle.Oracle;

/**
 * SPIN's judgement of a Promela model: every state, without reduction.
 *
 * @param states how many distinct states it stored
 * @param broken the properties it found violated; "invalid end state" is a deadlock
 */
record Spin(long states, Set<Property> broken) {
    private static final Pattern STORED = Pattern.compile("(?m)^\\s*(\\d+) states, stored");
    private static final Pattern ERROR = Pattern.compile("(?m)^pan:\\d+: (.*) \\(at depth");
    private static final int LIMIT_SECONDS = 120;

    /** Skips the test where SPIN or a C compiler is missing. */
    static void assumeInstalled() {
        Oracle.SPIN.need(isInstalled(), "spin and gcc are not both installed");
    }

    static boolean isInstalled() {
        return Oracle.program("spin").isPresent() && Oracle.program("gcc").isPresent();
    }

    /** Runs SPIN on {@code promela} in {@code folder}. */
    static Spin check(String promela, Path folder) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("model.pml"), promela);
        run(folder, "spin", "-a", "-o2", "model.pml");
        // Models this small are searched in less time than gcc -O2 takes to compile the search.
        run(folder, "gcc", "-O0", "-w", "-DSAFETY", "-DNOREDUCE", "-DVECTORSZ=4096", "-o", "pan", "pan.c");
        String report = run(folder, "./pan", "-c0", "-n", "-m1000000");
        Matcher stored = STORED.matcher(report);
        if (!stored.find() || report.contains("max search depth too small")) {
            throw new IOException("SPIN did not finish:\n" + report);
        }
        Set<Property> broken = EnumSet.noneOf(Property.class);
        Matcher error = ERROR.matcher(report);
        while (error.find()) {
            broken.add(property(error.group(1)));
        }
        return new Spin(Long.parseLong(stored.group(1)), broken);
    }

    private static Property property(String message) throws IOException {
        if (message.startsWith("invalid end state")) {
            return Property.DEADLOCK;
        }
        for (Property property : Property.values()) {
            if (message.equals("assertion violated holds_" + property)) {
                return property;
            }
        }
        throw new IOException("SPIN says: " + message);
    }

    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        Path output = folder.resolve(Path.of(command[0]).getFileName() + ".out");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(command[0] + " took more than " + LIMIT_SECONDS + " seconds");
        }
        String text = Files.readString(output, StandardCharsets.ISO_8859_1);
        if (process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " failed:\n" + text);
        }
        return text;
    }
}
