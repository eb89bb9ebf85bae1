/** Lockless walkers, and what is done to page tables under them: mm/gup.c, mm/mmu_gather.c, mm/hugetlb.c and others. */
package org.shootdown.kernel.mm;
