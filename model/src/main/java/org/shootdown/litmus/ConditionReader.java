package org.shootdown.litmus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.shootdown.litmus.Scanner.Kind;

/**
 * Reads what stands behind the code: {@code locations [...]}, {@code filter (...)}, and the quantified proposition,
 * each optional. {@code <<...>>} blocks at the end are commands for the tool memevents and are skipped.
 */
final class ConditionReader {
    /** The words that end the code. */
    static final Set<String> FIRST_WORDS = Set.of("exists", "~", "forall", "final", "locations", "filter");

    private final Scanner scanner;
    private final LocationReader locations;

    ConditionReader(Scanner scanner, LocationReader locations) {
        this.scanner = scanner;
        this.locations = locations;
    }

    Condition read() {
        List<Location> listed = listed();
        Proposition filter = scanner.accept("filter") ? disjunction() : new Proposition.Constant(true);
        if (scanner.peek().kind() == Kind.END) {
            // A test that only asks for its final states, as herd reads it.
            return new Condition(listed, filter, Quantifier.FORALL, new Proposition.Constant(true));
        }
        Quantifier quantifier = quantifierOrNull();
        if (quantifier == null && !scanner.accept("final")) {
            throw scanner.expected("'exists', '~exists', 'forall' or 'final'");
        }
        Proposition proposition = disjunction();
        scanner.accept(";");
        if (quantifier == null) {
            quantifier = quantifierForTso();
        }
        while (scanner.accept("<<")) {
            scanner.skipPast(">>");
        }
        if (scanner.peek().kind() != Kind.END) {
            throw scanner.expected("the end of the file");
        }
        return new Condition(listed, filter, quantifier, proposition);
    }

    private List<Location> listed() {
        List<Location> listed = new ArrayList<>();
        if (scanner.accept("locations")) {
            scanner.expect("[");
            while (!scanner.accept("]")) {
                listed.add(locations.shownLocation());
                if (!scanner.peek().is("]")) {
                    scanner.expect(";");
                }
            }
        }
        return listed;
    }

    private Quantifier quantifierOrNull() {
        if (scanner.accept("~")) {
            scanner.expect("exists");
            return Quantifier.NOT_EXISTS;
        }
        return scanner.accept("exists") ? Quantifier.EXISTS : scanner.accept("forall") ? Quantifier.FORALL : null;
    }

    /** memevents' {@code with tso: ~exists; default: exists;}, which follows the proposition after {@code final}. */
    private Quantifier quantifierForTso() {
        scanner.expect("with");
        Map<String, Quantifier> byModel = new HashMap<>();
        while (scanner.peek().kind() == Kind.WORD) {
            String model = scanner.word("a memory model");
            scanner.expect(":");
            Quantifier quantifier = quantifierOrNull();
            if (quantifier == null) {
                throw scanner.expected("'exists', '~exists' or 'forall'");
            }
            byModel.put(model, quantifier);
            scanner.expect(";");
        }
        Quantifier found = byModel.getOrDefault("tso", byModel.get("default"));
        if (found == null) {
            throw scanner.expected("an entry for 'tso' or 'default'");
        }
        return found;
    }

    private Proposition disjunction() {
        Proposition left = conjunction();
        while (scanner.accept("\\/")) {
            left = new Proposition.Or(left, conjunction());
        }
        return left;
    }

    private Proposition conjunction() {
        Proposition left = atom();
        while (scanner.accept("/\\")) {
            left = new Proposition.And(left, atom());
        }
        return left;
    }

    private Proposition atom() {
        return scanner.nested(() -> {
            if (scanner.accept("(")) {
                Proposition inside = disjunction();
                scanner.expect(")");
                return inside;
            }
            if (scanner.accept("~") || scanner.accept("not")) {
                return new Proposition.Not(atom());
            }
            if (scanner.accept("true")) {
                return new Proposition.Constant(true);
            }
            if (scanner.accept("false")) {
                return new Proposition.Constant(false);
            }
            return comparison();
        });
    }

    private Proposition comparison() {
        Location left = locations.location();
        boolean unequal = scanner.accept("!=") || scanner.accept("<>");
        if (!unequal && !scanner.accept("==")) {
            scanner.expect("=");
        }
        Proposition equal = locations.atRegister()
                ? new Proposition.Same(left, locations.location())
                : new Proposition.Equal(left, locations.value());
        return unequal ? new Proposition.Not(equal) : equal;
    }
}
