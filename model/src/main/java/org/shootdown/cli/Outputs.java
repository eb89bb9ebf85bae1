package org.shootdown.cli;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.shootdown.report.WholeFile;

/** The files that a command was asked to write; all are looked at before any work is done for them. */
final class Outputs {
    /** Refuses a file that cannot be written; {@code null} stands for one that was not asked for. */
    Outputs check(String option, Path file) {
        if (file != null) {
            WholeFile.checkWritable(option, file);
        }
        return this;
    }

    Outputs write(String option, Path file, Supplier<String> content) {
        return stream(option, file, writer -> writer.write(content.get()));
    }

    /** For what may be too long to be held in memory as a whole. */
    Outputs stream(String option, Path file, WholeFile.Content content) {
        if (file != null) {
            WholeFile.write(option, file, content);
        }
        return this;
    }
}
