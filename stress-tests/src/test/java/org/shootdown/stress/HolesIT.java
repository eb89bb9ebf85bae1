package org.shootdown.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.TestGrading;

/**
 * A bounded run of the jar: nothing forbidden shows, each control shows its hole, and what holds was put to the test.
 * Tests of which something is still to be seen are run again, for longer each time, since a busy machine seldom lets two
 * actors meet.
 */
class HolesIT {
    /**
     * What must show, by test. All else is forbidden or may show: v4-targeted-mb may be inside in time, and that it
     * breaks P2 is forbidden.
     */
    private static final Map<String, Set<String>> RESULTS = Map.of(
            "Ipi.Never", Set.of("P1"),
            "Ipi.Sync", Set.of("inside"),
            "Tracker.None", Set.of("P1"),
            "Tracker.Rmb", Set.of("P1"),
            "Tracker.Mb", Set.of("inside"),
            "Unordered", Set.of("never, P2", "v4-targeted, P2", "v4-targeted-none, P2", "v4-targeted-mb, inside"),
            "policy.Never", Set.of("native-invlpgb, P2"),
            "policy.Broadcast", Set.of("native, inside"),
            "policy.V10", Set.of("native, inside"));

    private static final String PACKAGE = "org.shootdown.stress.";

    private static final int FIRST_MILLIS = 500;
    /** No round begins later, unless there were fewer than {@link #LEAST_ROUNDS}. An idle machine needs one or two. */
    private static final Duration LIMIT = Duration.ofMinutes(2);
    /** However slow the machine. */
    private static final int LEAST_ROUNDS = 3;

    @TempDir
    private Path directory;

    @Test
    void nothingForbiddenShowsAndEveryControlShowsItsHole() throws Exception {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "needs two CPUs");
        assumeTrue(Set.of("amd64", "x86_64").contains(System.getProperty("os.arch")), "the holes are x86's");
        Map<String, Set<String>> missing = new TreeMap<>();
        RESULTS.forEach((test, results) -> missing.put(PACKAGE + test, new TreeSet<>(results)));
        Instant last = Instant.now().plus(LIMIT);
        int millis = FIRST_MILLIS;
        for (int round = 0; !missing.isEmpty(); round++, millis *= 2) {
            assertThat(round < LEAST_ROUNDS || Instant.now().isBefore(last))
                    .as("not seen: %s", missing)
                    .isTrue();
            for (TestResult result : run(missing.keySet(), millis)) {
                TestGrading grading = result.grading();
                assertThat(grading.isPassed)
                        .as("%s %s", result.getName(), grading.failureMessages)
                        .isTrue();
                missing.get(result.getName()).removeAll(result.getStateKeys());
            }
            missing.values().removeIf(Set::isEmpty);
        }
    }

    /** Runs tests for so long in each configuration, in one VM mode, and reads what JCStress saw. */
    private Collection<TestResult> run(Set<String> tests, int millis) throws Exception {
        Path work = Files.createTempDirectory(directory, "run");
        Process jcstress = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        Path.of("target", "jcstress.jar").toAbsolutePath().toString(),
                        "-t",
                        tests.stream().collect(Collectors.joining("|", "^(", ")$")),
                        "-c",
                        Integer.toString(Runtime.getRuntime().availableProcessors()),
                        "-jvmArgs",
                        "-Xmx256m",
                        "-sc",
                        "false",
                        "-f",
                        "1",
                        "-iters",
                        "1",
                        "-time",
                        Integer.toString(millis))
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("output").toFile())
                .start();
        assertThat(jcstress.waitFor(10, TimeUnit.MINUTES)).as("JCStress ended").isTrue();
        assertThat(jcstress.exitValue())
                .as(Files.readString(work.resolve("output")))
                .isZero();
        return results(work);
    }

    private static Collection<TestResult> results(Path work) throws IOException, ClassNotFoundException {
        InProcessCollector collected = new InProcessCollector();
        try (Stream<Path> files = Files.list(work)) {
            for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(".bin.gz"))::iterator) {
                DiskReadCollector reader = new DiskReadCollector(file.toString(), collected);
                reader.dump();
                reader.close();
            }
        }
        return collected.getTestResults();
    }
}
