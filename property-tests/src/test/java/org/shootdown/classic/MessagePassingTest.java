package org.shootdown.classic;

import static org.shootdown.check.options.MemoryModel.SC;
import static org.shootdown.check.options.MemoryModel.TSO;

import org.junit.jupiter.api.Test;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;

/**
 * MP: one CPU stores a message and then a flag, the other loads the flag and then the message. Can it see the flag
 * without the message?
 *
 * <p>Never under SC, and never under TSO either: buffers are first in, first out, and loads are made in order. The
 * kernel needs smp_wmb and smp_rmb, or release and acquire, for weaker machines; here they change nothing.
 */
class MessagePassingTest {
    private static final String NO_FLAG_WITHOUT_MESSAGE = "00 01 11";

    private interface Send {
        void send(Cpu cpu, Cell message, Cell flag);
    }

    private interface Receive {
        void receive(Cpu cpu, Cell message, Cell flag, Ghost sawFlag, Ghost sawMessage);
    }

    private static Shape mp(Send send, Receive receive) {
        Shape shape = new Shape("MP");
        Cell message = shape.location("message");
        Cell flag = shape.location("flag");
        Ghost sawFlag = shape.register("1:flag");
        Ghost sawMessage = shape.register("1:message");
        return shape.cpu(cpu -> send.send(cpu, message, flag))
                .cpu(cpu -> receive.receive(cpu, message, flag, sawFlag, sawMessage));
    }

    private static void load(Cpu cpu, Cell message, Cell flag, Ghost sawFlag, Ghost sawMessage) {
        cpu.note(sawFlag, cpu.readOnce(flag));
        cpu.note(sawMessage, cpu.readOnce(message));
    }

    @Test
    void plain() {
        mp(
                        (cpu, message, flag) -> {
                            cpu.writeOnce(message, 1);
                            cpu.writeOnce(flag, 1);
                        },
                        MessagePassingTest::load)
                .ends(SC, 13, NO_FLAG_WITHOUT_MESSAGE)
                .ends(TSO, 23, NO_FLAG_WITHOUT_MESSAGE);
    }

    @Test
    void withWriteAndReadBarriers() {
        mp(
                        (cpu, message, flag) -> {
                            cpu.writeOnce(message, 1);
                            cpu.smpWmb();
                            cpu.writeOnce(flag, 1);
                        },
                        (cpu, message, flag, sawFlag, sawMessage) -> {
                            cpu.note(sawFlag, cpu.readOnce(flag));
                            cpu.smpRmb();
                            cpu.note(sawMessage, cpu.readOnce(message));
                        })
                .ends(SC, 22, NO_FLAG_WITHOUT_MESSAGE)
                .ends(TSO, 39, NO_FLAG_WITHOUT_MESSAGE);
    }

    @Test
    void withReleaseAndAcquire() {
        mp(
                        (cpu, message, flag) -> {
                            cpu.writeOnce(message, 1);
                            cpu.storeRelease(flag, 1);
                        },
                        (cpu, message, flag, sawFlag, sawMessage) -> {
                            cpu.note(sawFlag, cpu.loadAcquire(flag));
                            cpu.note(sawMessage, cpu.readOnce(message));
                        })
                .ends(SC, 13, NO_FLAG_WITHOUT_MESSAGE)
                .ends(TSO, 23, NO_FLAG_WITHOUT_MESSAGE);
    }

    /** A locked store cannot overtake a buffered one either. */
    @Test
    void withAnAtomicFlag() {
        mp(
                        (cpu, message, flag) -> {
                            cpu.writeOnce(message, 1);
                            cpu.xchg(flag, 1);
                        },
                        MessagePassingTest::load)
                .ends(SC, 13, NO_FLAG_WITHOUT_MESSAGE)
                .ends(TSO, 16, NO_FLAG_WITHOUT_MESSAGE);
    }

    /** The receiver waits for the flag: then it always has the message. */
    @Test
    void withAReceiverThatWaits() {
        mp(
                        (cpu, message, flag) -> {
                            cpu.writeOnce(message, 1);
                            cpu.writeOnce(flag, 1);
                        },
                        (cpu, message, flag, sawFlag, sawMessage) -> {
                            cpu.note(sawFlag, cpu.awaitUntil(flag, v -> v == 1));
                            cpu.note(sawMessage, cpu.readOnce(message));
                        })
                .ends(SC, 5, "11")
                .ends(TSO, 8, "11");
    }

    /** The wrong way round: the flag is stored first. Now the flag says nothing about the message. */
    @Test
    void withTheFlagStoredFirst() {
        mp(
                        (cpu, message, flag) -> {
                            cpu.writeOnce(flag, 1);
                            cpu.writeOnce(message, 1);
                        },
                        MessagePassingTest::load)
                .ends(SC, 15, "00 01 10 11")
                .ends(TSO, 26, "00 01 10 11");
    }
}
