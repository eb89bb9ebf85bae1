package org.shootdown.export;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.shootdown.machine.Property;
import org.shootdown.oracle.Oracle;

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

    /**
     * The class path that the system property {@code tla2tools} gives: {@code tla2tools.jar}, and the classes of Java's
     * mail beside it if they are not in it.
     */
    static String assumeGiven() {
        String classPath = System.getProperty("tla2tools", "");
        Oracle.TLC.need(!classPath.isEmpty(), "-Dtla2tools=FILES does not say where tla2tools.jar is");
        List<String> files = new ArrayList<>();
        for (String file : classPath.split(File.pathSeparator)) {
            Oracle.TLC.need(Files.isReadable(Path.of(file)), "there is no file " + file + ", which -Dtla2tools names");
            files.add(Path.of(file).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, files);
    }

    /**
     * Runs TLC on {@code module}, whose text is {@code tla}, past every violation. It takes two runs: even with {@code
     * -continue} TLC stops at the first deadlock, so one run counts states and finds violations without looking for
     * deadlocks, which is what {@code -deadlock} means, and the other looks for deadlocks.
     */
    static Tlc check(String classPath, String module, String tla, Path folder)
            throws IOException, InterruptedException {
        StringBuilder configuration = new StringBuilder("SPECIFICATION Spec\nINVARIANT TypeOK\n");
        for (Property property : Property.values()) {
            if (tla.contains("\n" + property + " ==")) {
                configuration.append("INVARIANT ").append(property).append('\n');
            }
        }
        Files.writeString(folder.resolve(module + ".tla"), tla);
        Files.writeString(folder.resolve(module + ".cfg"), configuration.toString());
        String everything = run(classPath, folder, "-continue", "-deadlock", module);
        Matcher distinct = DISTINCT.matcher(everything);
        if (!distinct.find()) {
            throw new IOException("TLC did not finish:\n" + everything);
        }
        Set<Property> broken = EnumSet.noneOf(Property.class);
        Matcher violated = VIOLATED.matcher(everything);
        while (violated.find()) {
            broken.add(Property.valueOf(violated.group(1)));
        }
        if (run(classPath, folder, "-continue", module).contains("Deadlock reached")) {
            broken.add(Property.DEADLOCK);
        }
        return new Tlc(Long.parseLong(distinct.group(1)), broken);
    }

    private static String run(String classPath, Path folder, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath, "tlc2.TLC"));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("tlc.out");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("TLC took more than " + LIMIT_SECONDS + " seconds");
        }
        return Files.readString(output);
    }
}
