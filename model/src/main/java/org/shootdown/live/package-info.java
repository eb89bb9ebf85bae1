/**
 * The live machine: the programs of a {@link org.shootdown.machine.Machine} on real threads, one thread per CPU, so
 * that silicon can contradict the explorer. Nothing here may order memory more than the modelled kernel does: a barrier
 * that a model lacks must stay missing.
 *
 * <h2>What each primitive becomes</h2>
 *
 * <table>
 * <caption>Kernel primitives and their access modes. In HotSpot an opaque access is a plain instruction that the
 * compiler moves across no other opaque access, which is what {@code volatile} gives the kernel.</caption>
 * <tr><th>kernel</th><th>live machine</th><th>on x86</th></tr>
 * <tr><td>{@code READ_ONCE}, {@code smp_cond_load_relaxed}</td><td>{@code getOpaque}</td><td>mov</td></tr>
 * <tr><td>{@code WRITE_ONCE}</td><td>{@code setOpaque}</td><td>mov</td></tr>
 * <tr><td>{@code smp_load_acquire}</td><td>{@code getAcquire}</td><td>mov</td></tr>
 * <tr><td>{@code smp_store_release}, {@code spin_unlock}</td><td>{@code setRelease}</td><td>mov</td></tr>
 * <tr><td>{@code xchg}</td><td>{@code getAndSet}</td><td>xchg</td></tr>
 * <tr><td>{@code cmpxchg}, {@code spin_lock}</td><td>{@code compareAndExchange}</td><td>lock cmpxchg</td></tr>
 * <tr><td>{@code atomic_add_return}</td><td>{@code getAndAdd}</td><td>lock xadd</td></tr>
 * <tr><td>{@code set_bit}, {@code clear_bit}</td><td>{@code getAndBitwiseOr}, {@code getAndBitwiseAnd}</td>
 *     <td>lock cmpxchg</td></tr>
 * <tr><td>any other atomic</td><td>{@code compareAndExchange}, until it succeeds</td><td>lock cmpxchg</td></tr>
 * <tr><td>{@code smp_mb}</td><td>{@code fullFence}</td><td>lock addl, as in the kernel</td></tr>
 * <tr><td>{@code smp_rmb}</td><td>{@code loadLoadFence}</td><td>nothing</td></tr>
 * <tr><td>{@code smp_wmb}</td><td>{@code storeStoreFence}</td><td>nothing</td></tr>
 * <tr><td>load of a hardware register</td><td>{@code getOpaque}</td><td>mov</td></tr>
 * <tr><td>store to a hardware register, store by the host or the hardware walker</td>
 *     <td>{@code setOpaque}, {@code fullFence}</td><td>mov, lock addl; MOV to CR3 and INVLPG serialise too</td></tr>
 * <tr><td>ghost state, whoever accesses it</td><td>{@code getOpaque}, {@code setOpaque}</td><td>mov</td></tr>
 * </table>
 *
 * <h2>What interrupts a CPU</h2>
 *
 * A CPU looks, by one opaque load before each step and in each turn of a wait, at one word of its own. Only if something
 * is there does it do more: it runs the functions that other CPUs called on it if its interrupts are on, oldest first,
 * reports a quiescent state to RCU if it is not in a read-side section, and stands still if its host stopped it. Taking
 * an interrupt and returning from it are full fences, as they are serialising in hardware; looking and finding nothing
 * orders nothing. NMIs arrive at random steps.
 *
 * <p>A CPU whose program has not begun, or has ended, has nothing to be interrupted in: whoever has called a function on it
 * and waits, for that or for anything else, claims it and runs its handlers in its stead. So a CPU need not stay until
 * the others have finished, programs may run one after the other on a single thread, and the only ordering this adds
 * lies before a program's first step.
 *
 * <h2>How ghost state is judged</h2>
 *
 * A look at a page is a load of the cell and then one of the page's ghost. Between the two the page may be freed, so a
 * look that was in time can be judged as late. In a protocol that works this cannot happen, since both loads lie in the
 * section that whoever frees the page has waited for; where it happens, the same look a moment later would have been
 * late. A use through a cached translation has no such section, for the hardware waits for nobody: there the entry is
 * loaded once more after a page that is not live, and if it has lost the translation, the look is made anew. The store of a ghost comes after the store that it belongs to, and both may wait in one store buffer, so a
 * violation can be missed but not made up. One case is left to the model's author: a freed or repurposed page that is
 * linked again must be made live by a step before the store that links it.
 *
 * <p>A failed {@link org.shootdown.machine.Cpu#require} ends the program of its CPU; the other CPUs go on, where the
 * explorer ends the execution.
 */
package org.shootdown.live;
