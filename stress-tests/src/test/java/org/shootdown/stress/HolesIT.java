package org.shootdown.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/**
 * A bounded run of the jar: nothing forbidden shows, and each control shows its hole. Controls that do not are run
 * again, for longer each time, since a busy machine seldom lets two actors meet.
 */
class HolesIT {
    private static final Set<String> HOLD = named("Ipi.Sync", "Tracker.Mb", "policy.Broadcast", "policy.V10");
    private static final Set<String> CONTROLS =
            named("Ipi.Never", "Tracker.None", "Tracker.Rmb", "Unordered", "policy.Never");

    private static final int FIRST_MILLIS = 500;
    private static final int ROUNDS = 5;

    @TempDir
    private Path directory;

    private static Set<String> named(String... names) {
        return Stream.of(names).map(n -> "org.shootdown.stress." + n).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void nothingForbiddenShowsAndEveryControlShowsItsHole() throws Exception {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "needs two CPUs");
        assumeTrue(Set.of("amd64", "x86_64").contains(System.getProperty("os.arch")), "the holes are x86's");
        Set<String> missing = new TreeSet<>(CONTROLS);
        Set<String> run = new TreeSet<>(CONTROLS);
        run.addAll(HOLD);
        for (int round = 0, millis = FIRST_MILLIS; round < ROUNDS && !run.isEmpty(); round++, millis *= 2) {
            for (TestResult result : run(run, millis)) {
                assertThat(result.grading().isPassed).as(result.getName()).isTrue();
                if (result.grading().hasInteresting) {
                    missing.remove(result.getName());
                }
            }
            run = new TreeSet<>(missing);
        }
        assertThat(missing).as("controls without a hole").isEmpty();
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
        assertThat(jcstress.waitFor(5, TimeUnit.MINUTES)).as("JCStress ended").isTrue();
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
