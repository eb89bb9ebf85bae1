package org.shootdown.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's table of what tests what is whole and names nothing that does not exist. */
class WhatTestsWhatTest {
    private static final Path CHECK = Path.of("../model/src/main/java/org/shootdown/check");
    private static final List<String> ROOMS = List.of("unfold", "system", "reduce", "search", "store");
    private static final Pattern NAME = Pattern.compile("`([A-Za-z]+)`");

    @Test
    void everyClassOfTheCheckerHasATestOfItsNameOrARow() throws IOException {
        Set<String> tests = tests();
        Set<String> rows = column(1);
        Set<String> untested = classes().stream()
                .filter(name -> !tests.contains(name + "Test") && !tests.contains(name + "Properties"))
                .filter(name -> !rows.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(untested).isEmpty();
    }

    @Test
    void noRowIsAboutWhatDoesNotExist() throws IOException {
        assertThat(classes()).containsAll(column(1));
        assertThat(tests()).containsAll(column(2));
    }

    private static Set<String> column(int column) throws IOException {
        String section = Files.readString(Path.of("README.md"))
                .split("## What tests what")[1]
                .split("\\n## ")[0];
        Set<String> names = new TreeSet<>();
        for (String line : section.lines().filter(l -> l.startsWith("| `")).toList()) {
            Matcher name = NAME.matcher(line.split("\\|")[column]);
            while (name.find()) {
                names.add(name.group(1));
            }
        }
        assertThat(names).isNotEmpty();
        return names;
    }

    private static Set<String> classes() throws IOException {
        Set<String> names = new TreeSet<>();
        for (String room : ROOMS) {
            names.addAll(javaFiles(CHECK.resolve(room)));
        }
        names.remove("package-info");
        return names;
    }

    private static Set<String> tests() throws IOException {
        Set<String> names = javaFiles(Path.of("src/test/java"));
        names.addAll(javaFiles(Path.of("../model/src/test/java")));
        return names;
    }

    private static Set<String> javaFiles(Path below) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
