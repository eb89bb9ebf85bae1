/** TLB flushes and context switches of x86: arch/x86/mm/tlb.c, and the order in which kernel/sched calls it. */
package org.shootdown.kernel.tlb;
