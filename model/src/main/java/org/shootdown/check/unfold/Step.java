package org.shootdown.check.unfold;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import org.shootdown.check.result.Op;
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

    /** The verbs that traces tell in a way of their own; see {@link #told}. */
    static final String WRITE_ONCE = "WRITE_ONCE";

    static final String SPIN_LOCK = "spin_lock";
    static final String SPIN_UNLOCK = "spin_unlock";

    /** No value in particular; see {@link #hasTable}. */
    static final int ALL = -1;

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

    /** The same step on no cell, for comparing what is done and not where. */
    public Step withoutCell() {
        return new Step(op, verb, null, arg, table, page, walk, program);
    }

    /**
     * Whether the step puts an entry into the store buffer of its CPU, where there is one: a store to memory, or the
     * start of a callback's grace period, which comes after the stores before it.
     */
    public boolean entersBuffer() {
        return op == Op.WRITE && !cell.isRegister() || op == Op.CALL_RCU;
    }

    /** Whether the step cannot be made while its cell holds {@code value}. */
    public boolean waitsAt(int value) {
        return op == Op.AWAIT && table[value] == 0 || op == Op.RMW && table[value] == WAITS;
    }

    /** Whether the step looks at its page when its result is {@code value}. */
    public boolean looksAt(int value) {
        return op.looksAtPage() && (table == null || table[value] != 0);
    }

    /**
     * What a trace says of the step once it is made, as in {@code READ_ONCE(pmd) = 1}.
     *
     * @param found what to say of its page, if the step {@linkplain #looksAt looks} at it, as in {@code ", which is freed"}
     */
    public String told(int result, String found) {
        return switch (op) {
            case READ, AWAIT, CHOOSE -> this + " = " + result;
            case WRITE ->
                switch (verb) {
                    case WRITE_ONCE -> cell + " = " + arg;
                    case SPIN_UNLOCK -> verb + "(" + cell + ")";
                    default -> verb + "(" + cell + ", " + arg + ")";
                };
            // That a lock went from 0 to 1 goes without saying.
            case RMW -> verb.equals(SPIN_LOCK) ? toString() : this + ": " + result + " -> " + table[result];
            case WALK ->
                "load " + cell + " = " + result + (table == null ? " from " + page + found : used(result, found));
            case TOUCH -> "use " + page + found;
            case SET_PAGE -> verb + " " + page;
            default -> toString();
        };
    }

    private String used(int result, String found) {
        return looksAt(result) ? ", use " + page + found : ", no translation";
    }

    /**
     * Whether a step with these operands, but for tables and programs, is the same under the same name, be it on this
     * machine or on the same machine built again.
     */
    boolean isLike(Op otherOp, String otherVerb, Cell otherCell, int otherArg, Page otherPage, Walk otherWalk) {
        return op == otherOp
                && arg == otherArg
                && walk == otherWalk
                && (cell == otherCell || cell != null && otherCell != null && cell.index() == otherCell.index())
                && (page == otherPage || page != null && otherPage != null && page.place() == otherPage.place())
                && verb.equals(otherVerb);
    }

    /** Whether {@code f} is the table at {@code value}, or at {@link #ALL} values of the cell. */
    boolean hasTable(IntUnaryOperator f, int value) {
        if (table == null || value != ALL) {
            return table != null && table[value] == f.applyAsInt(value);
        }
        for (int v = 0; v < table.length; v++) {
            if (table[v] != f.applyAsInt(v)) {
                return false;
            }
        }
        return true;
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
            case CHOOSE -> text.append(arg);
            default -> text.append(op.namesCpu() ? "CPU " + arg : "");
        }
        if (program != null) {
            text.append(op == Op.SEND_IPI ? ", " : "").append(program.title());
        }
        return text.append(')').toString();
    }
}
