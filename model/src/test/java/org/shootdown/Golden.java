package org.shootdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Golden files: what people read, kept word for word in {@code src/test/golden}.
 *
 * <p>One command refreshes all of them: {@code mvn -pl model test -Dgolden.refresh=true}. Read the difference before you
 * commit it.
 */
public final class Golden {
    private static final Path FOLDER = Path.of("src", "test", "golden");
    private static final boolean REFRESH = Boolean.getBoolean("golden.refresh");

    private Golden() {}

    /**
     * Fails unless {@code actual} is the content of {@code src/test/golden/name}; with {@code golden.refresh} it becomes
     * that content.
     */
    public static void assertMatches(String name, String actual) {
        Path file = FOLDER.resolve(name);
        try {
            if (REFRESH) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, actual);
            }
            assertThat(file).as("golden file; -Dgolden.refresh=true writes it").exists();
            assertThat(actual)
                    .as("differs from %s; -Dgolden.refresh=true takes it over", file)
                    .isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
