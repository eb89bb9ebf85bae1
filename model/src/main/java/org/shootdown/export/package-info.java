/**
 * Machines written down for other model checkers: SPIN (Promela) and TLC (TLA+).
 *
 * <p>The programs' automata are finite, and so is everything around them, so a machine under a memory model is a finite
 * set of guarded commands over a handful of variables. {@link org.shootdown.export.Encoder} makes these from the
 * unfolded programs, without a look at the project's own search: the two have only the automata in common, so that a
 * wrong rule for store buffers, interrupts or grace periods in one of them shows as a different number of states.
 */
package org.shootdown.export;
