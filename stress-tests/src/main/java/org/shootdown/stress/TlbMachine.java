package org.shootdown.stress;

import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;

/** A CPU that uses a page through a TLB of one entry, and another that unmaps the page and frees it. */
final class TlbMachine {
    private static final int MAPPED = 1;

    private TlbMachine() {}

    /** How the translation is dropped before the page is freed. */
    enum Flush {
        NONE,
        /** By an interrupt, in which the CPU drops it itself. */
        IPI,
        /** From outside, as INVLPGB and TLBSYNC do. */
        REMOTE
    }

    static Machine of(Flush flush) {
        Machine.Builder b = Machine.builder("TLB of one entry, flush " + flush);
        b.walkInsideUnlinked("the page is used after it was unmapped");
        Cell pte = b.cell("pte", 1, 1);
        Cell tlb = b.register("tlb", 1, MAPPED);
        Page page = b.page("page", 0);
        b.cpu("user", new User(tlb, page));
        b.cpu("unmap", new Unmap(pte, tlb, page, flush));
        return b.build();
    }

    private record User(Cell tlb, Page page) implements Program {
        @Override
        public void run(Cpu cpu) {
            for (int use = 0; use < IpiMachine.LOOKS; use++) {
                cpu.translate(tlb, MAPPED, page, 0);
            }
        }
    }

    private record Unmap(Cell pte, Cell tlb, Page page, Flush flush) implements Program {
        @Override
        public void run(Cpu cpu) {
            cpu.writeOnce(pte, 0);
            cpu.unlink(page);
            switch (flush) {
                case NONE -> {}
                case IPI -> cpu.callFunctionMany(1, new FlushTlb(tlb), true);
                case REMOTE -> cpu.writeOnce(tlb, 0);
            }
            cpu.free(page);
        }
    }

    private record FlushTlb(Cell tlb) implements IpiFunction {
        @Override
        public void run(Cpu cpu) {
            cpu.writeOnce(tlb, 0);
        }

        @Override
        public Purpose purpose() {
            return Purpose.TLB_FLUSH;
        }
    }
}
