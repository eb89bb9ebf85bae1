package org.shootdown.property.tiny;

import java.util.List;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;

/** One run of a generated program on a CPU. */
final class Frame {
    final TinyModel model;
    final TinyModel.Parts parts;
    final Cpu cpu;
    final int[] r = new int[Instr.REGISTERS];

    Frame(TinyModel model, TinyModel.Parts parts, Cpu cpu) {
        this.model = model;
        this.parts = parts;
        this.cpu = cpu;
    }

    Cell cell(int number) {
        return parts.cells().get(number);
    }

    void run(List<Instr> body) {
        body.forEach(instr -> instr.run(this));
    }
}
