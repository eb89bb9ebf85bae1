package org.shootdown.export;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.shootdown.machine.Property;

/**
 * Reads the few constructs of TLA+ that exported modules use, and explores them: a stand-in for TLC that shows that the
 * text means what it should. It is no judge of whether TLC accepts the text.
 */
final class TlaModule {
    private static final Pattern DEFINITION = Pattern.compile("(?m)^(\\w+) ==");
    private static final Pattern TOKEN =
            Pattern.compile("/\\\\|\\\\/|\\|->|\\.\\.|s'|!\\.\\w+|s\\.\\w+|\\w+|[~=()\\[\\],:]");

    private final Map<String, Node> definitions = new HashMap<>();
    private final Map<String, Integer> initial = new LinkedHashMap<>();
    private List<String> tokens;
    private int at;

    /** What a reader of the module finds. */
    record Findings(long states, Set<Property> broken) {}

    /** Part of a formula: a value in a state, or a relation of a state to the next. */
    private interface Node {
        int value(Map<String, Integer> s);

        /** Gives {@code next} every state that the formula, taken as an action, leads to. */
        default void successors(Map<String, Integer> s, Consumer<Map<String, Integer>> next) {
            throw new IllegalStateException("not an action");
        }

        default boolean isAction() {
            return false;
        }
    }

    private interface Successors {
        void of(Map<String, Integer> s, Consumer<Map<String, Integer>> next);
    }

    private record Action(Successors successors) implements Node {
        @Override
        public int value(Map<String, Integer> s) {
            throw new IllegalStateException("an action has no value");
        }

        @Override
        public void successors(Map<String, Integer> s, Consumer<Map<String, Integer>> next) {
            successors.of(s, next);
        }

        @Override
        public boolean isAction() {
            return true;
        }
    }

    TlaModule(String module) {
        String text = module.replaceAll("\\\\\\*.*", "");
        Matcher definition = DEFINITION.matcher(text);
        List<String> names = new ArrayList<>();
        List<Integer> bounds = new ArrayList<>();
        while (definition.find()) {
            names.add(definition.group(1));
            bounds.add(definition.start());
            bounds.add(definition.end());
        }
        bounds.add(text.indexOf("===="));
        for (int i = 0; i < names.size(); i++) {
            define(names.get(i), text.substring(bounds.get(2 * i + 1), bounds.get(2 * i + 2)));
        }
    }

    private void define(String name, String body) {
        switch (name) {
            case "Spec", "State", "TypeOK" -> {}
            case "Init" ->
                Pattern.compile("(\\w+) \\|-> (\\d+)")
                        .matcher(body)
                        .results()
                        .forEach(m -> initial.put(m.group(1), Integer.parseInt(m.group(2))));
            default -> {
                tokens = TOKEN.matcher(body).results().map(m -> m.group()).toList();
                at = 0;
                definitions.put(name, formula());
                if (at != tokens.size()) {
                    throw new IllegalStateException(name + ": cannot read on at " + tokens.subList(at, tokens.size()));
                }
            }
        }
    }

    Findings explore() {
        Set<Map<String, Integer>> seen = new HashSet<>(Set.of(initial));
        Deque<Map<String, Integer>> todo = new ArrayDeque<>(seen);
        Set<Property> broken = EnumSet.noneOf(Property.class);
        while (!todo.isEmpty()) {
            Map<String, Integer> s = todo.poll();
            for (Property property : Property.values()) {
                Node invariant = definitions.get(property.name());
                if (invariant != null && invariant.value(s) == 0) {
                    broken.add(property);
                }
            }
            int[] successors = new int[1];
            definitions.get("Next").successors(s, next -> {
                successors[0]++;
                if (seen.add(next)) {
                    todo.add(next);
                }
            });
            if (successors[0] == 0) {
                broken.add(Property.DEADLOCK);
            }
        }
        return new Findings(seen.size(), broken);
    }

    private boolean accept(String token) {
        if (at < tokens.size() && tokens.get(at).equals(token)) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(String token) {
        if (!accept(token)) {
            throw new IllegalStateException("expected " + token + " before " + tokens.subList(at, tokens.size()));
        }
    }

    /** A disjunction of conjunctions, in which a bullet may come before the first part. */
    private Node formula() {
        List<Node> parts = new ArrayList<>(List.of(conjunction()));
        while (accept("\\/")) {
            parts.add(conjunction());
        }
        if (parts.size() == 1) {
            return parts.get(0);
        }
        return parts.get(0).isAction() || parts.get(1).isAction()
                ? new Action((s, next) -> parts.forEach(p -> p.successors(s, next)))
                : s -> parts.stream().anyMatch(p -> p.value(s) != 0) ? 1 : 0;
    }

    private Node conjunction() {
        accept("/\\");
        List<Node> conditions = new ArrayList<>();
        Node action = null;
        do {
            Node part = comparison();
            if (part.isAction()) {
                action = part;
            } else {
                conditions.add(part);
            }
        } while (accept("/\\"));
        Node all = conditions.size() == 1
                ? conditions.get(0)
                : s -> conditions.stream().allMatch(c -> c.value(s) != 0) ? 1 : 0;
        if (action == null) {
            return all;
        }
        Node then = action;
        return new Action((s, next) -> {
            if (all.value(s) != 0) {
                then.successors(s, next);
            }
        });
    }

    private Node comparison() {
        if (accept("UNCHANGED")) {
            expect("s");
            return new Action((s, next) -> next.accept(s));
        }
        if (accept("s'")) {
            return update();
        }
        Node left = operand();
        if (!accept("=")) {
            return left;
        }
        Node right = operand();
        return s -> left.value(s) == right.value(s) ? 1 : 0;
    }

    /** {@code = [s EXCEPT !.a = x, !.b = y]}: every right-hand side is a value in the old state. */
    private Node update() {
        for (String token : List.of("=", "[", "s", "EXCEPT")) {
            expect(token);
        }
        Map<String, Node> changes = new LinkedHashMap<>();
        do {
            String field = tokens.get(at++).substring("!.".length());
            expect("=");
            changes.put(field, operand());
        } while (accept(","));
        expect("]");
        return new Action((s, next) -> {
            Map<String, Integer> changed = new HashMap<>(s);
            changes.forEach((field, value) -> {
                if (changed.put(field, value.value(s)) == null) {
                    throw new IllegalStateException("no variable " + field);
                }
            });
            next.accept(changed);
        });
    }

    private Node operand() {
        if (accept("~")) {
            Node of = operand();
            return s -> 1 - of.value(s);
        }
        if (accept("(")) {
            Node inside = formula();
            expect(")");
            return inside;
        }
        if (accept("IF")) {
            Node condition = formula();
            expect("THEN");
            Node yes = formula();
            expect("ELSE");
            Node no = formula();
            return s -> (condition.value(s) != 0 ? yes : no).value(s);
        }
        String token = tokens.get(at++);
        if (token.matches("\\d+")) {
            int number = Integer.parseInt(token);
            return s -> number;
        }
        if (token.equals("TRUE") || token.equals("FALSE")) {
            int truth = token.equals("TRUE") ? 1 : 0;
            return s -> truth;
        }
        if (token.startsWith("s.")) {
            String field = token.substring("s.".length());
            return s -> s.get(field);
        }
        Node defined = definitions.get(token);
        if (defined == null) {
            throw new IllegalStateException(token + " is not defined");
        }
        return defined;
    }
}
