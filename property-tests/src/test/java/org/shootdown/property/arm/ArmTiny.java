package org.shootdown.property.arm;

import java.util.List;

/** A generated Armv8 program. All cells and registers start as 0; an outcome is every cell and every register. */
record ArmTiny(List<List<ArmInstr>> threads) {
    static final int CELLS = 5;
    static final int REGISTERS = 4;

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < threads.size(); i++) {
            text.append("\nP").append(i).append(":");
            threads.get(i).forEach(instruction -> text.append("\n  ").append(instruction));
        }
        return text.append('\n').toString();
    }
}
