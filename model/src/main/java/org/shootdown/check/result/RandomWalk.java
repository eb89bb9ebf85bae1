package org.shootdown.check.result;

import java.util.List;
import java.util.Set;
import org.shootdown.machine.Property;

/**
 * One execution of a machine, chosen step by step: the third way to run programs, for machines too large to explore and
 * for tests that shrink what they find. It says nothing about the executions not taken.
 *
 * @param schedule the choices made, by which the same execution can be replayed
 * @param broken what its last step breaks, or what the state it ends in does; empty if nothing
 * @param outcome the final values of the observed cells and ghosts; {@code null} if something was broken
 */
public record RandomWalk(Schedule schedule, Set<Property> broken, List<Integer> outcome) {}
