package org.shootdown.litmus;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import org.shootdown.machine.Cpu;

/**
 * A CPU as the code of a litmus test sees it: memory at addresses that hold 64-bit values, and registers by name. An
 * access to an address where no location is ends the run.
 */
abstract class LitmusCpu {
    private final Map<String, Long> registers;
    private int rcuDepth;

    LitmusCpu(Map<String, Long> registers) {
        this.registers = new HashMap<>(registers);
    }

    final long register(String name) {
        return registers.getOrDefault(name, 0L);
    }

    final void setRegister(String name, long value) {
        registers.put(name, value);
    }

    /** The registers that have a value. */
    final Map<String, Long> registers() {
        return Collections.unmodifiableMap(registers);
    }

    abstract long load(long address);

    abstract void store(long address, long value);

    /** A locked instruction; returns the old value. */
    abstract long readModifyWrite(long address, LongUnaryOperator f);

    /** Waits until the location holds 0 and makes it 1. */
    abstract void lock(long address);

    /** Stores 0. */
    abstract void unlock(long address);

    /** Waits until the location holds 0. */
    abstract void awaitZero(long address);

    /** Waits for what can never come; the execution has no final state. */
    abstract void waitForEver();

    /** Steps of the machine's CPU that neither take nor give a value of the test: a barrier, a grace period. */
    abstract void step(Consumer<Cpu> steps);

    /** {@code rcu_read_lock}: sections nest, and the outermost one counts. */
    final void rcuReadLock() {
        if (rcuDepth++ == 0) {
            step(Cpu::rcuReadLock);
        }
    }

    /** {@code rcu_read_unlock}; without a section it does nothing. */
    final void rcuReadUnlock() {
        if (rcuDepth > 0 && --rcuDepth == 0) {
            step(Cpu::rcuReadUnlock);
        }
    }

    /** {@code synchronize_rcu}: inside a section it waits for itself. */
    final void synchronizeRcu() {
        if (rcuDepth > 0) {
            waitForEver();
        } else {
            step(Cpu::synchronizeRcu);
        }
    }
}
