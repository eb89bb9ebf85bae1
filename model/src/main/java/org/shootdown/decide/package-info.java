/**
 * Deciding scenarios: many at once, those with equal machines only once; counterexamples; what each synchronising step is
 * needed for.
 *
 * <p>Where to begin: {@link org.shootdown.decide.CellResult} and its {@link org.shootdown.decide.Answer}, then {@link
 * org.shootdown.decide.Matrix}.
 */
package org.shootdown.decide;
