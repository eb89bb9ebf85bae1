package org.shootdown.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** An expression over the variables of a {@link GuardedCommands}, of the few kinds that are needed. */
sealed interface Expr {
    Expr TRUE = new All(List.of());
    Expr FALSE = new Any(List.of());

    String print(Notation notation);

    /** Calls {@code each} for every part of the expression, after that part's own parts. */
    void visit(Consumer<Expr> each);

    /** How a language writes the kinds of expression. */
    interface Notation {
        String variable(Variable variable);

        String equal(String variable, int value);

        /** All of at least two. */
        String all(List<String> parts);

        /** At least one of at least two. */
        String any(List<String> parts);

        String not(String of);

        String choice(String condition, String yes, String no);

        String truth(boolean value);
    }

    /** A number. */
    record Constant(int value) implements Expr {
        @Override
        public String print(Notation notation) {
            return Integer.toString(value);
        }

        @Override
        public void visit(Consumer<Expr> each) {
            each.accept(this);
        }
    }

    /** The value of a variable. */
    record Value(Variable of) implements Expr {
        @Override
        public String print(Notation notation) {
            return notation.variable(of);
        }

        @Override
        public void visit(Consumer<Expr> each) {
            each.accept(this);
        }
    }

    /** A part of the model with a name of its own, so that it is written once. */
    record Named(String name, Expr meaning) implements Expr {
        @Override
        public String print(Notation notation) {
            return name;
        }

        @Override
        public void visit(Consumer<Expr> each) {
            meaning.visit(each);
            each.accept(this);
        }
    }

    /** Whether {@code left}, a {@link Value} or a {@link Named} one, is {@code right}. */
    record Equal(Expr left, int right) implements Expr {
        @Override
        public String print(Notation notation) {
            return notation.equal(left.print(notation), right);
        }

        @Override
        public void visit(Consumer<Expr> each) {
            left.visit(each);
            each.accept(this);
        }
    }

    /** Whether all parts hold. */
    record All(List<Expr> parts) implements Expr {
        @Override
        public String print(Notation notation) {
            return parts.isEmpty()
                    ? notation.truth(true)
                    : notation.all(parts.stream().map(p -> p.print(notation)).toList());
        }

        @Override
        public void visit(Consumer<Expr> each) {
            parts.forEach(p -> p.visit(each));
            each.accept(this);
        }
    }

    /** Whether some part holds. */
    record Any(List<Expr> parts) implements Expr {
        @Override
        public String print(Notation notation) {
            return parts.isEmpty()
                    ? notation.truth(false)
                    : notation.any(parts.stream().map(p -> p.print(notation)).toList());
        }

        @Override
        public void visit(Consumer<Expr> each) {
            parts.forEach(p -> p.visit(each));
            each.accept(this);
        }
    }

    /** The opposite. */
    record Not(Expr of) implements Expr {
        @Override
        public String print(Notation notation) {
            return notation.not(of.print(notation));
        }

        @Override
        public void visit(Consumer<Expr> each) {
            of.visit(each);
            each.accept(this);
        }
    }

    /** One value or another. */
    record Choice(Expr condition, Expr yes, Expr no) implements Expr {
        @Override
        public String print(Notation notation) {
            return notation.choice(condition.print(notation), yes.print(notation), no.print(notation));
        }

        @Override
        public void visit(Consumer<Expr> each) {
            condition.visit(each);
            yes.visit(each);
            no.visit(each);
            each.accept(this);
        }
    }

    static Expr equal(Variable variable, int value) {
        return new Equal(new Value(variable), value);
    }

    /** Conjunction with the trivial cases worked out, and nested conjunctions made one. */
    static Expr all(Expr... parts) {
        List<Expr> kept = new ArrayList<>();
        for (Expr part : parts) {
            if (part.equals(FALSE)) {
                return FALSE;
            }
            kept.addAll(part instanceof All inner ? inner.parts() : List.of(part));
        }
        return kept.size() == 1 ? kept.get(0) : new All(kept);
    }

    /** Disjunction with the trivial cases worked out. */
    static Expr any(Collection<? extends Expr> parts) {
        List<Expr> kept = new ArrayList<>();
        for (Expr part : parts) {
            if (part.equals(TRUE)) {
                return TRUE;
            }
            kept.addAll(part instanceof Any inner ? inner.parts() : List.of(part));
        }
        return kept.size() == 1 ? kept.get(0) : new Any(kept);
    }

    static Expr any(Expr... parts) {
        return any(Arrays.asList(parts));
    }

    static Expr not(Expr of) {
        if (of.equals(TRUE) || of.equals(FALSE)) {
            return of.equals(TRUE) ? FALSE : TRUE;
        }
        return of instanceof Not inner ? inner.of() : new Not(of);
    }

    static Expr choice(Expr condition, Expr yes, Expr no) {
        return condition.equals(TRUE) ? yes : condition.equals(FALSE) ? no : new Choice(condition, yes, no);
    }
}
