package org.shootdown.litmus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.shootdown.oracle.Oracle;

/** The litmus files of other projects, which lie beside the repository and are no part of it. */
final class SharedLitmus {
    private static final Path ROOT = Path.of("..", "..", "shared", "litmus");

    private SharedLitmus() {}

    static Path root() {
        Oracle.HERD.need(Files.isDirectory(ROOT), "there are no litmus files of other projects at " + ROOT);
        return ROOT;
    }

    /** Every litmus file below {@code folder}, by its name in the tables, in order. */
    static Map<String, Path> files(String folder) throws IOException {
        Path root = root();
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(root.resolve(folder))) {
            walk.filter(p -> p.toString().endsWith(".litmus"))
                    .forEach(p -> files.put(root.relativize(p).toString().replace('\\', '/'), p));
        }
        return files;
    }

    /** A table's columns {@code key} and {@code value}. */
    static Map<String, String> table(String file, int value) throws IOException {
        Map<String, String> table = new TreeMap<>();
        List<String> lines = Files.readAllLines(root().resolve(file));
        for (String line : lines.subList(1, lines.size())) {
            String[] columns = line.split("\t");
            table.put(columns[0], columns[value]);
        }
        return table;
    }
}
