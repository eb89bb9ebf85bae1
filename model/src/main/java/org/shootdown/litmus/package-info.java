/**
 * Litmus tests as herd7 and its relatives write them. x86 (Intel and AT&amp;T syntax) and the Linux kernel's C become a
 * {@link org.shootdown.machine.Machine}, decided by the same checker as every other model. AArch64 becomes {@linkplain
 * org.shootdown.check.armv8.Step steps} that keep the dependencies of the text, decided under Armv8.
 *
 * <p>The point is an independent judge: thousands of such tests exist, with verdicts that others computed by other
 * means. Results are printed in herd's format, so that scripts which compare herd logs work on them.
 */
package org.shootdown.litmus;
