/**
 * The front door of the checker: {@link org.shootdown.check.Checker} decides a machine. What one asks for is in {@code
 * check.options}, what one gets in {@code check.result}; everything else below is internal.
 *
 * <p>To read it, follow a machine through it: {@code check.unfold} makes automata of its programs, {@code check.system}
 * a transition system of these, {@code check.search} explores that, with what {@code check.reduce} leaves out, and keeps
 * states in {@code check.store}.
 */
package org.shootdown.check;
