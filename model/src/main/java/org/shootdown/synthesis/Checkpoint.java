package org.shootdown.synthesis;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shootdown.catalogue.BadInput;
import org.shootdown.machine.Property;
import org.shootdown.synthesis.Ruling.Killer;
import org.shootdown.synthesis.Ruling.Standing;

/**
 * A file that keeps what was decided, a line each: read again it says what need not be decided once more. A line that a kill cut
 * short is left aside.
 */
public final class Checkpoint implements AutoCloseable {
    private static final String FORMAT = "shootdown synthesis 1";
    private static final String NOBODY = "-";

    private final BufferedWriter writer;

    private Checkpoint(BufferedWriter writer) {
        this.writer = writer;
    }

    /**
     * Begins a file anew.
     *
     * @param build what was built from what: another may not read it
     * @param question what was asked: the space, and the selected cells
     */
    public static Checkpoint create(Path file, String build, String question, List<Ruling> known) {
        StringBuilder all = new StringBuilder(FORMAT + "\t" + build + "\t" + question + "\n");
        known.forEach(ruling -> all.append(line(ruling)));
        try {
            // A file that is resumed from is replaced whole, so that a kill in between loses nothing.
            Path anew = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(anew, all);
            Files.move(anew, file, StandardCopyOption.REPLACE_EXISTING);
            return new Checkpoint(Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new BadInput("--checkpoint " + file + ": cannot be written");
        }
    }

    /** Keeps one more. */
    public synchronized void add(Ruling ruling) {
        try {
            writer.write(line(ruling));
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(Ruling ruling) {
        StringBuilder line = new StringBuilder();
        line.append(ruling.backend())
                .append('\t')
                .append(ruling.candidate())
                .append('\t')
                .append(ruling.standing());
        line.append('\t').append(ruling.coveredBy() == null ? NOBODY : ruling.coveredBy());
        for (Killer killer : ruling.killers()) {
            line.append('\t').append(killer.property()).append(' ').append(killer.cell());
        }
        return line.append('\n').toString();
    }

    /**
     * What a file kept, by backend and candidate.
     *
     * @throws BadInput if it is no such file, of another build, or of another question
     */
    public static Map<String, Map<String, Ruling>> read(Path file, String build, String question) {
        String text;
        try {
            text = Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new BadInput("--resume " + file + ": is not what --checkpoint writes");
        } catch (IOException e) {
            throw new BadInput("--resume " + file + ": cannot be read: " + e.getMessage());
        }
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        // What is behind the last line feed was cut short.
        lines.remove(lines.size() - 1);
        String[] head = lines.isEmpty() ? new String[0] : lines.get(0).split("\t", -1);
        if (head.length != 3 || !head[0].equals(FORMAT)) {
            throw new BadInput("--resume " + file + ": is not what --checkpoint writes");
        }
        if (!head[1].equals(build)) {
            throw new BadInput(
                    "--resume " + file + ": was written by another build, " + head[1] + "; this is " + build);
        }
        if (!head[2].equals(question)) {
            throw new BadInput("--resume " + file + ": was asked about other cells or another space");
        }
        Map<String, Map<String, Ruling>> known = new HashMap<>();
        for (int n = 1; n < lines.size(); n++) {
            Ruling ruling = parse(lines.get(n));
            if (ruling == null) {
                throw new BadInput("--resume " + file + ": line " + (n + 1) + " is not what --checkpoint writes");
            }
            known.computeIfAbsent(ruling.backend(), b -> new HashMap<>()).put(ruling.candidate(), ruling);
        }
        return known;
    }

    private static @Nullable Ruling parse(String line) {
        String[] parts = line.split("\t", -1);
        if (parts.length < 4) {
            return null;
        }
        try {
            List<Killer> killers = new ArrayList<>();
            for (int n = 4; n < parts.length; n++) {
                int blank = parts[n].indexOf(' ');
                killers.add(new Killer(parts[n].substring(blank + 1), Property.valueOf(parts[n].substring(0, blank))));
            }
            return new Ruling(
                    parts[1], parts[0], Standing.valueOf(parts[2]), killers, parts[3].equals(NOBODY) ? null : parts[3]);
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
