package org.shootdown.synthesis;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shootdown.machine.Property;

/**
 * What is known of a candidate on one backend.
 *
 * @param candidate its id
 * @param backend the backend's id
 * @param standing how it stands
 * @param killers the cells that it breaks, without the rule's name, each with what it breaks: one where mainline's broadcast is
 *     SAFE, which ends the matter, or all those where broadcast is not SAFE either
 * @param coveredBy the candidate that is no dearer and SAFE, from which it follows that this one is
 */
public record Ruling(
        String candidate,
        String backend,
        Standing standing,
        List<Killer> killers,
        @Nullable String coveredBy) {
    /** How a candidate stands. */
    public enum Standing {
        /** Breaks where broadcast is SAFE. */
        KILLED,
        /** SAFE wherever broadcast is, and breaks elsewhere. */
        AS_SAFE_AS_BROADCAST,
        /** SAFE in every cell. */
        SAFE,
        /** A step stronger than one that stands, and no cheaper: nothing was decided. */
        COVERED,
        /** Not decided: a limit, a cell that is VACUOUS, or no cell at all. */
        OPEN
    }

    /** A cell that is broken, and what breaks. */
    public record Killer(String cell, Property property) {}

    public Ruling {
        killers = List.copyOf(killers);
    }

    /** Whether it was decided and stands. */
    public boolean stands() {
        return standing == Standing.SAFE || standing == Standing.AS_SAFE_AS_BROADCAST;
    }
}
