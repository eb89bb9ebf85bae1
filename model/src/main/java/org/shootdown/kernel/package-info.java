/**
 * The modelled kernel: Linux 7.0 on x86-64, as far as page tables, TLB flushes and lockless walkers go. One class or
 * method per kernel function, each naming the file it is defined in; steps keep the kernel's order, and what is left
 * out is said where it is left out.
 *
 * <p>{@link org.shootdown.kernel.Kernel} holds the shared state, and the interfaces beside it say what a policy and a
 * backend are: this package imports none of those below. In the order of imports, each knowing only those before it:
 * {@code tlb} has x86's TLB flush and context switch, {@code backend} the ways a flush reaches other CPUs, {@code boot}
 * how a policy comes into force, {@code policy} the rules for the synchronisation with walkers, {@code mm} the walkers and
 * the operations on page tables, {@code misuse} callers that break the rules, and {@code history} bugs that Linux had,
 * before and after their fix.
 */
package org.shootdown.kernel;
