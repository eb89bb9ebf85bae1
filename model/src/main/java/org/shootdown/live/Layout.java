package org.shootdown.live;

/** How far apart the words of a live machine lie. */
public enum Layout {
    /** Side by side: a machine is a few cache lines, so that millions a second can be made and thrown away. */
    DENSE(0),
    /** Each in two cache lines of its own, so that only CPUs that share a word contend for it. */
    PADDED(5);

    private final int shift;

    Layout(int shift) {
        this.shift = shift;
    }

    /** The distance between two words, as a power of two, in ints. */
    int shift() {
        return shift;
    }
}
