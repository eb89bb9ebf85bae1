package org.shootdown.export;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.shootdown.machine.Property;

/**
 * A transition system written down: in every state, any command whose guard holds may be executed, atomically.
 *
 * @param name the machine's
 * @param memory what the memory model is called
 * @param variables the state
 * @param processes the commands, by who executes them
 * @param finished holds where everything has come to its end; a state without a successor is a deadlock elsewhere
 */
record GuardedCommands(String name, String memory, List<Variable> variables, List<Process> processes, Expr finished) {

    /** The parts of expressions that have names, each before what uses it. */
    Set<Expr.Named> names() {
        Set<Expr.Named> names = new LinkedHashSet<>();
        Consumer<Expr> note = part -> {
            if (part instanceof Expr.Named name) {
                names.add(name);
            }
        };
        for (Process process : processes) {
            for (Command command : process.commands()) {
                command.guard().visit(note);
                command.assignments().forEach(a -> a.value().visit(note));
            }
        }
        return names;
    }

    /** One CPU, agent or RCU callback. */
    record Process(String name, String title, List<Command> commands) {}

    /**
     * One transition.
     *
     * @param text what it does, on one line
     * @param guard where it can be taken
     * @param checks what must hold where it is taken
     * @param assignments in an order in which none reads what an earlier one wrote, so that making them one after the
     *     other is the same as making them at once; none where the execution ends with a failed check
     */
    record Command(String text, Expr guard, List<Check> checks, List<Assignment> assignments) {
        Command {
            Set<Variable> written = new HashSet<>();
            for (Assignment assignment : assignments) {
                List<Expr> parts = new ArrayList<>();
                assignment.value().visit(parts::add);
                boolean stale = parts.stream().anyMatch(e -> e instanceof Expr.Value v && written.contains(v.of()));
                if (stale || !written.add(assignment.to())) {
                    throw new IllegalStateException("assignments of '" + text + "' depend on each other");
                }
            }
        }
    }

    /** A property that a command violates unless {@code holds}. */
    record Check(Property property, Expr holds) {}

    /** A variable gets a value. */
    record Assignment(Variable to, Expr value) {}
}
