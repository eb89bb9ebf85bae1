package org.shootdown.stress;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/** Puts the result files of several runs, or hosts, into one that JCStress makes its report from. */
final class Merge {
    private Merge() {}

    /**
     * Writes the results of {@code from} to {@code to}, in the format of JCStress's own files: each result keeps the
     * environment it was made in.
     *
     * @throws IOException if one cannot be read or written, or is no whole result file; there is no {@code to} then
     */
    static void merge(List<Path> from, Path to) throws IOException {
        Path part = to.resolveSibling(to.getFileName() + ".part");
        try {
            try (ObjectOutputStream out = new ObjectOutputStream(
                    new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(part))))) {
                for (Path file : from) {
                    append(file, out);
                }
            }
            Files.move(part, to);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void append(Path file, ObjectOutputStream out) throws IOException {
        try {
            DiskReadCollector in = new DiskReadCollector(file.toString(), result -> write(result, out));
            try {
                in.dump();
            } finally {
                in.close();
            }
        } catch (IOException | ClassNotFoundException e) {
            throw new IOException(file + " is no whole result file of this version of JCStress: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void write(TestResult result, ObjectOutputStream out) {
        try {
            out.reset();
            out.writeObject(result);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
