package org.shootdown.check.unfold;

import java.util.Arrays;
import java.util.Objects;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.machine.Walk;

/**
 * One atomic step that a program asks for. Two steps are equal when they do the same; {@code verb}, the name of the
 * primitive that traces print, does not count.
 *
 * @param op what kind of step
 * @param verb the kernel's name of the primitive
 * @param cell the cell of READ, WRITE, RMW, AWAIT, WALK
 * @param arg the value of WRITE and SET_PAGE, the CPU of SEND_IPI, AWAIT_IPI, STOP_VCPU, RESUME_VCPU, the number of
 *     alternatives of CHOOSE, the owner of WALK and TOUCH
 * @param table for RMW the new value at each old value, or {@link #WAITS}; for AWAIT 1 where it goes on; for a WALK that
 *     looks at its page at some values of its cell only, 1 at those
 * @param page the page of WALK, TOUCH, SET_PAGE
 * @param walk who looks, for WALK and TOUCH
 * @param program the function of SEND_IPI, the callback of CALL_RCU
 */
public record Step(Op op, String verb, Cell cell, int arg, int[] table, Page page, Walk walk, Program program) {
    /** In the table of an RMW: at this old value the step waits. Nothing that a program could mean to store. */
    public static final int WAITS = Integer.MIN_VALUE;

    static Step plain(Op op, String verb) {
        return new Step(op, verb, null, 0, null, null, null, null);
    }

    static Step memory(Op op, String verb, Cell cell, int arg) {
        return new Step(op, verb, cell, arg, null, null, null, null);
    }

    static Step table(Op op, String verb, Cell cell, int[] table) {
        return new Step(op, verb, cell, 0, table, null, null, null);
    }

    static Step number(Op op, String verb, int arg) {
        return new Step(op, verb, null, arg, null, null, null, null);
    }

    static Step page(Op op, String verb, Page page, int arg) {
        return new Step(op, verb, null, arg, null, page, null, null);
    }

    static Step handOver(Op op, String verb, int target, Program program) {
        return new Step(op, verb, null, target, null, null, null, program);
    }

    /** Whether a WALK that loads {@code value} looks at its page. */
    public boolean looksAt(int value) {
        return table == null || table[value] != 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Step s
                && op == s.op
                && cell == s.cell
                && arg == s.arg
                && page == s.page
                && walk == s.walk
                && Objects.equals(program, s.program)
                && Arrays.equals(table, s.table);
    }

    @Override
    public int hashCode() {
        int hash = op.ordinal() * 31 + arg;
        hash = hash * 31 + Objects.hashCode(cell);
        hash = hash * 31 + Objects.hashCode(page);
        hash = hash * 31 + Objects.hashCode(program);
        return hash * 31 + Arrays.hashCode(table);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(verb).append('(');
        String separator = "";
        if (page != null) {
            text.append(page.name());
            separator = ", ";
        }
        if (cell != null) {
            text.append(separator).append(cell.name());
            separator = ", ";
        }
        switch (op) {
            case WRITE -> text.append(separator).append(arg);
            case SEND_IPI, AWAIT_IPI, STOP_VCPU, RESUME_VCPU ->
                text.append("CPU ").append(arg);
            case CHOOSE -> text.append(arg);
            default -> {}
        }
        if (program != null) {
            text.append(op == Op.SEND_IPI ? ", " : "").append(program.title());
        }
        return text.append(')').toString();
    }
}
