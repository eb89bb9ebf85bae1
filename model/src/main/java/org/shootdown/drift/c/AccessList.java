package org.shootdown.drift.c;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shootdown.drift.c.Access.Kind;

/**
 * Lists a function's accesses in the order of its text: what stands in an argument before the call, what stands on the
 * right of an assignment before the store. Of branches all are listed, of loops the body once.
 */
public final class AccessList {
    /** Fields that one CPU writes while another may read, accessed plainly in cited functions. */
    private static final Set<String> SHARED_FIELDS = Set.of(
            "active_mm",
            "loaded_mm",
            "is_lazy",
            "global_asid",
            "asid_transition",
            "tlb_gen",
            "pt_share_count",
            "preempted",
            "tlb_flush_pending");

    /** What {@code ->mm} of a task is called by; of others the field never changes. */
    private static final Set<String> TASKS = Set.of("current", "tsk", "next", "prev", "task", "p");

    private static final String NATIVE = "native_";
    private static final String GUARD = "guard";
    /** Inlined functions call each other; a cycle would have no end. */
    private static final int DEEPEST = 8;

    private final Set<String> cited;
    private final Function<String, Optional<CFunction>> inlined;
    private final List<Access> accesses = new ArrayList<>();
    /** What a guard does where its function ends. */
    private List<Access> atEnd = new ArrayList<>();

    /** Parameters that point to pointers, whose dereference is no access of an entry. */
    private Set<String> pointers = Set.of();

    private int depth;

    private AccessList(Set<String> cited, Function<String, Optional<CFunction>> inlined) {
        this.cited = cited;
        this.inlined = inlined;
    }

    /**
     * The accesses of {@code function}.
     *
     * @param cited functions whose calls are listed as such
     * @param inlined the functions whose accesses are listed in place of their calls
     */
    public static List<Access> of(
            CFunction function, Set<String> cited, Function<String, Optional<CFunction>> inlined) {
        AccessList list = new AccessList(cited, inlined);
        list.body(function);
        return List.copyOf(list.accesses);
    }

    private void body(CFunction function) {
        List<Token> tokens = function.tokens().stream()
                .filter(token -> !token.out() && token.kind() != Token.Kind.DIRECTIVE)
                .toList();
        List<Access> outer = atEnd;
        Set<String> outerPointers = pointers;
        atEnd = new ArrayList<>();
        pointers = pointersToPointers(tokens);
        // What stands in the parentheses of the parameters is no access.
        read(tokens, tokens.isEmpty() ? 0 : CSource.closingParenthesis(tokens, 0), tokens.size());
        accesses.addAll(atEnd);
        atEnd = outer;
        pointers = outerPointers;
    }

    private static Set<String> pointersToPointers(List<Token> tokens) {
        Set<String> found = new HashSet<>();
        for (int at = 2; at < tokens.size(); at++) {
            if (tokens.get(at - 2).is("*")
                    && tokens.get(at - 1).is("*")
                    && tokens.get(at).isWord()) {
                found.add(tokens.get(at).text());
            }
        }
        return found;
    }

    private void read(List<Token> tokens, int from, int to) {
        int at = from;
        while (at < to) {
            at = next(tokens, at, to);
        }
    }

    /** Reads what begins at {@code at} and returns where the next begins. */
    private int next(List<Token> tokens, int at, int to) {
        Token token = tokens.get(at);
        boolean called = token.isWord() && at + 1 < to && tokens.get(at + 1).is("(");
        if (called && token.is("if") && isNeverTrue(tokens, at + 2)) {
            return statementEnd(tokens, CSource.closingParenthesis(tokens, at + 1), to);
        }
        if (called) {
            return call(tokens, at);
        }
        if (token.is("*") && isUnary(tokens, at) && at + 1 < to) {
            dereference(tokens.get(at + 1));
        }
        if (token.is("->") || token.is(".")) {
            return field(tokens, at, to);
        }
        return at + 1;
    }

    private static boolean isNeverTrue(List<Token> tokens, int at) {
        return at + 4 < tokens.size()
                && tokens.get(at).is("IS_ENABLED")
                && Build.isOff(tokens.get(at + 2).text())
                && (tokens.get(at + 4).is("&&") || tokens.get(at + 4).is(")"));
    }

    private static int statementEnd(List<Token> tokens, int from, int to) {
        int braces = 0;
        for (int at = from; at < to; at++) {
            Token token = tokens.get(at);
            if (token.is("{")) {
                braces++;
            } else if (token.is("}") && --braces == 0 || token.is(";") && braces == 0) {
                return at + 1;
            }
        }
        return to;
    }

    private int call(List<Token> tokens, int at) {
        String name = tokens.get(at).text();
        int end = CSource.closingParenthesis(tokens, at + 1);
        if (Primitives.isNothing(name)) {
            return end;
        }
        if (name.equals("cpu_relax")) {
            waits();
        }
        if (name.equals(GUARD) && end < tokens.size() && tokens.get(end).is("(")) {
            return guard(tokens, at, end);
        }
        // What a model follows step by step is a call, even if it is a primitive to others.
        boolean called = citedName(name) != null;
        List<Primitives.Effect> effects = called ? List.of() : Primitives.of(name);
        List<List<Token>> arguments = Expression.arguments(tokens, at + 2, end - 1);
        int line = tokens.get(at).line();
        for (int n = 0; n < arguments.size(); n++) {
            if (!isObject(effects, n)) {
                read(arguments.get(n), 0, arguments.get(n).size());
            }
        }
        for (Primitives.Effect effect : effects) {
            String object = effect.argument() < 0 || effect.argument() >= arguments.size()
                    ? effect.object()
                    : Expression.name(arguments.get(effect.argument()));
            boolean named = effect.kind() != Kind.BARRIER;
            accesses.add(new Access(effect.kind(), named ? object : "", named ? name : object, line));
        }
        if (effects.isEmpty()) {
            other(name, line);
        }
        return end;
    }

    private static boolean isObject(List<Primitives.Effect> effects, int argument) {
        return effects.stream().anyMatch(effect -> effect.argument() == argument);
    }

    /** {@code guard(raw_spinlock_irqsave)(&lock)}, whose lock is dropped where the function ends. */
    private int guard(List<Token> tokens, int at, int open) {
        int end = CSource.closingParenthesis(tokens, open);
        int line = tokens.get(open).line();
        String lock = Expression.name(tokens.subList(open + 1, end - 1));
        String kind = tokens.get(at + 2).text();
        if (lock.isEmpty()) {
            // One that only keeps the task from being preempted.
            return end;
        }
        if (kind.endsWith("_irqsave") || kind.endsWith("_irq")) {
            accesses.add(new Access(Kind.IRQ_OFF, "", GUARD, line));
            atEnd.add(0, new Access(Kind.IRQ_ON, "", GUARD, line));
        }
        accesses.add(new Access(Kind.LOCK, lock, GUARD, line));
        atEnd.add(0, new Access(Kind.UNLOCK, lock, GUARD, line));
        return end;
    }

    /** Of a function that the hypervisor's may stand in for, the native one. */
    private @Nullable String citedName(String name) {
        return cited.contains(name) ? name : cited.contains(NATIVE + name) ? NATIVE + name : null;
    }

    private void other(String name, int line) {
        String call = citedName(name);
        if (call != null) {
            accesses.add(new Access(Kind.CALL, call, "call", line));
            return;
        }
        Optional<CFunction> within = inlined.apply(name);
        if (within.isPresent() && depth < DEEPEST) {
            depth++;
            int first = accesses.size();
            body(within.get());
            depth--;
            accesses.subList(first, accesses.size()).replaceAll(access -> access.at(line));
        }
    }

    /** A loop that spins makes of the last read a wait. */
    private void waits() {
        int last = accesses.size() - 1;
        if (last >= 0 && accesses.get(last).kind() == Kind.READ) {
            Access read = accesses.get(last);
            accesses.set(last, new Access(Kind.AWAIT, read.object(), read.verb(), read.line()));
        }
    }

    private static boolean isUnary(List<Token> tokens, int at) {
        if (at == 0) {
            return true;
        }
        Token before = tokens.get(at - 1);
        return before.kind() == Token.Kind.PUNCTUATOR && !before.is(")") && !before.is("]") || before.is("return");
    }

    private void dereference(Token pointer) {
        String entry = Expression.ENTRIES.get(pointer.text());
        String table = pointer.text();
        if (pointers.contains(table)) {
            return;
        }
        if (entry != null || table.equals("pmd") || table.equals("pud")) {
            accesses.add(new Access(Kind.READ, entry == null ? table : entry, Access.PLAIN, pointer.line()));
        }
    }

    /** A plain access of a field, unless only its address is taken. */
    private int field(List<Token> tokens, int at, int to) {
        int member = at + 1;
        if (member >= to || !isShared(tokens, at) || takesAddress(tokens, at)) {
            return member;
        }
        int end = member + 1;
        Token after = end < to ? tokens.get(end) : null;
        List<Token> path = tokens.subList(pathStart(tokens, at), member + 1);
        Access access = new Access(
                Kind.READ, nameOf(path), Access.PLAIN, tokens.get(member).line());
        if (after != null && after.is("=")) {
            int stop = statementEnd(tokens, end, to);
            read(tokens, end + 1, stop);
            accesses.add(new Access(Kind.WRITE, access.object(), Access.PLAIN, access.line()));
            return stop;
        }
        accesses.add(access);
        if (after != null && (after.is("++") || after.is("--") || after.is("+=") || after.is("-="))) {
            accesses.add(new Access(Kind.WRITE, access.object(), Access.PLAIN, access.line()));
        }
        return end;
    }

    /** A task's {@code mm} is told apart from any other. */
    private static String nameOf(List<Token> path) {
        String name = Expression.name(path);
        return name.equals("mm") ? "current.mm" : name;
    }

    private static boolean isShared(List<Token> tokens, int at) {
        String member = tokens.get(at + 1).text();
        boolean ofTask = member.equals("mm")
                && at > 0
                && TASKS.contains(tokens.get(at - 1).text());
        boolean goesOn = at + 2 < tokens.size()
                && (tokens.get(at + 2).is(".")
                        || tokens.get(at + 2).is("[")
                        || tokens.get(at + 2).is("->") && !ofTask);
        return (ofTask || SHARED_FIELDS.contains(member)) && !goesOn;
    }

    private static int pathStart(List<Token> tokens, int at) {
        int start = at;
        while (start > 0 && isPathPart(tokens.get(start - 1), tokens.get(start))) {
            start--;
        }
        return start;
    }

    private static boolean isPathPart(Token token, Token next) {
        boolean link = token.is("->") || token.is(".");
        return link || token.isWord() && (next.is("->") || next.is("."));
    }

    private static boolean takesAddress(List<Token> tokens, int at) {
        int start = pathStart(tokens, at);
        return start > 0 && tokens.get(start - 1).is("&") && isUnary(tokens, start - 1);
    }
}
