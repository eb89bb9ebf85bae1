package org.shootdown.litmus;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/** One thread of C code. */
final class CThread implements ThreadCode {
    private final List<Statement> body = new ArrayList<>();
    private final Set<String> locals = new HashSet<>();
    private final List<CExpression> kept = new ArrayList<>();
    private int operations;

    /** One statement. */
    interface Statement {
        void run(LitmusCpu cpu);
    }

    void add(Statement statement) {
        body.add(statement);
    }

    void declare(String local) {
        locals.add(local);
    }

    boolean isLocal(String name) {
        return locals.contains(name);
    }

    /** The value of {@code expression} goes to memory or to a variable. */
    CExpression keeps(CExpression expression) {
        kept.add(expression);
        return expression;
    }

    void countOperation() {
        operations++;
    }

    @Override
    public void run(LitmusCpu cpu) {
        body.forEach(s -> s.run(cpu));
    }

    @Override
    public int arithmeticOperations() {
        return operations;
    }

    @Override
    public void derive(Set<Long> known, LongConsumer made) {
        kept.forEach(e -> e.possible(known).forEach(made::accept));
    }

    @Override
    public String register(String name) {
        return isLocal(name) ? name : null;
    }
}
