/** What {@code flush_tlb_multi} is on each kind of machine, and what its return says about the other CPUs. */
package org.shootdown.kernel.backend;
