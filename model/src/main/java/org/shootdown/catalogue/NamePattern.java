package org.shootdown.catalogue;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a user writes for the names of scenarios: a name, or a name with {@code *} for any part or piece of one, and
 * {@code **} for any number of parts, as in {@code v10/kvm/**}.
 */
final class NamePattern {
    private static final Pattern STARS = Pattern.compile("\\*+");

    private final String text;
    private final Pattern pattern;

    NamePattern(String text) {
        this.text = text;
        StringBuilder regex = new StringBuilder();
        Matcher stars = STARS.matcher(text);
        int from = 0;
        while (stars.find()) {
            regex.append(Pattern.quote(text.substring(from, stars.start())));
            regex.append(stars.group().length() == 1 ? "[^/]*" : ".*");
            from = stars.end();
        }
        pattern = Pattern.compile(
                regex.append(Pattern.quote(text.substring(from))).toString());
    }

    /** Whether it stands for one name, its own. */
    boolean isName() {
        return !isOpen(text);
    }

    boolean matches(String name) {
        return pattern.matcher(name).matches();
    }

    /** The policy, with which names begin, if the pattern says which. */
    Optional<String> policy() {
        String first = text.split("/", 2)[0];
        return isOpen(first) ? Optional.empty() : Optional.of(first);
    }

    private static boolean isOpen(String part) {
        return part.indexOf('*') >= 0;
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
