package org.shootdown.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An exhaustive search by SPIN, without its reduction, so that it stores the states that an unreduced search does. */
final class SpinRun {
    private static final Pattern STORED = Pattern.compile("(\\d+) states, stored");

    private volatile Process process;
    private volatile boolean stopped;

    /** @param seconds how long the search itself took, without generating and compiling it */
    record Figures(long states, double seconds) {}

    static boolean isInstalled() {
        return isOnPath("spin") && isOnPath("gcc");
    }

    private static boolean isOnPath(String tool) {
        String path = System.getenv("PATH");
        return path != null
                && Pattern.compile(Pattern.quote(System.getProperty("path.separator")))
                        .splitAsStream(path)
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    /** Ends it, if it is running, and lets it begin nothing more. */
    void stop() {
        stopped = true;
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
        }
    }

    /**
     * Runs it in a folder of its own; empty if it did not come to an end of its search.
     *
     * @throws IOException if it could not be run, or was stopped
     */
    Optional<Figures> search(String promela) throws IOException {
        Path folder = Files.createTempDirectory("shootdown-spin");
        try {
            Files.writeString(folder.resolve("model.pml"), promela);
            run(folder, "spin", "-a", "-o2", "model.pml");
            run(folder, "gcc", "-O3", "-w", "-DSAFETY", "-DNOREDUCE", "-DVECTORSZ=4096", "-o", "pan", "pan.c");
            long start = System.nanoTime();
            String report = run(folder, "./pan", "-c0", "-n", "-m1000000", "-w26");
            double seconds = (System.nanoTime() - start) / 1e9;
            Matcher stored = STORED.matcher(report);
            return stored.find() && !report.contains("max search depth too small")
                    ? Optional.of(new Figures(Long.parseLong(stored.group(1)), seconds))
                    : Optional.empty();
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
                for (Path file : all) {
                    Files.delete(file);
                }
            }
        }
    }

    private String run(Path folder, String... command) throws IOException {
        process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        if (stopped) {
            process.destroyForcibly();
        }
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(
                    command[0] + " failed: " + text.lines().findFirst().orElse(""));
        }
        return text;
    }
}
