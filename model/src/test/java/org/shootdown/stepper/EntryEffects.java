package org.shootdown.stepper;

import org.shootdown.catalogue.Choice;
import org.shootdown.catalogue.Coordinates;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;
import org.shootdown.machine.Property;
import org.shootdown.machine.Situation;

/**
 * A machine whose programs do something before their first step, as no model of the catalogues does: a callback, which is
 * handed over twice; functions with a step and without one; an NMI. It can fail a condition of its own, too.
 */
final class EntryEffects {
    private EntryEffects() {}

    static Scenario scenario(MemoryModel memory) {
        Choice any = new Choice("entry-effects", "does something before its first step");
        return new Scenario("own", new Coordinates(any, any, any, any, any, memory), false, EntryEffects::machine);
    }

    private record Notes(Ghost seen, Cell done) implements IpiFunction {
        @Override
        public Purpose purpose() {
            return Purpose.OTHER;
        }

        @Override
        public void run(Cpu cpu) {
            cpu.note(seen, 1);
            if (done != null) {
                cpu.writeOnce(done, 1);
            }
        }
    }

    private static Machine machine() {
        Machine.Builder b = Machine.builder("entry effects");
        Cell count = b.cell("count", 3);
        Cell done = b.cell("done", 1);
        Ghost called = b.ghost("called", 1, 0);
        Ghost interrupted = b.ghost("interrupted", 1, 0);
        Ghost nmi = b.ghost("nmi", 1, 0);
        Situation here = b.situation("here");
        Program callback = cpu -> {
            cpu.note(called, 1);
            cpu.addReturn(count, 1);
        };
        b.cpu("CPU 0", cpu -> {
            cpu.writeOnce(done, 0);
            cpu.callRcu(callback);
            cpu.awaitUntil(count, v -> v == 1);
            cpu.callRcu(callback);
            cpu.callFunctionMany(1 << 1, new Notes(interrupted, null), true);
            cpu.callFunctionMany(1 << 1, new Notes(interrupted, done), true);
            cpu.require(cpu.readOnce(done) == 0, Property.ASSERTION, "the function ran");
        });
        b.cpu("CPU 1", cpu -> {
                    cpu.reached(here);
                    cpu.rcuReadLock();
                    cpu.writeOnce(done, 1);
                    cpu.rcuReadUnlock();
                })
                .nmi(
                        cpu -> {
                            cpu.note(nmi, 1);
                            cpu.readOnce(done);
                        },
                        1);
        return b.build();
    }
}
