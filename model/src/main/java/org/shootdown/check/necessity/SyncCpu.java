package org.shootdown.check.necessity;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import org.shootdown.check.necessity.SyncStep.Kind;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.CpuMask;
import org.shootdown.machine.ForwardingCpu;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.machine.Walk;

/**
 * A CPU that leaves out those synchronising steps that its {@link Omission} names, and makes every other step on the CPU
 * behind it. One object serves one run of one program.
 */
final class SyncCpu extends ForwardingCpu {
    private final Omission omission;
    private final UnaryOperator<Cpu> rewriting;
    /** What this run saw last in each cell it looked at. */
    private final Map<Cell, Integer> seen = new HashMap<>();
    /** Whether the read-side section that the program believes to be in was left out. */
    private boolean rcuLockOmitted;

    private SyncCpu(Cpu cpu, Omission omission, UnaryOperator<Cpu> rewriting) {
        super(cpu);
        this.omission = omission;
        this.rewriting = rewriting;
    }

    /** Asked before each synchronising step, from within it. */
    interface Omission {
        /** Whether to leave out the step of this kind that is about to be made. */
        boolean omits(Kind kind, String what);
    }

    static UnaryOperator<Cpu> rewriting(Omission omission) {
        return new UnaryOperator<>() {
            @Override
            public Cpu apply(Cpu cpu) {
                return new SyncCpu(cpu, omission, this);
            }
        };
    }

    /** A step of a function that is left out as a whole: everything but loads. */
    private boolean omitsEffect(String what) {
        return omission.omits(Kind.FUNCTION, what);
    }

    @Override
    public int readOnce(Cell cell) {
        return look(cell, "READ_ONCE", () -> cpu.readOnce(cell));
    }

    @Override
    public int loadAcquire(Cell cell) {
        return look(cell, "smp_load_acquire", () -> cpu.loadAcquire(cell));
    }

    @Override
    public int walk(Page table, Cell entry, int owner, Walk walk) {
        return look(entry, "load", () -> cpu.walk(table, entry, owner, walk));
    }

    private int look(Cell cell, String verb, IntSupplier load) {
        Integer before = seen.get(cell);
        if (before != null && omission.omits(Kind.RECHECK, verb + "(" + cell + ") once more")) {
            return before;
        }
        int value = load.getAsInt();
        seen.put(cell, value);
        return value;
    }

    @Override
    public void writeOnce(Cell cell, int value) {
        seen.remove(cell);
        if (!omitsEffect("WRITE_ONCE")) {
            cpu.writeOnce(cell, value);
        }
    }

    @Override
    public void storeRelease(Cell cell, int value) {
        seen.remove(cell);
        if (!omitsEffect("smp_store_release")) {
            cpu.storeRelease(cell, value);
        }
    }

    @Override
    public int readModifyWrite(Cell cell, IntUnaryOperator f) {
        return modify("atomic", cell, f, () -> cpu.readModifyWrite(cell, f));
    }

    @Override
    public int xchg(Cell cell, int value) {
        return modify("xchg", cell, old -> value, () -> cpu.xchg(cell, value));
    }

    @Override
    public int cmpxchg(Cell cell, int expected, int value) {
        return modify("cmpxchg", cell, old -> old == expected ? value : old, () -> cpu.cmpxchg(cell, expected, value));
    }

    @Override
    public int addReturn(Cell cell, int delta) {
        int old = modify("atomic_add_return", cell, value -> value + delta, () -> cpu.addReturn(cell, delta) - delta);
        return old + delta;
    }

    @Override
    public int setBit(Cell cell, int bit) {
        return modify("set_bit", cell, old -> old | 1 << bit, () -> cpu.setBit(cell, bit));
    }

    @Override
    public int clearBit(Cell cell, int bit) {
        return modify("clear_bit", cell, old -> old & ~(1 << bit), () -> cpu.clearBit(cell, bit));
    }

    private int modify(String verb, Cell cell, IntUnaryOperator f, IntSupplier atomic) {
        seen.remove(cell);
        if (omitsEffect(verb)) {
            return cpu.readOnce(cell);
        }
        if (!omission.omits(Kind.ATOMIC, verb + "(" + cell + ")")) {
            return atomic.getAsInt();
        }
        int old = cpu.readOnce(cell);
        if (f.applyAsInt(old) != old) {
            cpu.writeOnce(cell, f.applyAsInt(old));
        }
        return old;
    }

    @Override
    public void smpMb() {
        if (!omitsEffect("smp_mb") && !omission.omits(Kind.BARRIER, "smp_mb()")) {
            cpu.smpMb();
        }
    }

    @Override
    public void smpRmb() {
        if (!omitsEffect("smp_rmb") && !omission.omits(Kind.BARRIER, "smp_rmb()")) {
            cpu.smpRmb();
        }
    }

    @Override
    public void smpWmb() {
        if (!omitsEffect("smp_wmb") && !omission.omits(Kind.BARRIER, "smp_wmb()")) {
            cpu.smpWmb();
        }
    }

    /** Left out, it says that interrupts were off before, so that the restore does nothing. */
    @Override
    public int irqSave() {
        return omitsEffect("local_irq_save") || omission.omits(Kind.IRQ_OFF, "local_irq_save()") ? 0 : cpu.irqSave();
    }

    @Override
    public void sendIpi(int target, IpiFunction function) {
        if (!omitsEffect("IPI") && !omission.omits(Kind.IPI, "IPI " + function.title())) {
            cpu.sendIpi(target, new Rewritten.Function(function, rewriting));
        }
    }

    @Override
    public void awaitIpi(int target) {
        if (!omitsEffect("csd_lock_wait") && !omission.omits(Kind.WAIT, "csd_lock_wait()")) {
            cpu.awaitIpi(target);
        }
    }

    @Override
    public void callFunctionMany(int mask, IpiFunction function, boolean wait) {
        callFunctionMany(CpuMask.of(Integer.toUnsignedLong(mask)), function, wait);
    }

    @Override
    public void callFunctionMany(CpuMask mask, IpiFunction function, boolean wait) {
        if (mask.isEmpty() || omitsEffect("IPI") || omission.omits(Kind.IPI, "IPI " + function.title())) {
            return;
        }
        boolean waits = wait && !omission.omits(Kind.WAIT, "wait for " + function.title());
        cpu.callFunctionMany(mask, new Rewritten.Function(function, rewriting), waits);
    }

    @Override
    public void rcuReadLock() {
        rcuLockOmitted = omission.omits(Kind.RCU_READER, "rcu_read_lock()");
        if (!rcuLockOmitted) {
            cpu.rcuReadLock();
        }
    }

    @Override
    public void rcuReadUnlock() {
        if (!rcuLockOmitted) {
            cpu.rcuReadUnlock();
        }
        rcuLockOmitted = false;
    }

    @Override
    public void callRcu(Program callback) {
        if (omission.omits(Kind.GRACE_PERIOD, "call_rcu(" + callback.title() + ")")) {
            callback.run(this);
        } else {
            cpu.callRcu(Rewritten.of(callback, rewriting));
        }
    }

    @Override
    public void synchronizeRcu() {
        if (!omitsEffect("synchronize_rcu") && !omission.omits(Kind.GRACE_PERIOD, "synchronize_rcu()")) {
            cpu.synchronizeRcu();
        }
    }
}
