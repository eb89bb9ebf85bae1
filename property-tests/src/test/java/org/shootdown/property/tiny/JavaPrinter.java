package org.shootdown.property.tiny;

import java.util.List;

/** Prints a generated machine as model code that can be pasted into a test. */
final class JavaPrinter {
    private final TinyModel model;
    private final StringBuilder text = new StringBuilder();
    private int depth;
    private int names;
    /** Who runs the program being printed, or -1 if any CPU may. */
    private int processor;

    JavaPrinter(TinyModel model) {
        this.model = model;
    }

    String print() {
        line("");
        line("Machine.Builder b = Machine.builder(\"generated\");");
        for (int i = 0; i < model.cellMax().size(); i++) {
            line("Cell " + cell(i) + " = b.cell(\"" + cell(i) + "\", " + max(i) + ");");
            line("b.observe(" + cell(i) + ");");
        }
        String programs = programs();
        if (programs.contains("page")) {
            line("Page page = b.page(\"page\", 2);");
            line("b.observe(page.state());");
        }
        for (int i = 0; i < TinyModel.GHOSTS; i++) {
            if (programs.contains("ghost" + i)) {
                line("Ghost ghost" + i + " = b.ghost(\"ghost" + i + "\", 3, 0);");
                line("b.observe(ghost" + i + ");");
            }
        }
        if (model.judged()) {
            line("Situation here = b.situation(\"here\");");
            line("b.walkInsideUnlinked(\"inside the unlinked page\");");
        }
        return text + programs + "Machine machine = b.build();\n";
    }

    private String programs() {
        JavaPrinter out = new JavaPrinter(model);
        for (int i = 0; i < model.callbacks().size(); i++) {
            out.processor = -1;
            out.line("Program c" + i + " = cpu -> {");
            out.program(model.callbacks().get(i));
            out.line("};");
        }
        for (int i = 0; i < model.functions().size(); i++) {
            out.line("IpiFunction f" + i + " = new IpiFunction() {");
            out.line("    public Purpose purpose() {");
            out.line("        return Purpose." + TinyModel.purpose(i) + ";");
            out.line("    }");
            out.line("");
            out.line("    public void run(Cpu cpu) {");
            out.depth++;
            out.program(model.functions().get(i));
            out.depth--;
            out.line("    }");
            out.line("};");
        }
        for (int i = 0; i < model.cpus().size(); i++) {
            out.processor = i;
            TinyModel.TinyCpu cpu = model.cpus().get(i);
            out.line("b.cpu(\"CPU " + i + "\", cpu -> {");
            out.program(cpu.task());
            if (cpu.nmi().isEmpty()) {
                out.line("});");
            } else {
                out.line("}).nmi(cpu -> {");
                out.program(cpu.nmi());
                out.line("}, 1);");
            }
        }
        for (int i = 0; i < model.agents().size(); i++) {
            out.processor = model.cpus().size() + i;
            out.line("b.agent(\"agent " + i + "\", cpu -> {");
            out.program(model.agents().get(i));
            out.line("});");
        }
        return out.text.toString();
    }

    private void program(List<Instr> body) {
        names = 0;
        JavaPrinter inner = new JavaPrinter(model);
        inner.depth = depth;
        inner.processor = processor;
        inner.body(body);
        for (int r = 0; r < Instr.REGISTERS; r++) {
            if (inner.text.indexOf("r" + r) >= 0) {
                line("    int r" + r + " = 0;");
            }
        }
        text.append(inner.text);
    }

    void body(List<Instr> body) {
        depth++;
        body.forEach(instr -> instr.print(this));
        depth--;
    }

    void line(String line) {
        text.append("    ".repeat(line.isEmpty() ? 0 : depth)).append(line).append('\n');
    }

    void assign(int reg, String value) {
        line("r" + reg + " = " + value + ";");
    }

    String freshName(String prefix) {
        return prefix + names++;
    }

    String cell(int cell) {
        return TinyModel.cellName(cell);
    }

    int max(int cell) {
        return model.cellMax().get(cell);
    }

    boolean judged() {
        return model.judged();
    }

    int cpus() {
        return model.cpus().size();
    }

    /** An expression for the CPU that the program means by its {@code other}-th other one; empty if there is none. */
    String target(int other) {
        int n = cpus();
        if (processor >= 0) {
            int target = model.target(processor, other);
            return target < 0 ? "" : String.valueOf(target);
        }
        return n == 1 ? "" : "(cpu.id() + " + (1 + other % (n - 1)) + ") % " + n;
    }
}
