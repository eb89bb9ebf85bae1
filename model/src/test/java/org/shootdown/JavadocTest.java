package org.shootdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever others may lean on has a comment, as doclint sees it. That every parameter has a tag of its own is not asked: see
 * CONTRIBUTING.md.
 */
class JavadocTest {
    @TempDir
    private Path classes;

    @Test
    void everyPublicPartOfTheApiHasAComment() throws Exception {
        List<String> api = ArchitectureTest.PUBLIC.stream()
                .map(name -> name.equals(".") ? "org.shootdown" : "org.shootdown." + name)
                .toList();
        assertThat(uncommented(api, sources(Path.of("src/main/java")))).isEmpty();
    }

    @Test
    void whatHasNoneIsFound() throws Exception {
        Path file = Files.writeString(
                classes.resolve("Bare.java"),
                "package bare; /** A type. */ public class Bare { public Bare(int n) {} }");
        assertThat(uncommented(List.of("bare"), List.of(file)))
                .singleElement()
                .asString()
                .contains("Bare.java:1: no comment");
    }

    private List<String> uncommented(Iterable<String> packages, List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, Locale.ROOT, null)) {
            List<String> options = List.of(
                    "-proc:none",
                    "-Xmaxwarns",
                    "10000",
                    "-Xdoclint:missing/public",
                    "-Xdoclint/package:" + String.join(",", packages),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-d",
                    classes.toString());
            assertThat(compiler.getTask(null, files, found, options, null, files.getJavaFileObjectsFromPaths(sources))
                            .call())
                    .isTrue();
        }
        List<String> uncommented = new ArrayList<>();
        found.getDiagnostics().forEach(d -> {
            String message = d.getMessage(Locale.ROOT);
            if (message.contains("no comment")) {
                uncommented.add(d.getSource().getName() + ":" + d.getLineNumber() + ": " + message);
            }
        });
        return uncommented;
    }

    private static List<Path> sources(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(p -> p.toString().endsWith(".java")).toList();
        }
    }
}
