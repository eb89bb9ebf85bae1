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
import org.jspecify.annotations.Nullable;
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
        LockEntry entry = null;
        for (int n = 0; n < lines.size(); n++) {
            String line = lines.get(n).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                List<String> words = Arrays.asList(line.split("\\s+"));
                entry = with(entry, words.get(0), words.subList(1, words.size()));
                if (entry == null) {
                    throw new BadInput("--lock " + name + ": line " + (n + 1) + " is none of a lock's");
                }
                lock.put(entry);
            }
        }
        return lock;
    }

    /** The entry that a line begins or goes on with; {@code null} if it can do neither. */
    private static @Nullable LockEntry with(@Nullable LockEntry entry, String what, List<String> words) {
        if (what.equals("function")) {
            return words.size() == 3
                    ? new LockEntry(new Citation(words.get(0), words.get(1), words.get(2)), "", List.of(), List.of())
                    : null;
        }
        if (entry == null) {
            return null;
        }
        return switch (what) {
            case "body" ->
                words.size() == 1
                        ? new LockEntry(entry.citation(), words.get(0), entry.statements(), entry.accesses())
                        : null;
            case "statements" ->
                new LockEntry(entry.citation(), entry.hash(), both(entry.statements(), words), entry.accesses());
            case "access" ->
                access(words)
                        .map(access -> new LockEntry(
                                entry.citation(),
                                entry.hash(),
                                entry.statements(),
                                both(entry.accesses(), List.of(access))))
                        .orElse(null);
            default -> null;
        };
    }

    private static <T> List<T> both(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private static Optional<Access> access(List<String> words) {
        if (words.size() != 3) {
            return Optional.empty();
        }
        String object = words.get(1).equals(NONE) ? "" : words.get(1);
        return Arrays.stream(Kind.values())
                .filter(kind -> word(kind).equals(words.get(0)))
                .findFirst()
                .map(kind -> new Access(kind, object, words.get(2), 0));
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
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
                text.append("access ").append(word(access.kind()));
                text.append(' ').append(access.object().isEmpty() ? NONE : access.object());
                text.append(' ').append(access.verb()).append('\n');
            }
        }
        return text.toString();
    }
}
