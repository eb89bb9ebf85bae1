/**
 * Takes one synchronising step out of a model, to see what would break without it. Works on the calls that programs make
 * on their {@link org.shootdown.machine.Cpu}, so no model is written twice.
 */
package org.shootdown.check.necessity;
