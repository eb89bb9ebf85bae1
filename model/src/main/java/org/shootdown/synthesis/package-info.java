/**
 * Finds policies rather than judging them: a {@link org.shootdown.synthesis.PolicySpace} says which there are, a {@link
 * org.shootdown.synthesis.Synthesis} decides them, cheapest first, and what stands and is cheapest is the {@link
 * org.shootdown.synthesis.Front}. Read {@code Rule}, then {@code Synthesis}.
 */
@org.jspecify.annotations.NullMarked
package org.shootdown.synthesis;
