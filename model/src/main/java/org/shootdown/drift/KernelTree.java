package org.shootdown.drift;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shootdown.catalogue.BadInput;
import org.shootdown.drift.c.CFunction;
import org.shootdown.drift.c.CSource;

/** The source of a kernel: a directory, or a revision of a git repository, of which a bare one will do. */
public abstract class KernelTree {
    private static final Pattern LEVEL = Pattern.compile("(?m)^(VERSION|PATCHLEVEL)\\s*=\\s*(\\d+)\\s*$");

    private final Map<String, Optional<CSource>> sources = new HashMap<>();
    private final String name;

    private KernelTree(String name) {
        this.name = name;
    }

    /**
     * Opens a tree.
     *
     * @param revision the revision of a git repository; {@code null} for the files of a directory as they are, or for a bare
     *     repository's HEAD
     * @throws BadInput in one line, if there is no kernel
     */
    public static KernelTree open(Path folder, @Nullable String revision) {
        if (!Files.isDirectory(folder)) {
            throw new BadInput("--kernel " + folder + ": there is no such directory");
        }
        boolean plain = Files.isRegularFile(folder.resolve("Makefile"));
        boolean git = Files.exists(folder.resolve(".git")) || Files.isRegularFile(folder.resolve("HEAD"));
        if (revision != null && !git) {
            throw new BadInput("--revision " + revision + ": " + folder + " is no git repository");
        }
        KernelTree tree = revision == null && plain || !git
                ? new Folder(folder)
                : new Revision(folder, revision == null ? "HEAD" : revision);
        tree.version();
        return tree;
    }

    /**
     * The kernel's version, as in {@code 7.0}.
     *
     * @throws BadInput in one line, if the Makefile at the tree's root is no kernel's
     */
    public String version() {
        Map<String, String> levels = new HashMap<>();
        Matcher level = LEVEL.matcher(text("Makefile")
                .orElseThrow(() -> new BadInput("--kernel " + name + ": has no Makefile, so it is no kernel tree")));
        while (level.find()) {
            levels.putIfAbsent(level.group(1), level.group(2));
        }
        if (levels.size() < 2) {
            throw new BadInput("--kernel " + name + ": its Makefile names no VERSION and PATCHLEVEL of a kernel");
        }
        return levels.get("VERSION") + "." + levels.get("PATCHLEVEL");
    }

    /** What people call the tree. */
    public String name() {
        return name;
    }

    /** A file's content; empty if the tree does not have it. */
    abstract Optional<String> text(String file);

    /** A file's functions; empty if the tree does not have the file. */
    Optional<CSource> source(String file) {
        return sources.computeIfAbsent(file, f -> text(f).map(CSource::of));
    }

    /** A function; empty if the file does not define it. */
    Optional<CFunction> function(String file, String function) {
        return source(file).flatMap(source -> source.function(function));
    }

    private static final class Folder extends KernelTree {
        private final Path folder;

        Folder(Path folder) {
            super(folder.toString());
            this.folder = folder;
        }

        @Override
        Optional<String> text(String file) {
            Path path = folder.resolve(file);
            if (!Files.isRegularFile(path)) {
                return Optional.empty();
            }
            try {
                return Optional.of(new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new BadInput("--kernel " + folder + ": " + file + " cannot be read: " + e.getMessage());
            }
        }
    }

    private static final class Revision extends KernelTree {
        private final Path repository;
        private final String commit;

        Revision(Path repository, String revision) {
            super(repository + " at " + revision);
            this.repository = repository;
            String all = git("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
                    .orElseThrow(() -> new BadInput("--revision " + revision + ": " + repository
                            + " has no such revision, or git may not read it"));
            commit = all.strip();
        }

        @Override
        Optional<String> text(String file) {
            return git("cat-file", "blob", commit + ":" + file);
        }

        /** What git says; empty if it fails. */
        private Optional<String> git(String... command) {
            ProcessBuilder process = new ProcessBuilder();
            process.command().addAll(List.of("git", "-C", repository.toString()));
            process.command().addAll(List.of(command));
            process.redirectError(ProcessBuilder.Redirect.DISCARD);
            try {
                Process git = process.start();
                git.getOutputStream().close();
                String out = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return git.waitFor() == 0 ? Optional.of(out) : Optional.empty();
            } catch (IOException e) {
                throw new BadInput("--kernel " + repository + ": git cannot be run: " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BadInput("interrupted while git reads " + repository);
            }
        }
    }
}
