package org.shootdown.export;

import java.util.List;
import org.shootdown.machine.Property;

/**
 * Writes guarded commands as Promela, for SPIN 6.
 *
 * <p>Each process is one loop over its commands, each of them a {@code d_step}, so that the states SPIN stores are
 * exactly the states of the machine. A violated property is an assertion that carries the property's name; the search
 * has to go on behind it ({@code pan -c0}), as the project's own does, for the counts to agree. A state in which
 * everything has come to its end gets a step to itself, so that SPIN's "invalid end state" is a deadlock.
 */
final class PromelaWriter {
    private static final Expr.Notation NOTATION = new Expr.Notation() {
        @Override
        public String variable(Variable variable) {
            return variable.name();
        }

        @Override
        public String equal(String variable, int value) {
            return variable + " == " + value;
        }

        @Override
        public String all(List<String> parts) {
            return String.join(" && ", parts);
        }

        @Override
        public String any(List<String> parts) {
            return "(" + String.join(" || ", parts) + ")";
        }

        @Override
        public String not(String of) {
            return "!(" + of + ")";
        }

        @Override
        public String choice(String condition, String yes, String no) {
            return "((" + condition + ") -> " + yes + " : " + no + ")";
        }

        @Override
        public String truth(boolean value) {
            return Boolean.toString(value);
        }
    };

    private final StringBuilder text = new StringBuilder();

    private PromelaWriter() {}

    static String write(GuardedCommands model) {
        PromelaWriter writer = new PromelaWriter();
        writer.model(model);
        return writer.text.toString();
    }

    private void model(GuardedCommands model) {
        line("/* " + comment(model.name()) + ", memory model " + model.memory() + ".");
        line(
                " * Every distinct state, without reduction, and every kind of violation (-o2 keeps variables that nobody reads):");
        line(" *   spin -a -o2 FILE && cc -O2 -DSAFETY -DNOREDUCE -o pan pan.c && ./pan -c0 -n -m10000000");
        line(" */");
        line("");
        for (Variable v : model.variables()) {
            line(type(v) + " " + v.name() + " = " + v.initial() + "; /* 0.." + v.max() + " " + comment(v.meaning())
                    + " */");
        }
        line("");
        for (Expr.Named name : model.names()) {
            line("#define " + name.name() + " (" + name.meaning().print(NOTATION) + ")");
        }
        line("#define finished (" + model.finished().print(NOTATION) + ")");
        line("");
        line("/* Outside the state: each is set where it is judged, in the same step. */");
        for (Property property : Property.values()) {
            line("hidden byte " + verdict(property) + ";");
        }
        for (GuardedCommands.Process process : model.processes()) {
            process(process);
        }
        line("");
        line("/* Lets finished states be, so that what is left without a successor is a deadlock. */");
        line("active proctype end_of_all() { do :: finished od }");
    }

    private void process(GuardedCommands.Process process) {
        if (process.commands().isEmpty()) {
            return;
        }
        line("");
        line("/* " + comment(process.title()) + " */");
        line("active proctype " + process.name() + "() {");
        line("  do");
        for (GuardedCommands.Command command : process.commands()) {
            line("  /* " + comment(command.text()) + " */");
            StringBuilder option =
                    new StringBuilder("  :: d_step { " + command.guard().print(NOTATION) + " ->");
            for (GuardedCommands.Check check : command.checks()) {
                String name = verdict(check.property());
                option.append(' ')
                        .append(name)
                        .append(" = ")
                        .append(check.holds().print(NOTATION));
                option.append("; assert(").append(name).append(");");
            }
            for (GuardedCommands.Assignment a : command.assignments()) {
                option.append(' ')
                        .append(a.to().name())
                        .append(" = ")
                        .append(a.value().print(NOTATION))
                        .append(';');
            }
            if (command.checks().isEmpty() && command.assignments().isEmpty()) {
                option.append(" skip;");
            }
            line(option.deleteCharAt(option.length() - 1).append(" }").toString());
        }
        line("  od");
        line("}");
    }

    /** The variable that says whether a property holds; SPIN has other uses for P1, P2, P3. */
    private static String verdict(Property property) {
        return "holds_" + property.name();
    }

    private static String type(Variable variable) {
        return variable.max() <= 1 ? "bit" : variable.max() <= 255 ? "byte" : variable.max() <= 32767 ? "short" : "int";
    }

    private static String comment(String text) {
        return text.replace("*/", "* /").replace('"', '\'');
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
