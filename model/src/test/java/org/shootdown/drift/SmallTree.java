package org.shootdown.drift;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A tree laid out like a kernel's of our own that {@link SmallModels} follow. */
final class SmallTree {
    private static final List<String> FILES = List.of("Makefile", "mm/small.c");
    static final String SOURCE = "mm/small.c";

    private final Path folder;

    private SmallTree(Path folder) {
        this.folder = folder;
    }

    /** A copy of the tree in an empty folder. */
    static SmallTree in(Path folder) throws IOException {
        SmallTree tree = new SmallTree(folder);
        for (String file : FILES) {
            tree.write(file, read(file));
        }
        return tree;
    }

    private static String read(String file) throws IOException {
        try (InputStream content = SmallTree.class.getResourceAsStream("small/" + file)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void write(String file, String content) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    /** Replaces text that the source must have once. */
    SmallTree with(String before, String after) throws IOException {
        String source = Files.readString(folder.resolve(SOURCE));
        if (source.split(java.util.regex.Pattern.quote(before), -1).length != 2) {
            throw new IllegalArgumentException("not once: " + before);
        }
        write(SOURCE, source.replace(before, after));
        return this;
    }

    KernelTree open() {
        return KernelTree.open(folder, null);
    }

    Lock lock() {
        return Drift.lock(open(), SmallModels.CITED);
    }

    Drift against(Lock lock) {
        return Drift.of(open(), lock, SmallModels.CITED, SmallModels.steps(SmallModels.Variant.FAITHFUL));
    }
}
