package org.shootdown.litmus;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.ModelError;

/** A CPU of the test's machine, whose cells hold the codes of {@link Values}. */
final class MachineCpu extends LitmusCpu {
    private final Cpu cpu;
    private final Addresses addresses;
    private final List<Cell> cells;
    private final Values values;

    MachineCpu(Cpu cpu, Addresses addresses, List<Cell> cells, Values values, Map<String, Long> registers) {
        super(registers);
        this.cpu = cpu;
        this.addresses = addresses;
        this.cells = cells;
        this.values = values;
    }

    @Override
    long load(long address) {
        return values.value(cpu.readOnce(cell(address)));
    }

    @Override
    void store(long address, long value) {
        cpu.writeOnce(cell(address), values.code(value));
    }

    @Override
    long readModifyWrite(long address, LongUnaryOperator f) {
        Cell cell = cell(address);
        return values.value(cpu.readModifyWrite(cell, old -> values.code(f.applyAsLong(values.value(old)))));
    }

    @Override
    void lock(long address) {
        cpu.spinLock(cell(address));
    }

    @Override
    void unlock(long address) {
        cpu.spinUnlock(cell(address));
    }

    @Override
    void awaitZero(long address) {
        cpu.awaitUntil(cell(address), code -> values.value(code) == 0);
    }

    @Override
    void waitForEver() {
        cpu.awaitUntil(cells.get(0), code -> false);
    }

    @Override
    void step(Consumer<Cpu> steps) {
        steps.accept(cpu);
    }

    private Cell cell(long address) {
        int index = addresses.indexAt(address);
        if (index < 0) {
            throw new ModelError("P" + cpu.id() + " uses " + address + " as an address, but no location is there");
        }
        return cells.get(index);
    }
}
