package org.shootdown.property.arm;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.tools.ToolProvider;

/**
 * A change to one line of the engine that makes it wrong. Compiled from the engine's own source, so that nothing in the
 * engine is there for the sake of this test.
 *
 * @param what what is broken
 * @param source the class
 * @param from a text that stands there exactly once
 * @param to what to put in its place
 */
record Mutation(String what, String source, String from, String to) {
    private static final String ENGINE = "org.shootdown.check.armv8.";
    private static final Path SOURCES =
            Path.of("..", "model", "src", "main", "java", "org", "shootdown", "check", "armv8");

    @Override
    public String toString() {
        return what;
    }

    /**
     * The first of the generated programs on which the changed engine differs from {@code expected}.
     *
     * @return its number, or -1 if it differs on none
     */
    int noticedBy(long seed, List<Set<List<Integer>>> expected, Path folder) {
        try (Changed changed = new Changed(compile(folder))) {
            Class<?> judge = changed.loadClass(GeneratedPrograms.class.getName());
            return (int) judge.getDeclaredMethod("firstDifference", long.class, List.class)
                    .invoke(null, seed, expected);
        } catch (ReflectiveOperationException | IOException e) {
            throw new IllegalStateException(what, e);
        }
    }

    private Path compile(Path folder) throws IOException {
        String text = Files.readString(SOURCES.resolve(source + ".java"));
        int at = text.indexOf(from);
        if (at < 0 || text.indexOf(from, at + 1) >= 0) {
            throw new IllegalStateException(source + " has not exactly one '" + from + "'");
        }
        Path changed = folder.resolve(source + ".java");
        Files.writeString(changed, text.replace(from, to));
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-d",
                        folder.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        changed.toString());
        if (code != 0) {
            throw new IllegalStateException(what + ": does not compile");
        }
        return folder;
    }

    /** Loads the engine, changed, and the classes of this package that use it, anew. */
    private static final class Changed extends URLClassLoader {
        Changed(Path folder) throws MalformedURLException {
            super(
                    new URL[] {
                        folder.toUri().toURL(), location(org.shootdown.check.armv8.Step.class), location(Mutation.class)
                    },
                    Mutation.class.getClassLoader());
        }

        private static URL location(Class<?> of) {
            return of.getProtectionDomain().getCodeSource().getLocation();
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(ENGINE) || name.startsWith(Mutation.class.getPackageName() + ".")) {
                synchronized (getClassLoadingLock(name)) {
                    Class<?> loaded = findLoadedClass(name);
                    return loaded == null ? findClass(name) : loaded;
                }
            }
            return super.loadClass(name, resolve);
        }
    }
}
