/**
 * The rules for the synchronisation with lockless walkers, one small class per rule: mainline's, those of every version
 * of the patch series, and those proposed beside it.
 */
package org.shootdown.kernel.policy;
