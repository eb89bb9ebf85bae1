/**
 * Deciding scenarios: many at once, those with equal machines only once; counterexamples; what each synchronising step is
 * needed for.
 */
package org.shootdown.decide;
