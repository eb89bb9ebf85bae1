package org.shootdown.export;

import java.util.HashSet;
import java.util.Set;

/** Makes identifiers, each once. */
final class Names {
    private final Set<String> taken = new HashSet<>();

    /** An identifier that starts with {@code prefix} and resembles {@code text}. */
    String identifier(String prefix, String text) {
        String base = prefix + text.replaceAll("[^A-Za-z0-9]+", "_");
        String name = base;
        for (int n = 2; !taken.add(name); n++) {
            name = base + "_" + n;
        }
        return name;
    }
}
