/**
 * The modelled kernel: Linux 7.0 on x86-64, as far as page tables, TLB flushes and lockless walkers go. One class or
 * method per kernel function, each naming the file it is defined in; steps keep the kernel's order, and what is left
 * out is said where it is left out.
 *
 * <p>{@link org.shootdown.kernel.Kernel} holds the shared state; {@code mm} has the walkers and the operations on page
 * tables, {@code tlb} the TLB flush and the context switch, {@code backend} the ways a flush reaches other CPUs, and
 * {@code policy} the rules for the synchronisation with walkers that follows it; {@code boot} is how those rules come
 * into force. {@code history} has bugs that Linux had, before and after their fix, and {@code misuse} callers that break
 * the rules.
 */
package org.shootdown.kernel;
