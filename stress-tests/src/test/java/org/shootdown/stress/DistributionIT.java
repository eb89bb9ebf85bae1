package org.shootdown.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution archive runs wherever it is unpacked, and says under which licences its contents come. */
class DistributionIT {
    private static final Pattern LIBRARY = Pattern.compile("\"purl\" : \"pkg:maven/([^/]+)/([^@]+)@");

    @TempDir
    private Path folder;

    private Path home;

    private record Finished(int code, String out) {}

    @BeforeEach
    void unpack() throws Exception {
        Path place = Files.createDirectory(folder.resolve("a path with blanks"));
        assertThat(run("tar", "xzf", archive().toAbsolutePath().toString(), "-C", place.toString()))
                .isEqualTo(new Finished(0, ""));
        try (Stream<Path> top = Files.list(place)) {
            home = top.findFirst().orElseThrow();
        }
    }

    private static Path archive() throws IOException {
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            return built.filter(p -> p.getFileName().toString().matches("shootdown-.*\\.tar\\.gz"))
                    .filter(p -> !p.getFileName().toString().contains("stress"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void decidesWhereItIsUnpackedAndNobodyMayWrite() throws Exception {
        assertThat(run("chmod", "-R", "a-w", home.toString()).code()).isZero();
        Finished check =
                run(home.resolve("bin/shootdown").toString(), "check", "v10/native/hugetlb-unshare/gup-fast/tso");
        assertThat(run("chmod", "-R", "u+w", home.toString()).code()).isZero();
        assertThat(check.out()).contains("1 SAFE");
        assertThat(check.code()).isZero();
    }

    /** Of the matrix one backend, since all of it is a minute's work. */
    @Test
    void printsAMatrixFromAFolderThatNobodyMayWrite() throws Exception {
        assertThat(run("chmod", "-R", "a-w", home.toString()).code()).isZero();
        Finished matrix = run(
                home.resolve("bin/shootdown").toString(),
                "matrix",
                "--policy",
                "v10",
                "--policy",
                "broadcast",
                "--backend",
                "kvm");
        assertThat(run("chmod", "-R", "u+w", home.toString()).code()).isZero();
        assertThat(matrix.out())
                .contains("v10", "broadcast")
                .containsPattern("[\\d,]+ cells: [\\d,]+ SAFE, [\\d,]+ UNSAFE\\.");
        assertThat(matrix.code()).isZero();
    }

    @Test
    void theZipHasWhatTheTarHas() throws Exception {
        Path place = Files.createDirectory(folder.resolve("zip"));
        String java = Path.of(System.getProperty("java.home"), "bin", "jar").toString();
        String zip = archive().toAbsolutePath().toString().replaceFirst("\\.tar\\.gz$", ".zip");
        Process jar = new ProcessBuilder(java, "xf", zip)
                .directory(place.toFile())
                .inheritIO()
                .start();
        assertThat(jar.waitFor()).isZero();
        assertThat(files(place)).isEqualTo(files(home.getParent())).isNotEmpty();
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void runsThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("sd"), home.resolve("bin/shootdown"));
        assertThat(run(link.toString(), "--version").out()).matches("shootdown \\S+, commit \\S+\n.*VM \\d+.*\n");
    }

    @Test
    void withoutItsJarItSaysSo() throws Exception {
        Files.delete(home.resolve("lib/shootdown.jar"));
        Finished nothing = run(home.resolve("bin/shootdown").toString(), "--version");
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.out()).hasLineCount(1).contains("there is no ", "unpack the distribution again");
    }

    @Test
    void bringsManualCompletionAndStressTests() throws Exception {
        assertThat(Files.readString(home.resolve("share/man/man1/shootdown.1"))).contains(".TH \"SHOOTDOWN\" \"1\"");
        assertThat(run(
                        "bash",
                        "-n",
                        home.resolve("share/bash-completion/completions/shootdown")
                                .toString()))
                .isEqualTo(new Finished(0, ""));
        assertThat(home.resolve("share/zsh/site-functions/_shootdown"))
                .content()
                .startsWith("#compdef shootdown\n");
        assertThat(home.resolve("share/fish/vendor_completions.d/shootdown.fish"))
                .content()
                .contains("complete -c shootdown");
        Finished list = run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                home.resolve("lib/jcstress.jar").toString(),
                "-l");
        assertThat(list.out()).contains("org.shootdown.stress.");
    }

    /** Every library of the bill of materials stands in the table of licences, and every text that is named is there. */
    @Test
    void namesTheLicenceOfEverythingInside() throws Exception {
        String bill = Files.readString(home.resolve("shootdown-sbom.json"));
        String table = Files.readString(home.resolve("licences/README.md"));
        TreeSet<String> inside = new TreeSet<>();
        Matcher library = LIBRARY.matcher(bill);
        while (library.find()) {
            inside.add(library.group(1) + ":" + library.group(2));
        }
        inside.removeIf(name -> name.startsWith("org.shootdown:"));
        List<String> stated = table.lines()
                .filter(line -> line.startsWith("| ") && line.contains(":"))
                .map(line -> line.split("\\|")[1].trim())
                .filter(name -> !name.startsWith("-"))
                .sorted()
                .toList();
        assertThat(stated).isNotEmpty().isEqualTo(List.copyOf(inside));
        assertThat(home.resolve("LICENSE")).exists();
        assertThat(home.resolve("NOTICE")).exists();
    }

    private static Finished run(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Finished(process.waitFor(), out);
    }
}
