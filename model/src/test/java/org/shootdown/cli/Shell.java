package org.shootdown.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.shootdown.catalogue.Catalogue;

/** Runs the command line inside the test's JVM and keeps what it said. */
record Shell(List<Catalogue> catalogues, int columns, boolean interactive, boolean colour) {
    static Shell small() {
        return new Shell(SmallCatalogue.all(), Terminal.DEFAULT_COLUMNS, false, false);
    }

    Shell wide(int width) {
        return new Shell(catalogues, width, interactive, colour);
    }

    Shell watched(boolean withColour) {
        return new Shell(catalogues, columns, true, withColour);
    }

    /** What one command line did. */
    record Outcome(int code, String out, String err) {}

    Outcome run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), interactive, colour, columns);
        int code = Main.run(terminal, catalogues, args);
        terminal.out().flush();
        terminal.err().flush();
        return new Outcome(code, out.toString(), err.toString());
    }
}
