package org.shootdown.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where output goes, and what it may look like there.
 *
 * @param interactive whether a person watches standard error: progress is shown, and replaced when there is more of it
 * @param colour whether verdicts may be coloured
 * @param columns how wide a line may be
 */
public record Terminal(PrintWriter out, PrintWriter err, boolean interactive, boolean colour, int columns) {
    /** What text is fitted to where nobody says how wide lines may be: mails, files, pipes. */
    public static final int DEFAULT_COLUMNS = 80;

    private static final Pattern VERDICT = Pattern.compile("\\b(SAFE|UNSAFE|INCOMPLETE|VACUOUS|ERROR)\\b");

    /** This process's own standard output and error. */
    public static Terminal ofProcess() {
        Map<String, String> environment = System.getenv();
        boolean console = isTerminal(System.console());
        boolean colour = console
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.get("TERM"));
        return new Terminal(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                isErrorTerminal(console),
                colour,
                columns(environment.get("COLUMNS"), console));
    }

    /** Java can only say whether input and output both are a terminal; Linux says what each is. */
    private static boolean isErrorTerminal(boolean console) {
        return target(2)
                .map(name -> name.matches("/dev/(pts/\\d+|tty\\w*|console)"))
                .orElse(console);
    }

    /** What a file descriptor of this process leads to, where there is /proc to ask. */
    private static Optional<String> target(int descriptor) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString());
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** Since JDK 22 there is a console even where there is no terminal, and a method to ask which it is. */
    private static boolean isTerminal(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    static int columns(@Nullable String wanted, boolean interactive) {
        String text = wanted != null || !interactive ? wanted : askTerminal();
        try {
            int columns = Integer.parseInt(text);
            return columns > 0 ? columns : DEFAULT_COLUMNS;
        } catch (NumberFormatException e) {
            return DEFAULT_COLUMNS;
        }
    }

    /** The width as {@code stty size} gives it, or {@code null}. */
    private static @Nullable String askTerminal() {
        try {
            Process stty = new ProcessBuilder("sh", "-c", "stty size </dev/tty 2>/dev/null").start();
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                stty.destroy();
                return null;
            }
            String[] rowsAndColumns = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .trim()
                    .split(" ");
            return rowsAndColumns[rowsAndColumns.length - 1];
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Whether something that was printed on standard output did not get there, after all of it has been sent. */
    boolean outputIsLost() {
        return out.checkError();
    }

    /**
     * Whether this process's standard output is a pipe. A pipe fails only when its reader has read enough, as {@code head}
     * does: that is nothing to complain of.
     */
    static boolean outputIsPiped() {
        return target(1).filter(name -> name.startsWith("pipe:")).isPresent();
    }

    /** Prints text with its verdicts coloured where colours are welcome. */
    void print(String text) {
        out.print(colour ? VERDICT.matcher(text).replaceAll(Terminal::coloured) : text);
        out.flush();
    }

    /** Replaces the line of progress, if anybody watches. */
    void showProgress(String line) {
        if (interactive) {
            int room = Math.max(1, columns - 1);
            err.print("\r" + (line.length() > room ? line.substring(0, room) : line) + "\033[K");
            err.flush();
        }
    }

    private static String coloured(java.util.regex.MatchResult verdict) {
        String colour = switch (verdict.group()) {
            case "SAFE" -> "32";
            case "UNSAFE", "ERROR" -> "31";
            default -> "33";
        };
        return Matcher.quoteReplacement("\033[" + colour + "m" + verdict.group() + "\033[0m");
    }
}
