package org.shootdown.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.shootdown.machine.Property;

/**
 * Writes guarded commands as a TLA+ module. The state is one record, so that a command says only what it changes.
 * Properties are invariants: no command that would violate one is enabled. A deadlock in TLC's sense is a deadlock
 * here, since a state in which everything has come to its end may stutter.
 */
final class TlaWriter {
    private static final Expr.Notation NOTATION = new Expr.Notation() {
        @Override
        public String variable(Variable variable) {
            return "s." + variable.name();
        }

        @Override
        public String equal(String variable, int value) {
            return variable + " = " + value;
        }

        @Override
        public String all(List<String> parts) {
            return "(" + String.join(" /\\ ", parts) + ")";
        }

        @Override
        public String any(List<String> parts) {
            return "(" + String.join(" \\/ ", parts) + ")";
        }

        @Override
        public String not(String of) {
            return "~(" + of + ")";
        }

        @Override
        public String choice(String condition, String yes, String no) {
            return "(IF " + condition + " THEN " + yes + " ELSE " + no + ")";
        }

        @Override
        public String truth(boolean value) {
            return value ? "TRUE" : "FALSE";
        }
    };

    private final StringBuilder text = new StringBuilder();
    private final Map<Property, List<String>> violations = new TreeMap<>();

    private TlaWriter() {}

    static String write(GuardedCommands model, String module) {
        TlaWriter writer = new TlaWriter();
        writer.model(model, module);
        return writer.text.toString();
    }

    private void model(GuardedCommands model, String module) {
        line("---- MODULE " + module + " ----");
        line("\\* " + comment(model.name()) + ", memory model " + model.memory() + ".");
        line("\\* TLC configuration: SPECIFICATION Spec, and INVARIANT for each property below.");
        line("EXTENDS Naturals");
        line("");
        line("VARIABLE s");
        line("");
        record("State ==", " : 0..", model.variables(), Variable::max);
        record("Init == s =", " |-> ", model.variables(), Variable::initial);
        line("");
        for (Expr.Named name : model.names()) {
            line(name.name() + " == " + name.meaning().print(NOTATION));
        }
        line("Finished == " + model.finished().print(NOTATION));
        List<String> processes = new ArrayList<>();
        for (GuardedCommands.Process process : model.processes()) {
            if (!process.commands().isEmpty()) {
                line("");
                line("\\* " + comment(process.title()));
                processes.add(process(process));
            }
        }
        line("");
        line("Stutter == Finished /\\ UNCHANGED s");
        line("Next == " + String.join(" \\/ ", processes) + (processes.isEmpty() ? "Stutter" : " \\/ Stutter"));
        line("Spec == Init /\\ [][Next]_s");
        line("");
        line("TypeOK == s \\in State");
        violations.forEach((property, guards) -> {
            line(property + " ==");
            guards.forEach(g -> line("  /\\ ~" + g));
        });
        line("====");
    }

    private interface Number {
        int of(Variable variable);
    }

    private void record(String head, String sign, List<Variable> variables, Number number) {
        line(head + " [");
        for (int i = 0; i < variables.size(); i++) {
            Variable v = variables.get(i);
            line("  " + v.name() + sign + number.of(v) + (i + 1 < variables.size() ? "," : " ") + " \\* "
                    + comment(v.meaning()));
        }
        line("]");
    }

    /** Writes the commands, each under a name of its own; returns the name of them all. */
    private String process(GuardedCommands.Process process) {
        List<String> names = new ArrayList<>();
        for (GuardedCommands.Command command : process.commands()) {
            String name = process.name() + "_" + (names.size() + 1);
            names.add(name);
            String guard = command.guard().print(NOTATION);
            line(name + " == \\* " + comment(command.text()));
            line("  /\\ " + guard);
            if (command.assignments().isEmpty()) {
                line("  /\\ UNCHANGED s");
            } else {
                line("  /\\ s' = [s EXCEPT "
                        + command.assignments().stream()
                                .map(a ->
                                        "!." + a.to().name() + " = " + a.value().print(NOTATION))
                                .collect(Collectors.joining(", "))
                        + "]");
            }
            for (GuardedCommands.Check check : command.checks()) {
                Expr violated = Expr.all(command.guard(), Expr.not(check.holds()));
                violations
                        .computeIfAbsent(check.property(), p -> new ArrayList<>())
                        .add(violated.print(NOTATION));
            }
        }
        String all =
                Character.toUpperCase(process.name().charAt(0)) + process.name().substring(1);
        line(all + " == " + String.join(" \\/ ", names));
        return all;
    }

    private static String comment(String text) {
        return text.replace('\n', ' ');
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
