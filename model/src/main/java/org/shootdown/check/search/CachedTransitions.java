package org.shootdown.check.search;

import java.util.Arrays;
import org.shootdown.check.store.Hash;
import org.shootdown.check.store.SuccessorList;
import org.shootdown.check.system.Code;
import org.shootdown.check.system.Footprints;
import org.shootdown.check.system.Mover;
import org.shootdown.check.system.Transition;
import org.shootdown.check.system.TransitionSystem;
import org.shootdown.check.system.Transitions;

/** The transitions of one mover by the footprint they depend on; see {@link CachedExpander}. */
final class CachedTransitions implements Transitions.Sink {
    private static final int FIRST_SLOTS = 1 << 6;
    private static final int MAX_SLOTS = 1 << 17;
    private static final int COUNT_BITS = 16;
    private static final int COUNT = (1 << COUNT_BITS) - 1;
    /** In a slot's last word: some of its transitions have flags. */
    private static final long FLAGGED = 1L << 63;
    /** In a transition's flags: it ends the execution. */
    private static final long ENDS = 1L << 63;

    private final int words;
    private final Mover mover;
    private final Transitions uncached;
    /** Where in a state the field is that holds the node of the mover's program. */
    private final int controlWord;

    private final int controlShift;
    private final int controlMask;
    /** For each node the mask of the state's bits that the transitions depend on, {@code words} long. */
    private final long[] footprint;

    /**
     * A hash table with open addressing. A slot is a key, which is a state under the mask of its node, and one word that says
     * where its transitions are: the number of the first, how many, and whether some have flags.
     */
    private long[] slots;

    private int mask;
    private int used;
    /** For each transition the bits it keeps and those it sets. */
    private long[] moves = new long[64];
    /** For each transition what it violates (8 bits), what it reaches, and whether it ends the execution. */
    private long[] flags = new long[64];

    private int transitions;
    private long flaggedNow;
    private final long[] oneState;

    CachedTransitions(TransitionSystem ts, Mover mover, Footprints footprints, Transitions uncached) {
        this.words = ts.words();
        this.mover = mover;
        this.uncached = uncached;
        Code code = mover.code();
        controlWord = code == null ? 0 : ts.layout.wordOf(code.field);
        controlShift = code == null ? 0 : ts.layout.shiftOf(code.field);
        controlMask = code == null ? 0 : ts.layout.maskOf(code.field);
        int nodes = code == null ? 1 : code.size();
        footprint = new long[nodes * words];
        for (int n = 0; n < nodes; n++) {
            System.arraycopy(footprints.of(mover, n), 0, footprint, n * words, words);
        }
        oneState = new long[words];
        forget();
    }

    /** Where the transitions of a state of one word are, to be handed to {@link #append}. */
    long findWord(long state) {
        long key = state & footprint[(int) (state >>> controlShift) & controlMask];
        long[] in = slots;
        int slot = (int) (Hash.of(key) >>> 40) & mask;
        while (in[2 * slot] != key) {
            if (in[2 * slot] == 0) {
                oneState[0] = state;
                slot = learn(oneState, 0, new long[] {key});
                in = slots;
                break;
            }
            slot = slot + 1 & mask;
        }
        return in[2 * slot + 1];
    }

    /** Where the transitions of a state of any number of words are, to be handed to {@link #append}. */
    long find(long[] states, int offset) {
        if (words == 1) {
            return findWord(states[offset]);
        }
        int bits = ((int) (states[offset + controlWord] >>> controlShift) & controlMask) * words;
        long hash = 0;
        for (int w = 0; w < words; w++) {
            hash = Hash.of(hash ^ states[offset + w] & footprint[bits + w]);
        }
        int slot = (int) (hash >>> 40) & mask;
        while (!holds(slot, states, offset, bits)) {
            if (slots[slot * (words + 1)] == 0) {
                long[] key = new long[words];
                for (int w = 0; w < words; w++) {
                    key[w] = states[offset + w] & footprint[bits + w];
                }
                slot = learn(states, offset, key);
                break;
            }
            slot = slot + 1 & mask;
        }
        return slots[slot * (words + 1) + words];
    }

    /** How many transitions there are, those without a successor included. */
    static int count(long where) {
        return (int) where & COUNT;
    }

    /** Whether one of the transitions ends the execution. */
    boolean ends(long where) {
        boolean ends = false;
        if (where < 0) {
            int first = (int) ((where & ~FLAGGED) >>> COUNT_BITS);
            for (int t = first; t < first + count(where); t++) {
                ends |= (flags[t] & ENDS) != 0;
            }
        }
        return ends;
    }

    /** Appends the successors of a state of one word to {@code out}. */
    void appendWord(long state, long where, SuccessorList out) {
        if (where < 0) {
            oneState[0] = state;
            append(oneState, 0, where, out);
            return;
        }
        int n = (int) where & COUNT;
        long[] into = out.room(n);
        int at = out.size();
        int move = (int) (where >>> COUNT_BITS) * 2;
        for (int end = move + 2 * n; move < end; move += 2) {
            into[at++] = state & moves[move] | moves[move + 1];
        }
        out.added(n);
    }

    private boolean holds(int slot, long[] states, int offset, int bits) {
        int at = slot * (words + 1);
        for (int w = 0; w < words; w++) {
            if (slots[at + w] != (states[offset + w] & footprint[bits + w])) {
                return false;
            }
        }
        return true;
    }

    /** Appends the successors of a state to {@code out}, and notes there what the transitions do. */
    void append(long[] states, int offset, long where, SuccessorList out) {
        int first = (int) ((where & ~FLAGGED) >>> COUNT_BITS);
        int n = (int) where & COUNT;
        long[] into = out.room(n);
        for (int t = first; t < first + n; t++) {
            if (where < 0) {
                long flag = flags[t];
                out.violated |= (int) flag & 0xFF;
                out.reached |= (int) (flag >>> 8) & Integer.MAX_VALUE;
                if ((flag & ENDS) != 0) {
                    continue;
                }
            }
            int at = out.size() * words;
            int move = t * 2 * words;
            for (int w = 0; w < words; w++) {
                into[at + w] = states[offset + w] & moves[move + w] | moves[move + words + w];
            }
            out.added(1);
        }
    }

    /** Asks for the transitions at a footprint not seen before, and returns the slot that now holds them. */
    private int learn(long[] states, int offset, long[] key) {
        if (used * 2 > mask) {
            if (mask + 1 < MAX_SLOTS) {
                rehash();
            } else {
                // A cache that outgrows its use starts afresh; what it forgets it can ask for again.
                forget();
            }
        }
        int first = transitions;
        flaggedNow = 0;
        uncached.load(states, offset);
        int count = uncached.of(mover, this);
        int slot = freeSlot(key, 0);
        System.arraycopy(key, 0, slots, slot * (words + 1), words);
        slots[slot * (words + 1) + words] = (long) first << COUNT_BITS | count | flaggedNow;
        used++;
        return slot;
    }

    private int freeSlot(long[] keys, int at) {
        long hash = 0;
        for (int w = 0; w < words; w++) {
            hash = Hash.of(hash ^ keys[at + w]);
        }
        int slot = (int) (hash >>> 40) & mask;
        while (slots[slot * (words + 1)] != 0) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void forget() {
        slots = new long[FIRST_SLOTS * (words + 1)];
        mask = FIRST_SLOTS - 1;
        used = 0;
        transitions = 0;
    }

    private void rehash() {
        long[] old = slots;
        mask = mask * 2 + 1;
        slots = new long[(mask + 1) * (words + 1)];
        for (int at = 0; at < old.length; at += words + 1) {
            if (old[at] != 0) {
                int slot = freeSlot(old, at);
                System.arraycopy(old, at, slots, slot * (words + 1), words + 1);
            }
        }
    }

    @Override
    public void accept(Transition transition) {
        int t = transitions++;
        if (transitions > flags.length) {
            flags = Arrays.copyOf(flags, flags.length * 2);
        }
        if (transitions * 2 * words > moves.length) {
            moves = Arrays.copyOf(moves, Math.max(moves.length * 2, transitions * 2 * words));
        }
        long[] written = new long[words];
        transition.addWritten(written);
        for (int w = 0; w < words; w++) {
            moves[t * 2 * words + w] = ~written[w];
            moves[t * 2 * words + words + w] = transition.next[w] & written[w];
        }
        flags[t] = transition.violated | (long) transition.reached << 8 | (transition.broken == null ? 0 : ENDS);
        if (flags[t] != 0) {
            flaggedNow = FLAGGED;
        }
    }
}
