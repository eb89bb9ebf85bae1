package org.shootdown.drift;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.shootdown.kernel.Kernel;

/** The classes of the models: all in {@code kernel} and below, from wherever they were loaded. */
final class ModelClasses {
    private ModelClasses() {}

    static List<Class<?>> all() {
        String within = Kernel.class.getPackageName().replace('.', '/');
        try {
            Path code = Path.of(Kernel.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(code)) {
                return classes(code, code.resolve(within));
            }
            try (FileSystem jar = FileSystems.newFileSystem(code)) {
                return classes(jar.getPath("/"), jar.getPath("/" + within));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of the classes is no path", e);
        }
    }

    private static List<Class<?>> classes(Path root, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(".class") && !name.endsWith("package-info.class"))
                    .sorted()
                    .<Class<?>>map(ModelClasses::named)
                    .toList();
        }
    }

    private static Class<?> named(String file) {
        String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
        try {
            return Class.forName(name, false, ModelClasses.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
