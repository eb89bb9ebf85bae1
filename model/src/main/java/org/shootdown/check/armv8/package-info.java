/**
 * An exact exploration of multi-threaded programs under Armv8-A: multicopy atomic, as in Pulte, Pichon-Pharabod, Kang,
 * Lee and Hur, "Promising-ARM/RISC-V: a simpler and faster operational concurrency model" (PLDI 2019), which they prove
 * equivalent to the axiomatic model of Arm.
 *
 * <p>Memory is the list of all writes in the order in which they become visible. A thread runs its steps in program
 * order; what it may do early is <em>promise</em> a write: put it into the list before it gets to the store, provided
 * that it can keep the promise ({@link org.shootdown.check.armv8.ThreadRun certification}). What order a thread must keep
 * is in its {@linkplain org.shootdown.check.armv8.ThreadState views}: times that later reads and writes may not go
 * behind. The paper's theorem lets all promises be made first, so {@link org.shootdown.check.armv8.Promising} grows the
 * list, write by write, and for each list runs every thread on its own: threads meet in memory only.
 *
 * <p>Where the paper and the axioms that Arm maintains ({@code aarch64.cat} of herd7, the formal text of B2.3 in the Arm
 * ARM) differ, the axioms count: they judge this package in the tests. Four things are therefore not in the paper:
 *
 * <ul>
 *   <li>The atomics of FEAT_LSE are one step that reads and writes. If one is both acquire and release, its write is
 *       before all that follows: {@code [range([A]; amo; [L])]; po}.
 *   <li>A load-acquire that takes its value from the thread's own atomic or store-exclusive is after the read of that
 *       pair ({@code rmw; lmrs; [A | Q]}). The paper has it after the write, as the axioms of its time did; this is
 *       weaker.
 *   <li>Pick dependencies: what only chose a value (the condition of CSEL, the comparison of CAS) orders later writes, as
 *       a branch does, and no reads. So views are pairs; see {@link org.shootdown.check.armv8.ThreadState}.
 *   <li>The read of an atomic without a result is ordered by no {@code DMB LD} and is no acquire.
 * </ul>
 *
 * <p>A store-exclusive succeeds here only if nobody else wrote the cell since the load-exclusive. {@code aarch64.cat}
 * leaves open whether it may succeed where this thread itself wrote the cell between the two.
 *
 * <p>Programs are given {@linkplain org.shootdown.check.armv8.Step step by step}, each with the loads that it depends
 * on. Where they come from is not this package's business. Not modelled: accesses of mixed sizes, translation,
 * instruction fetch, exceptions.
 */
package org.shootdown.check.armv8;
