package org.shootdown.property.arm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.shootdown.check.armv8.Step.Acquire;
import org.shootdown.check.armv8.Step.Fence;
import org.shootdown.check.armv8.Step.Update;

/**
 * One way through a thread, whatever other threads do: its events, and the order that the thread itself gives them.
 * Sets of events are bit masks of their places in the trace.
 */
final class ArmTrace {
    enum Kind {
        READ,
        WRITE,
        FENCE
    }

    /**
     * An event.
     *
     * @param acquire of a read
     * @param release of a write
     * @param returns false for the read of an atomic without a result
     * @param fullBarrier whether a write is an atomic's that both acquires and releases
     * @param addr the reads that it has an address dependency on
     * @param data likewise, data
     * @param ctrl likewise, control
     * @param pickAddr those picked by too
     * @param rmw the read that a write is atomic with, or -1
     * @param ownReadPicks whether that read decides about the value written (not in a swap, nor in a store-exclusive)
     */
    record Event(
            Kind kind,
            int cell,
            int value,
            Acquire acquire,
            boolean release,
            boolean returns,
            boolean fullBarrier,
            Fence fence,
            int addr,
            int data,
            int ctrl,
            int pickAddr,
            int pickData,
            int pickCtrl,
            int rmw,
            boolean ownReadPicks) {
        boolean reads() {
            return kind == Kind.READ;
        }

        boolean writes() {
            return kind == Kind.WRITE;
        }

        boolean accesses() {
            return kind != Kind.FENCE;
        }
    }

    final List<Event> events = new ArrayList<>();
    int[] registers = new int[ArmTiny.REGISTERS];

    /** For each register the reads that its value depends on, and those that picked it too. */
    private int[] direct = new int[ArmTiny.REGISTERS];

    private int[] picked = new int[ArmTiny.REGISTERS];
    /** For each event of memory: dependencies that end in its value. */
    private int[] value = new int[0];

    private int[] valuePicked = new int[0];
    private int ctrl;
    private int pickCtrl;
    /** The last load-exclusive, or -1. */
    private int exclusive = -1;

    private ArmTrace() {}

    private ArmTrace(ArmTrace like) {
        events.addAll(like.events);
        registers = like.registers.clone();
        direct = like.direct.clone();
        picked = like.picked.clone();
        value = like.value.clone();
        valuePicked = like.valuePicked.clone();
        ctrl = like.ctrl;
        pickCtrl = like.pickCtrl;
        exclusive = like.exclusive;
    }

    /** All traces, if every cell can hold the {@code values} given for it. */
    static List<ArmTrace> of(List<ArmInstr> code, List<Set<Integer>> values) {
        List<ArmTrace> traces = new ArrayList<>();
        new ArmTrace().run(code, 0, values, traces);
        return traces;
    }

    private static int of(int[] sets, int register) {
        return register == ArmInstr.NONE ? 0 : sets[register];
    }

    private void set(int register, int to, int from, int fromPicked) {
        if (register != ArmInstr.NONE) {
            registers[register] = to;
            direct[register] = from;
            picked[register] = from | fromPicked;
        }
    }

    private int add(Event event, int ends, int endsPicked) {
        int place = events.size();
        events.add(event);
        value = Arrays.copyOf(value, place + 1);
        valuePicked = Arrays.copyOf(valuePicked, place + 1);
        value[place] = ends;
        valuePicked[place] = ends | endsPicked;
        return place;
    }

    /** The write that the next read of {@code cell} would be the local memory read successor of, or -1. */
    private int lastWrite(int cell) {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (events.get(i).writes() && events.get(i).cell == cell) {
                return i;
            }
        }
        return -1;
    }

    private int read(int cell, int what, Acquire acquire, boolean returns, int address) {
        int own = 1 << events.size();
        int before = lastWrite(cell);
        int addr = of(direct, address);
        int pickAddr = of(picked, address);
        Event event = new Event(
                Kind.READ, cell, what, acquire, false, returns, false, null, addr, 0, ctrl, pickAddr, 0, pickCtrl, -1,
                false);
        return add(
                event,
                own | addr | (before < 0 ? 0 : value[before]),
                own | pickAddr | (before < 0 ? 0 : valuePicked[before]));
    }

    private void write(
            int cell,
            int what,
            boolean release,
            boolean full,
            int address,
            int data,
            int pickData,
            int rmw,
            int ends,
            int endsPicked,
            boolean ownReadPicks) {
        int addr = of(direct, address);
        int pickAddr = of(picked, address);
        Event event = new Event(
                Kind.WRITE,
                cell,
                what,
                Acquire.NONE,
                release,
                true,
                full,
                null,
                addr,
                data,
                ctrl,
                pickAddr,
                pickData,
                pickCtrl,
                rmw,
                ownReadPicks);
        add(event, addr | data | ends, pickAddr | pickData | endsPicked);
    }

    private void run(List<ArmInstr> code, int at, List<Set<Integer>> values, List<ArmTrace> found) {
        if (at >= code.size()) {
            found.add(this);
            return;
        }
        ArmInstr instruction = code.get(at);
        if (instruction instanceof ArmInstr.Load load) {
            for (int what : values.get(load.cell())) {
                ArmTrace trace = new ArmTrace(this);
                int read = trace.read(load.cell(), what, load.acquire(), true, load.address());
                trace.set(load.to(), what, trace.value[read], trace.valuePicked[read]);
                if (load.exclusive()) {
                    trace.exclusive = read;
                }
                trace.run(code, at + 1, values, found);
            }
        } else if (instruction instanceof ArmInstr.StoreExclusive store) {
            ArmTrace fails = new ArmTrace(this);
            fails.exclusive = -1;
            fails.set(store.status(), 1, 0, 0);
            fails.run(code, at + 1, values, found);
            if (exclusive >= 0) {
                int rmw = events.get(exclusive).cell == store.cell() ? exclusive : -1;
                int data = of(direct, store.value().source());
                int pickData = of(picked, store.value().source());
                int what = store.value().of(registers);
                write(store.cell(), what, store.release(), false, ArmInstr.NONE, data, pickData, rmw, 0, 0, false);
                exclusive = -1;
                set(store.status(), 0, 0, 0);
                run(code, at + 1, values, found);
            }
        } else if (instruction instanceof ArmInstr.Atomic atomic) {
            for (int what : values.get(atomic.cell())) {
                new ArmTrace(this).atomic(atomic, what, code, at, values, found);
            }
        } else {
            int next = at + 1;
            if (instruction instanceof ArmInstr.Store store) {
                int source = store.value().source();
                write(
                        store.cell(),
                        store.value().of(registers),
                        store.release(),
                        false,
                        store.address(),
                        of(direct, source),
                        of(picked, source),
                        -1,
                        0,
                        0,
                        false);
            } else if (instruction instanceof ArmInstr.Barrier barrier) {
                Event event = new Event(
                        Kind.FENCE,
                        -1,
                        0,
                        Acquire.NONE,
                        false,
                        true,
                        false,
                        barrier.fence(),
                        0,
                        0,
                        ctrl,
                        0,
                        0,
                        pickCtrl,
                        -1,
                        false);
                add(event, 0, 0);
            } else if (instruction instanceof ArmInstr.Skip skip) {
                ctrl |= direct[skip.register()];
                pickCtrl |= picked[skip.register()];
                next += registers[skip.register()] == 0 ? 0 : skip.count();
            } else if (instruction instanceof ArmInstr.Select select) {
                int chosen = registers[select.condition()] == 0 ? select.first() : select.second();
                set(select.to(), registers[chosen], direct[chosen], picked[chosen] | picked[select.condition()]);
            }
            run(code, next, values, found);
        }
    }

    private void atomic(
            ArmInstr.Atomic atomic,
            int old,
            List<ArmInstr> code,
            int at,
            List<Set<Integer>> values,
            List<ArmTrace> found) {
        boolean returns = atomic.to() != ArmInstr.NONE;
        Acquire acquire = returns && atomic.acquire() ? Acquire.SEQUENTIALLY_CONSISTENT : Acquire.NONE;
        int read = read(atomic.cell(), old, acquire, returns, atomic.address());
        boolean compares = atomic.update() == Update.COMPARE;
        int expected = compares ? direct[atomic.expected()] : 0;
        int expectedPicked = compares ? picked[atomic.expected()] : 0;
        boolean stores = atomic.stores(old, registers);
        if (stores) {
            int source = atomic.operand().source();
            write(
                    atomic.cell(),
                    atomic.stored(old, registers),
                    atomic.release(),
                    acquire != Acquire.NONE && atomic.release(),
                    atomic.address(),
                    of(direct, source),
                    of(picked, source) | expectedPicked,
                    read,
                    atomic.update() == Update.MODIFY ? value[read] : 0,
                    atomic.update() == Update.SWAP ? 0 : valuePicked[read],
                    atomic.update() != Update.SWAP);
        }
        if (compares && stores && returns) {
            // The register keeps what it had, which the comparison only picked.
            ArmTrace kept = new ArmTrace(this);
            kept.set(atomic.to(), old, expected, expectedPicked | valuePicked[read]);
            kept.run(code, at + 1, values, found);
        }
        set(atomic.to(), old, value[read], valuePicked[read]);
        run(code, at + 1, values, found);
    }
}
