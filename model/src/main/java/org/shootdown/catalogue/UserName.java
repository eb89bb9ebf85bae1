package org.shootdown.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The rules for the name of something that a user adds to what there is: it must do on the command line, and be new. */
final class UserName {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+([-.][a-z0-9]+)*");

    private UserName() {}

    /**
     * All {@code known}, with one more before them.
     *
     * @param kind what it is, as in {@code policy}
     * @throws BadInput if its name cannot be part of a scenario's name, or is known
     */
    static <T> List<T> before(String kind, T first, List<T> known, Function<T, String> id) {
        String name = id.apply(first);
        if (name == null || !NAME.matcher(name).matches()) {
            throw new BadInput(
                    kind + " \"" + name + "\": a name is lower-case letters and digits, with single dashes or dots"
                            + " between them, as in my-" + kind);
        }
        if (known.stream().map(id).anyMatch(name::equals)) {
            throw new BadInput(
                    kind + " " + name + ": there is a " + kind + " of that name already; give yours another, or"
                            + " say that it replaces that one: Shootdown.with(parts -> parts.replacing(...), args)");
        }
        List<T> all = new ArrayList<>(known);
        all.add(0, first);
        return all;
    }

    /**
     * All {@code known}, with another in place of the one of the same name.
     *
     * @throws BadInput if that name is not known
     */
    static <T> List<T> inPlace(String kind, T other, List<T> known, Function<T, String> id) {
        List<String> names = known.stream().map(id).toList();
        int place = names.indexOf(id.apply(other));
        if (place < 0) {
            throw new BadInput(kind + " " + id.apply(other) + ": there is no " + kind
                    + " of that name to replace (known: " + String.join(", ", names) + ")");
        }
        List<T> all = new ArrayList<>(known);
        all.set(place, other);
        return all;
    }
}
