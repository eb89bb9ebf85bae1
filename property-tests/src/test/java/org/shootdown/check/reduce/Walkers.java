package org.shootdown.check.reduce;

import java.util.ArrayList;
import java.util.List;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Page;
import org.shootdown.machine.Situation;

/**
 * A machine of CPUs that do the same, each with a cell of its own, and of watchers that name them: one after the other,
 * in some order, all or a few. Data, which jqwik generates and shrinks.
 *
 * @param count how many walkers, from 2
 * @param walker what each of them does
 * @param handler what each of them does when it is interrupted
 * @param watchers what the others do; the first may be interrupted by the second
 * @param observed whether the shared cells are part of an outcome
 */
record Walkers(int count, List<Step> walker, List<Step> handler, List<List<Watch>> watchers, boolean observed) {

    /** A walker's step. */
    sealed interface Step {}

    /** Stores to its own cell. */
    record SetOwn(int value) implements Step {}

    /** Stores what it read last to its own cell. */
    record CopyToOwn() implements Step {}

    record AwaitOwn(int value) implements Step {}

    record Load(int cell) implements Step {}

    record Store(int cell, int value) implements Step {}

    /** An atomic exchange on a shared cell. */
    record Exchange(int cell, int value) implements Step {}

    /** Looks at the table if what it read last is not 0. */
    record Look() implements Step {}

    record Fence() implements Step {}

    record IrqOff(List<Step> body) implements Step {}

    record Twice(List<Step> body) implements Step {}

    /** A watcher's step. */
    sealed interface Watch {}

    /** Interrupts walkers one after the other. */
    record Send(List<Integer> order) implements Watch {}

    /** Waits until they have served that. */
    record AwaitIpis(List<Integer> order) implements Watch {}

    /** Waits for the own cell of one after the other. */
    record AwaitOwns(List<Integer> order, int value) implements Watch {}

    /** Reads the own cell of one after the other, and has seen something if they all hold the value. */
    record ReadOwns(List<Integer> order, int value) implements Watch {}

    /** Stores to the own cell of a walker. */
    record WriteOwn(int walker, int value) implements Watch {}

    record Write(int cell, int value) implements Watch {}

    record ReadAndTouch(int cell) implements Watch {}

    record Barrier() implements Watch {}

    record Repurpose() implements Watch {}

    /** Interrupts the watcher before it, if there is one. */
    record Poke() implements Watch {}

    /** Shared cells. */
    static final int SHARED = 2;

    /** What the steps act on. */
    private record Parts(List<Cell> shared, List<Cell> own, Page table, Situation seen, IpiFunction handler) {}

    Machine machine() {
        Machine.Builder b = Machine.builder("walkers");
        List<Cell> shared = new ArrayList<>();
        for (int c = 0; c < SHARED; c++) {
            shared.add(b.cell("shared " + c, 1, 1));
        }
        List<Cell> own = new ArrayList<>();
        for (int w = 0; w < count; w++) {
            own.add(b.cell("own " + w, 1));
        }
        Page table = b.page("table", 0);
        b.walkInsideUnlinked("inside");
        Situation seen = b.situation("seen");
        Parts parts = new Parts(shared, own, table, seen, new Handler(handler, shared, own, table));
        for (int w = 0; w < count; w++) {
            int self = w;
            b.cpu("walker " + w, cpu -> run(walker, cpu, shared, own.get(self), table));
        }
        for (int i = 0; i < watchers.size(); i++) {
            int before = i == 0 ? -1 : count + i - 1;
            List<Watch> program = watchers.get(i);
            b.cpu("watcher " + i, cpu -> program.forEach(step -> watch(step, cpu, parts, before)));
        }
        if (observed) {
            shared.forEach(b::observe);
        }
        return b.build();
    }

    private record Handler(List<Step> body, List<Cell> shared, List<Cell> own, Page table) implements IpiFunction {
        @Override
        public void run(Cpu cpu) {
            if (cpu.id() < own.size()) {
                Walkers.run(body, cpu, shared, own.get(cpu.id()), table);
            }
        }

        @Override
        public Purpose purpose() {
            return Purpose.TABLE_SYNC;
        }

        @Override
        public String title() {
            return "handler";
        }
    }

    private static void run(List<Step> body, Cpu cpu, List<Cell> shared, Cell own, Page table) {
        int[] last = {0};
        body.forEach(step -> run(step, cpu, shared, own, table, last));
    }

    private static void run(Step step, Cpu cpu, List<Cell> shared, Cell own, Page table, int[] last) {
        if (step instanceof SetOwn set) {
            cpu.writeOnce(own, set.value());
        } else if (step instanceof CopyToOwn) {
            cpu.writeOnce(own, last[0]);
        } else if (step instanceof AwaitOwn await) {
            cpu.awaitUntil(own, value -> value == await.value());
        } else if (step instanceof Load load) {
            last[0] = cpu.readOnce(shared.get(load.cell()));
        } else if (step instanceof Store store) {
            cpu.writeOnce(shared.get(store.cell()), store.value());
        } else if (step instanceof Exchange exchange) {
            last[0] = cpu.xchg(shared.get(exchange.cell()), exchange.value());
        } else if (step instanceof Look) {
            if (last[0] != 0) {
                cpu.touch(table, 0, org.shootdown.machine.Walk.SOFTWARE);
            }
        } else if (step instanceof Fence) {
            cpu.smpMb();
        } else if (step instanceof IrqOff off) {
            int flags = cpu.irqSave();
            off.body().forEach(inside -> run(inside, cpu, shared, own, table, last));
            cpu.irqRestore(flags);
        } else if (step instanceof Twice twice) {
            for (int round = 0; round < 2; round++) {
                twice.body().forEach(inside -> run(inside, cpu, shared, own, table, last));
            }
        }
    }

    private void watch(Watch step, Cpu cpu, Parts p, int before) {
        if (step instanceof Send send) {
            among(send.order()).forEach(w -> cpu.sendIpi(w, p.handler()));
        } else if (step instanceof AwaitIpis await) {
            among(await.order()).forEach(cpu::awaitIpi);
        } else if (step instanceof AwaitOwns await) {
            among(await.order()).forEach(w -> cpu.awaitUntil(p.own().get(w), value -> value == await.value()));
        } else if (step instanceof ReadOwns read) {
            boolean all = true;
            for (int w : among(read.order())) {
                all &= cpu.readOnce(p.own().get(w)) == read.value();
            }
            if (all && !read.order().isEmpty()) {
                cpu.reached(p.seen());
            }
        } else if (step instanceof WriteOwn write) {
            cpu.writeOnce(p.own().get(write.walker() % count), write.value());
        } else if (step instanceof Write write) {
            cpu.writeOnce(p.shared().get(write.cell()), write.value());
        } else if (step instanceof ReadAndTouch read) {
            if (cpu.readOnce(p.shared().get(read.cell())) != 0) {
                cpu.touch(p.table(), 0, org.shootdown.machine.Walk.SOFTWARE);
            }
        } else if (step instanceof Barrier) {
            cpu.smpMb();
        } else if (step instanceof Repurpose) {
            cpu.repurpose(p.table());
        } else if (step instanceof Poke && before >= 0) {
            cpu.sendIpi(before, p.handler());
        }
    }

    private List<Integer> among(List<Integer> order) {
        return order.stream().filter(w -> w < count).toList();
    }
}
