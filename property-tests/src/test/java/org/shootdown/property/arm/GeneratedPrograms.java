package org.shootdown.property.arm;

import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** How the engine does on a draw of programs. */
public final class GeneratedPrograms {

    private GeneratedPrograms() {}

    /** The number of the first program whose outcomes differ from those expected, or -1; failing differs too. */
    public static int firstDifference(long seed, List<Set<List<Integer>>> expected) {
        Iterator<Set<List<Integer>>> outcomes = expected.iterator();
        int number = 0;
        for (ArmTiny program : ArmTinyPrograms.draw(seed, expected.size())) {
            try {
                if (!ArmSteps.outcomes(program).equals(outcomes.next())) {
                    return number;
                }
            } catch (RuntimeException e) {
                return number;
            }
            number++;
        }
        return -1;
    }
}
