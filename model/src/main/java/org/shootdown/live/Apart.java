package org.shootdown.live;

/** Keeps what a CPU's own thread writes at every other step off the cache line that the others look at. */
@SuppressWarnings("unused")
abstract class Apart extends Vcpu {
    private long p0, p1, p2, p3, p4, p5, p6, p7;

    Apart(int id, Interruptible[] cpus) {
        super(id, cpus);
    }
}
