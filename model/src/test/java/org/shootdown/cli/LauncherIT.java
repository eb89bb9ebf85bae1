package org.shootdown.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that starts the built jar quickly does what the jar does. */
class LauncherIT {
    private static final Path SCRIPT = Path.of("shootdown");
    private static final Path JAR = Path.of("target/shootdown.jar");
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    private Path folder;

    private record Finished(int code, String out) {}

    @Test
    void saysWhatTheJarSays() throws Exception {
        String cell = "never/native-invlpgb/hugetlb-unshare/gup-fast/tso";
        Finished quick = run(SCRIPT.toAbsolutePath().toString(), "check", cell);
        Finished plain = run(JAVA, "-jar", JAR.toString(), "check", cell);
        assertThat(quick).isEqualTo(plain);
        assertThat(quick.code()).isEqualTo(1);
        assertThat(quick.out()).contains("UNSAFE P2");
    }

    @Test
    void theArchiveIsOneThatTheJvmTakes() throws Exception {
        Finished version = run(
                JAVA,
                "-XX:SharedArchiveFile=target/shootdown.jsa",
                "-Xlog:class+load",
                "-jar",
                JAR.toString(),
                "--version");
        assertThat(version.out()).containsPattern("org\\.shootdown\\.cli\\.Main source: shared objects file \\(top\\)");
    }

    @Test
    void withoutAnArchiveItStillRuns() throws Exception {
        Path copy = copyOfScript();
        Files.createDirectories(folder.resolve("target"));
        Files.copy(JAR, folder.resolve("target/shootdown.jar"));
        Finished version = run(copy.toString(), "--version");
        assertThat(version.code()).isZero();
        assertThat(version.out()).matches("shootdown \\S+, commit \\S+\n.*VM \\d+.*\n");
    }

    @Test
    void withoutAJarItSaysHowToMakeOne() throws Exception {
        Finished nothing = run(copyOfScript().toString(), "--version");
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.out()).hasLineCount(1).contains("mvn -pl model package");
    }

    @Test
    void ofAnOlderJvmItSaysWhichItNeeds() throws Exception {
        Files.createDirectories(folder.resolve("target"));
        Files.copy(JAR, folder.resolve("target/shootdown.jar"));
        Path jdk = Files.createDirectories(folder.resolve("jdk/bin")).getParent();
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"1.8.0_402\"\n");
        Files.createFile(
                jdk.resolve("bin/java"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Finished old = run(jdk, copyOfScript().toString(), "--version");
        assertThat(old.code()).isEqualTo(2);
        assertThat(old.out()).hasLineCount(1).contains("is version 8", "17 or newer");
    }

    @Test
    void withoutAnyJvmItSaysWhatToInstall() throws Exception {
        Files.createDirectories(folder.resolve("target"));
        Files.copy(JAR, folder.resolve("target/shootdown.jar"));
        Finished none = run(folder.resolve("nowhere"), copyOfScript().toString(), "--version");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.out()).hasLineCount(1).contains("set JAVA_HOME");
    }

    private Path copyOfScript() throws IOException {
        return Files.copy(SCRIPT, folder.resolve("shootdown"), StandardCopyOption.COPY_ATTRIBUTES);
    }

    private static Finished run(String... command) throws Exception {
        return run(Path.of(System.getProperty("java.home")), command);
    }

    private static Finished run(Path javaHome, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", javaHome.toString());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Finished(process.waitFor(), out);
    }
}
