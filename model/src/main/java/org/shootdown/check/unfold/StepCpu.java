package org.shootdown.check.unfold;

import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.shootdown.check.result.Op;
import org.shootdown.check.result.ProgramContext;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.CpuMask;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.machine.Property;
import org.shootdown.machine.Situation;
import org.shootdown.machine.Walk;

/** Makes {@linkplain Step steps} and {@linkplain Effect effects} of a program's calls, and refuses what the contract forbids. */
abstract class StepCpu implements Cpu {
    final Machine machine;
    final ProgramContext context;
    /** Whether interrupts are off, and whether {@code rcu_read_lock} is held. */
    boolean irqOff;

    boolean rcuReader;

    private final int id;

    StepCpu(Machine machine, int id, ProgramContext context) {
        this.machine = machine;
        this.id = id;
        this.context = context;
    }

    /** A step without a table; returns its result. */
    abstract int step(Op op, String verb, Cell cell, int arg, Page page, Walk walk, Program program);

    /** A step with {@code table} at each value of its cell; returns its result. */
    abstract int tabled(Op op, String verb, Cell cell, int arg, Page page, Walk walk, IntUnaryOperator table);

    abstract void effect(Effect effect);

    /** A condition of the program failed. */
    abstract void broken(Property property, String why);

    /** Whether the program has made a step yet. */
    abstract boolean hasBegun();

    /** The error to throw where the program does what it must not. */
    abstract Error misuse(String what);

    private int plain(Op op, String verb) {
        return step(op, verb, null, 0, null, null, null);
    }

    private int memory(Op op, String verb, Cell cell, int arg) {
        return step(op, verb, own(cell), arg, null, null, null);
    }

    private void number(Op op, String verb, int arg) {
        step(op, verb, null, arg, null, null, null);
    }

    private void page(String verb, Page page, int state) {
        step(Op.SET_PAGE, verb, null, state, own(page), null, null);
    }

    private Cell own(Cell cell) {
        if (cell.index() >= machine.cells().size() || machine.cells().get(cell.index()) != cell) {
            throw misuse("uses cell " + cell.name() + ", which belongs to another machine");
        }
        return cell;
    }

    private Page own(Page page) {
        own(page.state(), "page");
        return page;
    }

    private void own(Ghost ghost, String what) {
        if (ghost.index() >= machine.ghosts().size() || machine.ghosts().get(ghost.index()) != ghost) {
            throw misuse("uses " + what + " " + ghost.name() + ", which belongs to another machine");
        }
    }

    private int inRange(Cell cell, int value) {
        if (value < 0 || value > cell.max()) {
            throw misuse("stores " + value + " to cell " + cell.name() + ", whose values are 0.." + cell.max() + ",");
        }
        return value;
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public int readOnce(Cell cell) {
        return memory(Op.READ, "READ_ONCE", cell, 0);
    }

    @Override
    public void writeOnce(Cell cell, int value) {
        memory(Op.WRITE, Step.WRITE_ONCE, cell, inRange(cell, value));
    }

    @Override
    public int loadAcquire(Cell cell) {
        return memory(Op.READ, "smp_load_acquire", cell, 0);
    }

    @Override
    public void storeRelease(Cell cell, int value) {
        memory(Op.WRITE, "smp_store_release", cell, inRange(cell, value));
    }

    @Override
    public int readModifyWrite(Cell cell, IntUnaryOperator f) {
        return rmw("atomic", cell, f);
    }

    @Override
    public int xchg(Cell cell, int value) {
        return rmw("xchg", cell, old -> value);
    }

    @Override
    public int cmpxchg(Cell cell, int expected, int value) {
        return rmw("cmpxchg", cell, old -> old == expected ? value : old);
    }

    @Override
    public int addReturn(Cell cell, int delta) {
        return rmw("atomic_add_return", cell, old -> old + delta) + delta;
    }

    @Override
    public int setBit(Cell cell, int bit) {
        return rmw("set_bit", cell, old -> old | 1 << bit);
    }

    @Override
    public int clearBit(Cell cell, int bit) {
        return rmw("clear_bit", cell, old -> old & ~(1 << bit));
    }

    /** Only a value that the cell really has can be out of range for the program. */
    private int rmw(String verb, Cell cell, IntUnaryOperator f) {
        int old = tabled(Op.RMW, verb, own(cell), 0, null, null, f);
        inRange(cell, f.applyAsInt(old));
        return old;
    }

    @Override
    public void smpMb() {
        plain(Op.FENCE, "smp_mb");
    }

    @Override
    public void smpRmb() {
        plain(Op.LIGHT_FENCE, "smp_rmb");
    }

    @Override
    public void smpWmb() {
        plain(Op.LIGHT_FENCE, "smp_wmb");
    }

    @Override
    public int awaitUntil(Cell cell, IntPredicate until) {
        return tabled(Op.AWAIT, "smp_cond_load_relaxed", own(cell), 0, null, null, v -> until.test(v) ? 1 : 0);
    }

    @Override
    public void spinLock(Cell lock) {
        inRange(lock, 1);
        tabled(Op.RMW, Step.SPIN_LOCK, own(lock), 0, null, null, v -> v == 0 ? 1 : Step.WAITS);
    }

    @Override
    public void spinUnlock(Cell lock) {
        memory(Op.WRITE, Step.SPIN_UNLOCK, lock, 0);
    }

    @Override
    public int irqSave() {
        if (irqOff) {
            return 0;
        }
        plain(Op.IRQ_OFF, "local_irq_save");
        irqOff = true;
        return 1;
    }

    @Override
    public void irqRestore(int flags) {
        if (flags == 0) {
            return;
        }
        if (!irqOff || context != ProgramContext.TASK) {
            throw misuse("restores interrupts that it did not turn off");
        }
        plain(Op.IRQ_ON, "local_irq_restore");
        irqOff = false;
    }

    @Override
    public void sendIpi(int target, IpiFunction function) {
        cpuNumber(target);
        step(Op.SEND_IPI, "send_IPI", null, target, null, null, function);
    }

    @Override
    public void awaitIpi(int target) {
        cpuNumber(target);
        number(Op.AWAIT_IPI, "csd_lock_wait", target);
    }

    @Override
    public CpuMask onlineMask() {
        return machine.onlineMask();
    }

    private void cpuNumber(int target) {
        notInCallback("names another CPU");
        if (target < 0
                || target >= machine.processors().size()
                || machine.processors().get(target).agent()) {
            throw misuse("names CPU " + target + ", which does not exist");
        }
        if (target == id) {
            throw misuse("interrupts its own CPU " + target);
        }
    }

    /** An RCU callback runs on no particular CPU, so it cannot do what needs one. */
    private void notInCallback(String what) {
        if (context == ProgramContext.RCU) {
            throw misuse(what + " in an RCU callback");
        }
    }

    @Override
    public void rcuReadLock() {
        if (rcuReader) {
            throw misuse("nests rcu_read_lock");
        }
        plain(Op.RCU_LOCK, "rcu_read_lock");
        rcuReader = true;
    }

    @Override
    public void rcuReadUnlock() {
        if (!rcuReader) {
            throw misuse("calls rcu_read_unlock without rcu_read_lock");
        }
        plain(Op.RCU_UNLOCK, "rcu_read_unlock");
        rcuReader = false;
    }

    @Override
    public void callRcu(Program callback) {
        notInCallback("calls call_rcu");
        step(Op.CALL_RCU, "call_rcu", null, 0, null, null, callback);
    }

    @Override
    public void synchronizeRcu() {
        if (context != ProgramContext.TASK || irqOff || rcuReader) {
            throw misuse("calls synchronize_rcu where it must not sleep");
        }
        plain(Op.RCU_START, "synchronize_rcu");
        plain(Op.RCU_WAIT, "wait_for_completion");
    }

    @Override
    public int choose(int n) {
        if (n < 1) {
            throw misuse("chooses among " + n);
        }
        return step(Op.CHOOSE, "choose", null, n, null, null, null);
    }

    @Override
    public void stopVcpu(int vcpu) {
        cpuNumber(vcpu);
        number(Op.STOP_VCPU, "stop", vcpu);
    }

    @Override
    public void resumeVcpu(int vcpu) {
        cpuNumber(vcpu);
        number(Op.RESUME_VCPU, "resume", vcpu);
    }

    @Override
    public int walk(Page table, Cell entry, int owner, Walk walk) {
        return step(Op.WALK, "walk", own(entry), owner, own(table), walk, null);
    }

    @Override
    public int translate(Cell entry, int mapping, Page page, int owner) {
        inRange(own(entry), mapping);
        return tabled(Op.WALK, "translate", entry, owner, own(page), Walk.HARDWARE, v -> v == mapping ? 1 : 0);
    }

    @Override
    public void touch(Page page, int owner, Walk walk) {
        step(Op.TOUCH, "touch", null, owner, own(page), walk, null);
    }

    @Override
    public void free(Page page) {
        page("free", page, Page.FREED);
    }

    @Override
    public void repurpose(Page page) {
        page("repurpose", page, Page.REPURPOSED);
    }

    @Override
    public void handOver(Page page, int owner) {
        page("hand over", page, page.ownedBy(owner));
    }

    @Override
    public void unlink(Page page) {
        effect(new Effect.Note(own(page).state(), Page.UNLINKED));
    }

    @Override
    public void relink(Page page) {
        effect(new Effect.Note(own(page).state(), Page.LIVE));
    }

    @Override
    public void note(Ghost ghost, int value) {
        own(ghost, "ghost");
        if (value < 0 || value > ghost.max()) {
            throw misuse("notes " + value + " in ghost " + ghost.name() + ", whose values are 0.." + ghost.max() + ",");
        }
        effect(new Effect.Note(ghost, value));
    }

    @Override
    public void reached(Situation situation) {
        int index = situation.index();
        if (index >= machine.situations().size() || machine.situations().get(index) != situation) {
            throw misuse("uses situation " + situation.name() + ", which belongs to another machine");
        }
        effect(new Effect.Reached(situation));
    }

    @Override
    public void require(boolean condition, Property property, String otherwise) {
        if (condition) {
            return;
        }
        if (!hasBegun() && context == ProgramContext.TASK) {
            throw misuse("fails a condition before its first step");
        }
        broken(property, otherwise);
    }
}
