package org.shootdown.litmus;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.ModelError;

/** A {@link Cpu} as a litmus test sees it: memory at addresses that hold 64-bit values, and registers by name. */
final class LitmusCpu {
    private final Cpu cpu;
    private final Addresses addresses;
    private final List<Cell> cells;
    private final Values values;
    private final Map<String, Long> registers;

    LitmusCpu(Cpu cpu, Addresses addresses, List<Cell> cells, Values values, Map<String, Long> registers) {
        this.cpu = cpu;
        this.addresses = addresses;
        this.cells = cells;
        this.values = values;
        this.registers = new HashMap<>(registers);
    }

    /** The machine's CPU, for the steps that take no values: barriers, RCU. */
    Cpu machine() {
        return cpu;
    }

    long register(String name) {
        return registers.getOrDefault(name, 0L);
    }

    void setRegister(String name, long value) {
        registers.put(name, value);
    }

    long load(long address) {
        return values.value(cpu.readOnce(cell(address)));
    }

    void store(long address, long value) {
        cpu.writeOnce(cell(address), values.code(value));
    }

    /** A locked instruction; returns the old value. */
    long readModifyWrite(long address, LongUnaryOperator f) {
        Cell cell = cell(address);
        return values.value(cpu.readModifyWrite(cell, old -> values.code(f.applyAsLong(values.value(old)))));
    }

    void lock(long address) {
        cpu.spinLock(cell(address));
    }

    void unlock(long address) {
        cpu.spinUnlock(cell(address));
    }

    private Cell cell(long address) {
        int index = addresses.indexAt(address);
        if (index < 0) {
            throw new ModelError("P" + cpu.id() + " uses " + address + " as an address, but no location is there");
        }
        return cells.get(index);
    }
}
