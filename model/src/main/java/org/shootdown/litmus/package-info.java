/**
 * Litmus tests as herd7 and its relatives write them: a reader for x86 (Intel and AT&amp;T syntax) and for the Linux
 * kernel's C, compiled to a {@link org.shootdown.machine.Machine} and decided by the same checker as every other model.
 *
 * <p>The point is an independent judge: thousands of such tests exist, with verdicts that others computed by other
 * means. Results are printed in herd's format, so that scripts which compare herd logs work on them.
 */
package org.shootdown.litmus;
