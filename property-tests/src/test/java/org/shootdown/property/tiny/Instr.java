package org.shootdown.property.tiny;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Property;

/**
 * One instruction of a generated program, as data: it can be run on a {@link Cpu}, printed as model code, and read by
 * an oracle that never sees a {@code Cpu}. A program has {@value #REGISTERS} registers with values {@code 0..3} that
 * start as 0; cells, pages and so on are named by number. Whatever is stored is first cut to the cell's range.
 */
public sealed interface Instr {
    int REGISTERS = 3;

    void run(Frame f);

    void print(JavaPrinter out);

    /** Whether it begins with a step in a task; the others belong to the step before them. */
    default boolean isStep() {
        return true;
    }

    /** Whether it is about other CPUs, and so nothing at all where there are none. */
    default boolean isInterrupt() {
        return this instanceof SendIpi || this instanceof AwaitIpi || this instanceof CallMany;
    }

    /** The registers that may be assigned. */
    default Set<Integer> assigned() {
        return Set.of();
    }

    /** As {@link #assigned()}, for several. */
    static Set<Integer> assigned(List<Instr> body) {
        Set<Integer> all = new TreeSet<>();
        body.forEach(instr -> all.addAll(instr.assigned()));
        return all;
    }

    // ---- memory -----------------------------------------------------------------------------------------------------

    record Load(int reg, int cell, boolean acquire) implements Instr {
        @Override
        public void run(Frame f) {
            f.r[reg] = acquire ? f.cpu.loadAcquire(f.cell(cell)) : f.cpu.readOnce(f.cell(cell));
        }

        @Override
        public Set<Integer> assigned() {
            return Set.of(reg);
        }

        @Override
        public void print(JavaPrinter out) {
            out.assign(reg, "cpu." + (acquire ? "loadAcquire(" : "readOnce(") + out.cell(cell) + ")");
        }
    }

    record Store(int cell, int value, boolean release) implements Instr {
        @Override
        public void run(Frame f) {
            if (release) {
                f.cpu.storeRelease(f.cell(cell), value & f.cell(cell).max());
            } else {
                f.cpu.writeOnce(f.cell(cell), value & f.cell(cell).max());
            }
        }

        @Override
        public void print(JavaPrinter out) {
            out.line("cpu." + (release ? "storeRelease(" : "writeOnce(") + out.cell(cell) + ", "
                    + (value & out.max(cell)) + ");");
        }
    }

    /** Stores a register: the data dependency that {@link Store} lacks. */
    record StoreReg(int cell, int reg) implements Instr {
        @Override
        public void run(Frame f) {
            f.cpu.writeOnce(f.cell(cell), f.r[reg] & f.cell(cell).max());
        }

        @Override
        public void print(JavaPrinter out) {
            out.line("cpu.writeOnce(" + out.cell(cell) + ", r" + reg + " & " + out.max(cell) + ");");
        }
    }

    /** The read-modify-writes; see {@link Rmw}. */
    enum RmwOp {
        XCHG,
        CMPXCHG,
        /** The only one that can leave the cell's range. */
        ADD_RETURN,
        SET_BIT,
        CLEAR_BIT
    }

    /** XCHG stores {@code value}; CMPXCHG stores it if the cell is 0; the others use 1 or bit 0. */
    record Rmw(RmwOp op, int reg, int cell, int value) implements Instr {
        @Override
        public void run(Frame f) {
            int cut = value & f.cell(cell).max();
            f.r[reg] = switch (op) {
                case XCHG -> f.cpu.xchg(f.cell(cell), cut);
                case CMPXCHG -> f.cpu.cmpxchg(f.cell(cell), 0, cut);
                case ADD_RETURN -> f.cpu.addReturn(f.cell(cell), 1);
                case SET_BIT -> f.cpu.setBit(f.cell(cell), 0);
                case CLEAR_BIT -> f.cpu.clearBit(f.cell(cell), 0);
            };
        }

        /** The new value at {@code old}. */
        public int stored(int old, int max) {
            return switch (op) {
                case XCHG -> value & max;
                case CMPXCHG -> old == 0 ? value & max : old;
                case ADD_RETURN -> old + 1;
                case SET_BIT -> old | 1;
                case CLEAR_BIT -> old & ~1;
            };
        }

        /** What the program gets at {@code old}. */
        public int result(int old) {
            return op == RmwOp.ADD_RETURN ? old + 1 : old;
        }

        @Override
        public Set<Integer> assigned() {
            return Set.of(reg);
        }

        @Override
        public void print(JavaPrinter out) {
            int cut = value & out.max(cell);
            out.assign(
                    reg,
                    "cpu."
                            + switch (op) {
                                case XCHG -> "xchg(" + out.cell(cell) + ", " + cut + ")";
                                case CMPXCHG -> "cmpxchg(" + out.cell(cell) + ", 0, " + cut + ")";
                                case ADD_RETURN -> "addReturn(" + out.cell(cell) + ", 1)";
                                case SET_BIT -> "setBit(" + out.cell(cell) + ", 0)";
                                case CLEAR_BIT -> "clearBit(" + out.cell(cell) + ", 0)";
                            });
        }
    }

    /** The barriers. */
    enum Barrier {
        MB,
        RMB,
        WMB
    }

    record Fence(Barrier kind) implements Instr {
        @Override
        public void run(Frame f) {
            switch (kind) {
                case MB -> f.cpu.smpMb();
                case RMB -> f.cpu.smpRmb();
                case WMB -> f.cpu.smpWmb();
            }
        }

        @Override
        public void print(JavaPrinter out) {
            out.line(
                    switch (kind) {
                        case MB -> "cpu.smpMb();";
                        case RMB -> "cpu.smpRmb();";
                        case WMB -> "cpu.smpWmb();";
                    });
        }
    }

    record Await(int cell, int value) implements Instr {
        @Override
        public void run(Frame f) {
            f.cpu.awaitUntil(f.cell(cell), v -> v == value);
        }

        @Override
        public void print(JavaPrinter out) {
            out.line("cpu.awaitUntil(" + out.cell(cell) + ", value -> value == " + value + ");");
        }
    }

    /** A critical section. */
    record Locked(int cell, List<Instr> body) implements Instr {
        @Override
        public void run(Frame f) {
            f.cpu.spinLock(f.cell(cell));
            f.run(body);
            f.cpu.spinUnlock(f.cell(cell));
        }

        @Override
        public Set<Integer> assigned() {
            return Instr.assigned(body);
        }

        @Override
        public void print(JavaPrinter out) {
            out.line("cpu.spinLock(" + out.cell(cell) + ");");
            out.body(body);
            out.line("cpu.spinUnlock(" + out.cell(cell) + ");");
        }
    }

    // ---- control flow and chance ------------------------------------------------------------------------------------

    record If(int reg, int value, List<Instr> then, List<Instr> otherwise) implements Instr {
        @Override
        public boolean isStep() {
            return false;
        }

        @Override
        public void run(Frame f) {
            f.run(f.r[reg] == value ? then : otherwise);
        }

        @Override
        public Set<Integer> assigned() {
            Set<Integer> both = Instr.assigned(then);
            both.addAll(Instr.assigned(otherwise));
            return both;
        }

        @Override
        public void print(JavaPrinter out) {
            out.line("if (r" + reg + " == " + value + ") {");
            out.body(then);
            out.line("} else {");
            out.body(otherwise);
            out.line("}");
        }
    }

    record Choose(int reg, int n) implements Instr {
        @Override
        public void run(Frame f) {
            f.r[reg] = f.cpu.choose(n);
        }

        @Override
        public Set<Integer> assigned() {
            return Set.of(reg);
        }

        @Override
        public void print(JavaPrinter out) {
            out.assign(reg, "cpu.choose(" + n + ")");
        }
    }

    // ---- interrupts -------------------------------------------------------------------------------------------------

    record IrqOff(List<Instr> body) implements Instr {
        @Override
        public void run(Frame f) {
            int flags = f.cpu.irqSave();
            f.run(body);
            f.cpu.irqRestore(flags);
        }

        @Override
        public Set<Integer> assigned() {
            return Instr.assigned(body);
        }

        @Override
        public void print(JavaPrinter out) {
            String flags = out.freshName("flags");
            out.line("int " + flags + " = cpu.irqSave();");
            out.body(body);
            out.line("cpu.irqRestore(" + flags + ");");
        }
    }

    /** Sends function {@code function} to another CPU: the {@code other}-th after this one. */
    record SendIpi(int other, int function) implements Instr {
        @Override
        public void run(Frame f) {
            int target = f.model.target(f.cpu.id(), other);
            if (target >= 0) {
                f.cpu.sendIpi(target, f.parts.functions().get(function));
            }
        }

        @Override
        public void print(JavaPrinter out) {
            if (!out.target(other).isEmpty()) {
                out.line("cpu.sendIpi(" + out.target(other) + ", f" + function + ");");
            }
        }
    }

    record AwaitIpi(int other) implements Instr {
        @Override
        public void run(Frame f) {
            int target = f.model.target(f.cpu.id(), other);
            if (target >= 0) {
                f.cpu.awaitIpi(target);
            }
        }

        @Override
        public void print(JavaPrinter out) {
            if (!out.target(other).isEmpty()) {
                out.line("cpu.awaitIpi(" + out.target(other) + ");");
            }
        }
    }

    /** Calls a function on every other CPU. */
    record CallMany(int function, boolean waits) implements Instr {
        @Override
        public void run(Frame f) {
            f.cpu.callFunctionMany(f.cpu.onlineMask(), f.parts.functions().get(function), waits);
        }

        @Override
        public void print(JavaPrinter out) {
            out.line("cpu.callFunctionMany(cpu.onlineMask(), f" + function + ", " + waits + ");");
        }
    }

    // ---- RCU --------------------------------------------------------------------------------------------------------

    record RcuRead(List<Instr> body) implements Instr {
        @Override
        public void run(Frame f) {
            f.cpu.rcuReadLock();
            f.run(body);
            f.cpu.rcuReadUnlock();
        }

        @Override
        public Set<Integer> assigned() {
            return Instr.assigned(body);
        }

        @Override
        public void print(JavaPrinter out) {
            out.line("cpu.rcuReadLock();");
            out.body(body);
            out.line("cpu.rcuReadUnlock();");
        }
    }

    record CallRcu(int callback) implements Instr {
        @Override
        public void run(Frame f) {
            f.cpu.callRcu(f.parts.callbacks().get(callback));
        }

        @Override
        public void print(JavaPrinter out) {
            out.line("cpu.callRcu(c" + callback + ");");
        }
    }

    record SynchronizeRcu() implements Instr {
        @Override
        public void run(Frame f) {
            f.cpu.synchronizeRcu();
        }

        @Override
        public void print(JavaPrinter out) {
            out.line("cpu.synchronizeRcu();");
        }
    }

    // ---- the environment --------------------------------------------------------------------------------------------

    record Stop(int cpu) implements Instr {
        @Override
        public void run(Frame f) {
            f.cpu.stopVcpu(cpu % f.model.cpus().size());
        }

        @Override
        public void print(JavaPrinter out) {
            out.line("cpu.stopVcpu(" + cpu % out.cpus() + ");");
        }
    }

    record Resume(int cpu) implements Instr {
        @Override
        public void run(Frame f) {
            f.cpu.resumeVcpu(cpu % f.model.cpus().size());
        }

        @Override
        public void print(JavaPrinter out) {
            out.line("cpu.resumeVcpu(" + cpu % out.cpus() + ");");
        }
    }

    // ---- ghost state ------------------------------------------------------------------------------------------------

    record Walk(int reg, int cell, int owner, org.shootdown.machine.Walk who) implements Instr {
        @Override
        public void run(Frame f) {
            f.r[reg] = f.cpu.walk(f.parts.page(), f.cell(cell), owner, who);
        }

        @Override
        public Set<Integer> assigned() {
            return Set.of(reg);
        }

        @Override
        public void print(JavaPrinter out) {
            out.assign(reg, "cpu.walk(page, " + out.cell(cell) + ", " + owner + ", Walk." + who + ")");
        }
    }

    /** Uses the page on behalf of owner 0 if the cell holds {@code mapping}, cut to its range. */
    record Translate(int reg, int cell, int mapping) implements Instr {
        @Override
        public void run(Frame f) {
            f.r[reg] = f.cpu.translate(f.cell(cell), mapping & f.cell(cell).max(), f.parts.page(), 0);
        }

        @Override
        public Set<Integer> assigned() {
            return Set.of(reg);
        }

        @Override
        public void print(JavaPrinter out) {
            out.assign(reg, "cpu.translate(" + out.cell(cell) + ", " + (mapping & out.max(cell)) + ", page, 0)");
        }
    }

    record Touch(int owner, org.shootdown.machine.Walk who) implements Instr {
        @Override
        public void run(Frame f) {
            f.cpu.touch(f.parts.page(), owner, who);
        }

        @Override
        public void print(JavaPrinter out) {
            out.line("cpu.touch(page, " + owner + ", Walk." + who + ");");
        }
    }

    /** What happens to the page; UNLINK and RELINK belong to the step before them, the others are steps. */
    enum Fate {
        UNLINK(false),
        RELINK(false),
        FREE(true),
        REPURPOSE(true),
        /** To owner 1. */
        HAND_OVER(true);

        final boolean step;

        Fate(boolean step) {
            this.step = step;
        }

        public boolean isStep() {
            return step;
        }
    }

    record SetPage(Fate fate) implements Instr {
        @Override
        public boolean isStep() {
            return fate.step;
        }

        @Override
        public void run(Frame f) {
            switch (fate) {
                case UNLINK -> f.cpu.unlink(f.parts.page());
                case RELINK -> f.cpu.relink(f.parts.page());
                case FREE -> f.cpu.free(f.parts.page());
                case REPURPOSE -> f.cpu.repurpose(f.parts.page());
                case HAND_OVER -> f.cpu.handOver(f.parts.page(), 1);
            }
        }

        @Override
        public void print(JavaPrinter out) {
            out.line(
                    switch (fate) {
                        case UNLINK -> "cpu.unlink(page);";
                        case RELINK -> "cpu.relink(page);";
                        case FREE -> "cpu.free(page);";
                        case REPURPOSE -> "cpu.repurpose(page);";
                        case HAND_OVER -> "cpu.handOver(page, 1);";
                    });
        }
    }

    /** Writes a register to a history variable. */
    record Note(int ghost, int reg) implements Instr {
        @Override
        public boolean isStep() {
            return false;
        }

        @Override
        public void run(Frame f) {
            f.cpu.note(f.parts.ghosts().get(ghost), f.r[reg]);
        }

        @Override
        public void print(JavaPrinter out) {
            out.line("cpu.note(ghost" + ghost + ", r" + reg + ");");
        }
    }

    record Reached() implements Instr {
        @Override
        public boolean isStep() {
            return false;
        }

        @Override
        public void run(Frame f) {
            if (f.model.judged()) {
                f.cpu.reached(f.parts.situation());
            }
        }

        @Override
        public void print(JavaPrinter out) {
            if (out.judged()) {
                out.line("cpu.reached(here);");
            }
        }
    }

    /** Fails where the register is 3. */
    record Require(int reg) implements Instr {
        @Override
        public boolean isStep() {
            return false;
        }

        @Override
        public void run(Frame f) {
            f.cpu.require(f.r[reg] != 3, Property.ASSERTION, "r" + reg + " is 3");
        }

        @Override
        public void print(JavaPrinter out) {
            out.line("cpu.require(r" + reg + " != 3, Property.ASSERTION, \"r" + reg + " is 3\");");
        }
    }
}
