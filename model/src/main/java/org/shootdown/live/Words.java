package org.shootdown.live;

import org.shootdown.machine.Cell;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;

/**
 * Where everything that the CPUs of a live machine share lies in its memory, and how that starts out. Made once per
 * machine; each execution takes a copy of the initial memory.
 */
final class Words {
    /** In an {@linkplain #attention attention word}: the host has stopped the CPU. */
    static final int STOP = 1;
    /** In an attention word: someone waits for the CPU to be outside any RCU read-side section. */
    static final int QUIESCE = 2;
    /** In an attention word: the number of function calls ever queued is counted in these. */
    static final int CALL = 4;

    /** In a {@linkplain #control control word}: the program has not begun. */
    static final int IDLE = 0;
    /** In a control word: a thread is running the CPU. */
    static final int RUNNING = 1;
    /** In a control word: the CPU stands still in an RCU read-side section. */
    static final int STOPPED_IN_READER = 2;
    /** In a control word: the CPU stands still outside any. */
    static final int STOPPED = 3;
    /** In a control word: the program has ended. */
    static final int ENDED = 4;

    final int shift;
    final int firstGhost;
    final int processors;
    private final int firstControl;
    private final int firstCsd;
    private final int[] initial;

    Words(Machine machine, Layout layout) {
        shift = layout.shift();
        processors = machine.processors().size();
        firstGhost = machine.cells().size();
        firstControl = firstGhost + machine.ghosts().size();
        firstCsd = firstControl + 2 * processors;
        initial = new int[firstCsd + processors * processors + 1 << shift];
        for (Cell cell : machine.cells()) {
            initial[cell.index() << shift] = cell.initial();
        }
        for (Ghost ghost : machine.ghosts()) {
            initial[firstGhost + ghost.index() << shift] = ghost.initial();
        }
        for (Machine.Processor p : machine.processors()) {
            // Nobody needs to run a CPU that does nothing.
            initial[control(p.id())] = p.task() == Program.IDLE ? ENDED : IDLE;
        }
    }

    /** Whether any thread may claim a CPU in this state of control. */
    static boolean isIdle(int control) {
        return control == IDLE || control == ENDED;
    }

    /** Whether a CPU in this state of control is outside any RCU read-side section. */
    static boolean isQuiet(int control) {
        return isIdle(control) || control == STOPPED;
    }

    /** What the call_single_data of the request holds that found its target's attention word to be {@code before}. */
    static int queued(int before) {
        return before & -CALL | 1;
    }

    int[] initial() {
        return initial.clone();
    }

    void reset(int[] memory) {
        System.arraycopy(initial, 0, memory, 0, initial.length);
    }

    /**
     * What others want of CPU {@code cpu}: {@link #STOP}, {@link #QUIESCE}, and a count of function calls in the bits
     * above, whose order is the order of the queue.
     */
    int attention(int cpu) {
        return firstControl + 2 * cpu << shift;
    }

    /** Whether a thread runs CPU {@code cpu}. */
    int control(int cpu) {
        return firstControl + 2 * cpu + 1 << shift;
    }

    /** The call_single_data of {@code sender} for {@code target}: 0 if unlocked, else the request's place in the queue. */
    int csd(int target, int sender) {
        return firstCsd + target * processors + sender << shift;
    }
}
