package org.shootdown.stress.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Control;
import org.shootdown.kernel.policy.TableSync;
import org.shootdown.live.LiveMachine;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.stress.IpiMachine;

/**
 * What does it cost that the live machine runs programs written against the contract? A walk with interrupts off and a
 * sync by IPI, as {@link ByHand} has them written out with VarHandles; the table is linked again afterwards, so that it
 * goes on.
 *
 * <p>A sample on two threads is a walk and a sync that set out together, as the actors of a stress test do. What it costs
 * depends on how far apart the host has put the two CPUs, and a hypervisor changes that from one second to the next; so
 * the kinds take turns, and the result is the time spent on either. On one thread, one after the other, no cache line
 * moves, and what is left is the price of the instructions.
 *
 * <p>By hand there are two: the plain spin loop, which pauses in each turn of the wait, and one that does as the live
 * machine and goes on at once where it served the idle walker itself.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Group)
public class WalkAndSync {
    private static final int TURNS_PER_YIELD = 1_000;

    /** So many samples of one kind before as many of the next: 1 ms or less. */
    private static final int BATCH = 5_000;

    private static final int LIVE = 0;
    private static final int BY_HAND = 1;
    private static final int KINDS = 3;

    private final LiveMachine live = new LiveMachine(new LiveMachine.Blueprint(machine()));
    private final ByHand byHand = new ByHand(true);
    private final ByHand byHandAtOnce = new ByHand(false);

    private final AtomicLong walker = new AtomicLong();
    private final AtomicLong unlinker = new AtomicLong();

    private static Machine machine() {
        Machine.Builder b = Machine.builder("walk and sync");
        Cell pmd = b.cell("pmd", 1, 1);
        Cell pte = b.cell("pte", 1, 1);
        Page table = b.page("table", 0);
        b.cpu("walker", new IpiMachine.Walker(pmd, table, pte));
        b.cpu("unlinker", new Unlinker(pmd, table));
        return b.build();
    }

    private record Unlinker(Cell pmd, Page table) implements Program {
        private static final IpiFunction SYNC = new TableSync();

        @Override
        public void run(Cpu cpu) {
            cpu.writeOnce(pmd, 0);
            cpu.unlink(table);
            cpu.sendIpi(0, SYNC);
            cpu.awaitIpi(0);
            cpu.free(table);
            cpu.relink(table);
            cpu.writeOnce(pmd, 1);
        }
    }

    @Setup(Level.Iteration)
    public void setUp() {
        walker.set(0);
        unlinker.set(0);
    }

    /** Waits until the other side has come as far, so that both set out on a sample together. Returns its number. */
    private static long meet(AtomicLong own, AtomicLong other, Control control) {
        long sample = own.incrementAndGet();
        for (int turn = 1; other.getAcquire() < sample && !control.stopMeasurement; turn++) {
            if (turn % TURNS_PER_YIELD == 0) {
                Thread.yield();
            } else {
                Thread.onSpinWait();
            }
        }
        return sample;
    }

    @Benchmark
    @Group("oneThread")
    @OperationsPerInvocation(KINDS * BATCH)
    public void walkThenSync(Spent spent) {
        long start = System.nanoTime();
        liveSamples();
        long live = System.nanoTime();
        samples(byHand);
        long byHand = System.nanoTime();
        samples(byHandAtOnce);
        spent.nanosLive += live - start;
        spent.nanosByHand += byHand - live;
        spent.nanosByHandAtOnce += System.nanoTime() - byHand;
    }

    private void liveSamples() {
        for (int i = 0; i < BATCH; i++) {
            live.run(0);
            live.run(1);
        }
    }

    private static void samples(ByHand byHand) {
        for (int i = 0; i < BATCH; i++) {
            byHand.walk();
            byHand.sync();
        }
    }

    @Benchmark
    @Group("twoThreads")
    public void walk(Control control, Spent spent) {
        long sample = meet(walker, unlinker, control);
        spent.upTo(sample);
        switch (kind(sample)) {
            case LIVE -> live.run(0);
            case BY_HAND -> byHand.walk();
            default -> byHandAtOnce.walk();
        }
    }

    @Benchmark
    @Group("twoThreads")
    public void sync(Control control) {
        switch (kind(meet(unlinker, walker, control))) {
            case LIVE -> live.run(1);
            case BY_HAND -> byHand.sync();
            default -> byHandAtOnce.sync();
        }
    }

    private static int kind(long sample) {
        return (int) (sample / BATCH % KINDS);
    }

    /** The time that a thread spent on samples of either kind, in nanoseconds. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Spent {
        public long nanosByHand;
        public long nanosByHandAtOnce;
        public long nanosLive;

        private long last;

        @Setup(Level.Iteration)
        public void setUp() {
            last = 0;
        }

        void upTo(long sample) {
            if (sample % BATCH == 0) {
                long now = System.nanoTime();
                long spent = last == 0 ? 0 : now - last;
                switch (kind(sample - 1)) {
                    case LIVE -> nanosLive += spent;
                    case BY_HAND -> nanosByHand += spent;
                    default -> nanosByHandAtOnce += spent;
                }
                last = now;
            }
        }
    }
}
