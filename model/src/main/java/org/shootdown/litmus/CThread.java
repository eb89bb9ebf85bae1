package org.shootdown.litmus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One thread of C code. */
final class CThread implements ThreadCode {
    private final List<Statement> body = new ArrayList<>();
    private final Set<String> locals = new HashSet<>();
    private final Map<String, CType> types = new HashMap<>();

    /** One statement. */
    interface Statement {
        void run(LitmusCpu cpu);
    }

    void add(Statement statement) {
        body.add(statement);
    }

    /** A local variable of no known type. */
    void declare(String local) {
        locals.add(local);
    }

    void declare(String local, CType type) {
        locals.add(local);
        types.put(local, type);
    }

    /** The type a variable was declared with. */
    CType type(String local) {
        return types.getOrDefault(local, CType.UNTYPED);
    }

    boolean isLocal(String name) {
        return locals.contains(name);
    }

    @Override
    public void run(LitmusCpu cpu) {
        body.forEach(s -> s.run(cpu));
    }

    @Override
    public String register(String name) {
        return isLocal(name) ? name : null;
    }
}
