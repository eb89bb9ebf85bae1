package org.shootdown.guide;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the documents' commands are run from. */
final class RunFrom {
    private RunFrom() {}

    /**
     * The jar that {@code guide.jar} names or, since there is none yet where tests are run, what it will be made of; no
     * tests, no JUnit.
     */
    static String classPath() throws IOException {
        String jar = System.getProperty("guide.jar");
        if (jar != null) {
            return Path.of(jar).toRealPath().toString();
        }
        List<String> parts = new ArrayList<>();
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
            String name = Path.of(part).getFileName().toString();
            if (name.equals("classes") || name.matches("(picocli|jackson|j2html).*")) {
                parts.add(Path.of(part).toRealPath().toString());
            }
        }
        return String.join(File.pathSeparator, parts);
    }

    /** The folder of this JDK's programs. */
    static Path programs() {
        return Path.of(System.getProperty("java.home"), "bin");
    }

    static String java() {
        return programs().resolve("java").toString();
    }
}
