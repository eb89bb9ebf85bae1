package org.shootdown.drift;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.shootdown.catalogue.BadInput;
import org.shootdown.drift.c.Access;
import org.shootdown.drift.c.Access.Kind;

/**
 * The citation lock: of each function that a model cites, a hash of its body, a short hash of each of its statements and
 * the list of its accesses, as read when the lock was written. It holds nothing of the kernel's text.
 *
 * <p>As text, one line each, begun with {@code function}, {@code body}, {@code statements} and {@code access}.
 */
public final class Lock {
    private static final String RESOURCE = "citations.lock";
    private static final String NONE = "-";
    private static final int HASHES_A_LINE = 14;

    private final Map<Citation, LockEntry> entries = new TreeMap<>();

    Lock() {}

    void put(LockEntry entry) {
        entries.put(entry.citation(), entry);
    }

    Optional<LockEntry> entry(Citation citation) {
        return Optional.ofNullable(entries.get(citation));
    }

    List<LockEntry> entries() {
        return List.copyOf(entries.values());
    }

    /** The lock that this program was built with. */
    public static Lock builtIn() {
        try (InputStream lock = Lock.class.getResourceAsStream(RESOURCE)) {
            if (lock == null) {
                return new Lock();
            }
            return read(
                    RESOURCE,
                    new BufferedReader(new InputStreamReader(lock, StandardCharsets.UTF_8))
                            .lines()
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The lock in a file.
     *
     * @throws BadInput in one line, if it is none
     */
    public static Lock of(Path file) {
        try {
            return read(file.toString(), Files.readAllLines(file));
        } catch (IOException e) {
            throw new BadInput("--lock " + file + ": cannot be read");
        }
    }

    private static Lock read(String name, List<String> lines) {
        Lock lock = new Lock();
        Citation citation = null;
        String hash = "";
        List<String> statements = new ArrayList<>();
        List<Access> accesses = new ArrayList<>();
        for (int n = 0; n < lines.size(); n++) {
            String line = lines.get(n);
            String[] words = line.strip().split("\\s+", 2);
            switch (words[0]) {
                case "", "#" -> {}
                case "function" -> {
                    add(lock, citation, hash, statements, accesses);
                    String[] parts = words[1].split(" ", 3);
                    citation = new Citation(parts[0], parts[1], parts[2]);
                    statements = new ArrayList<>();
                    accesses = new ArrayList<>();
                }
                case "body" -> hash = words[1];
                case "statements" -> statements.addAll(Arrays.asList(words[1].split(" ")));
                case "access" -> accesses.add(access(words[1]));
                default -> throw new BadInput("--lock " + name + ": line " + (n + 1) + " is none of a lock's");
            }
        }
        add(lock, citation, hash, statements, accesses);
        return lock;
    }

    private static void add(Lock lock, Citation citation, String hash, List<String> statements, List<Access> accesses) {
        if (citation != null) {
            lock.put(new LockEntry(citation, hash, statements, accesses));
        }
    }

    private static Access access(String text) {
        String[] parts = text.split(" ");
        return new Access(
                Kind.valueOf(parts[0].toUpperCase(Locale.ROOT)), parts[1].equals(NONE) ? "" : parts[1], parts[2], 0);
    }

    /** The lock as text. */
    public String text() {
        StringBuilder text =
                new StringBuilder("# Citation lock: what was read of each function that a model cites. Facts"
                        + " only; 'shootdown drift --kernel DIR --write' makes it.\n");
        for (LockEntry entry : entries.values()) {
            Citation citation = entry.citation();
            text.append("\nfunction ").append(citation.function());
            text.append(' ').append(citation.file()).append(' ').append(citation.version());
            text.append("\nbody ").append(entry.hash()).append('\n');
            for (int from = 0; from < entry.statements().size(); from += HASHES_A_LINE) {
                int to = Math.min(from + HASHES_A_LINE, entry.statements().size());
                text.append("statements ")
                        .append(String.join(" ", entry.statements().subList(from, to)))
                        .append('\n');
            }
            for (Access access : entry.accesses()) {
                text.append("access ").append(access.kind().name().toLowerCase(Locale.ROOT));
                text.append(' ').append(access.object().isEmpty() ? NONE : access.object());
                text.append(' ').append(access.verb()).append('\n');
            }
        }
        return text.toString();
    }
}
