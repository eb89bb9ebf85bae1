package org.shootdown.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.shootdown.catalogue.BadInput;

/** Writes files that appear whole or not at all. */
public final class WholeFile {
    private WholeFile() {}

    /** What is to be in a file, written piece by piece. */
    public interface Content {
        void writeTo(Writer file) throws IOException;
    }

    /**
     * Refuses a path that {@link #write} could not write to, before anything is computed for it.
     *
     * @param option what the user calls the file, as in {@code --json}
     * @throws BadInput if the path cannot be written to
     */
    public static void checkWritable(String option, Path file) {
        Path folder = folder(file);
        if (Files.isDirectory(file)) {
            throw new BadInput(option + " " + file + ": is a directory; name a file");
        }
        if (!Files.isDirectory(folder)) {
            throw new BadInput(option + " " + file + ": there is no directory " + folder);
        }
        if (!Files.isWritable(isDevice(file) ? file : folder)) {
            throw new BadInput(option + " " + file + ": no permission to write "
                    + (isDevice(file) ? "to it" : "in directory " + folder));
        }
    }

    /**
     * Puts {@code content} in place of {@code file} in one step.
     *
     * @throws BadInput if that fails; the file is then as it was
     */
    public static void write(String option, Path file, Content content) {
        try {
            if (isDevice(file)) {
                writeTo(file, content, StandardOpenOption.WRITE);
                return;
            }
            Path target = Files.exists(file) ? file.toRealPath() : file;
            Path whole = folder(target)
                    .resolve("." + target.getFileName() + "."
                            + ProcessHandle.current().pid() + ".tmp");
            try {
                writeTo(whole, content, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
                Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(whole);
            }
        } catch (IOException e) {
            throw new BadInput(option + " " + file + ": cannot be written: " + reason(e));
        }
    }

    private static void writeTo(Path file, Content content, OpenOption... options) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file, options)) {
            content.writeTo(writer);
        }
    }

    /** What an exception's type says that its message, often a bare path, does not. */
    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileSystemException known && known.getReason() != null) {
            return known.getReason();
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    /** A pipe, a terminal, /dev/null: nothing that a rename may replace. */
    private static boolean isDevice(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file);
    }

    private static Path folder(Path file) {
        return file.toAbsolutePath().getParent() == null
                ? file
                : file.toAbsolutePath().getParent();
    }
}
