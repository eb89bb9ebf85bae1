package org.shootdown.check.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.shootdown.check.unfold.Unfolder.Called;
import org.shootdown.machine.ModelError;

/** Three CPUs ask CPU 9 for something, CPU 1 for one of two things. */
class IpiQueuesTest {
    private static final int A = 0;
    private static final int B = 1;
    private static final int C = 2;
    private static final int D = 3;

    private final IpiQueues queues = new IpiQueues(List.of(sentBy(1), sentBy(1), sentBy(4), sentBy(7)));

    private static Called sentBy(int sender) {
        return new Called(sender, 9, null);
    }

    @Test
    void holdsAtMostOneRequestOfEachSender() {
        // The sequences of senders without repetition: 1 empty, 3, 6 and 6; CPU 1's requests are two.
        assertThat(queues.states()).isEqualTo(1 + 4 + 10 + 12);
    }

    @Test
    void isFirstInFirstOut() {
        int queue = queues.append(queues.append(queues.append(0, C), B), D);
        assertThat(queues.head(queue)).isEqualTo(C);
        queue = queues.withoutHead(queue);
        assertThat(queues.head(queue)).isEqualTo(B);
        queue = queues.withoutHead(queue);
        assertThat(queues.head(queue)).isEqualTo(D);
        assertThat(queues.withoutHead(queue)).isZero();
        assertThat(queues.head(0)).isEqualTo(-1);
    }

    @Test
    void tellsWhoHasARequestInIt() {
        int queue = queues.append(queues.append(0, D), A);
        assertThat(queues.senders(0)).isZero();
        assertThat(queues.senders(queue)).isEqualTo(1L << 1 | 1L << 7);
        assertThat(queues.holds(queue, 1)).isTrue();
        assertThat(queues.holds(queue, 4)).isFalse();
        assertThat(queues.holds(0, 1)).isFalse();
    }

    /** As many sequences as eight senders have; nine have ten times as many. */
    @Tag("slow")
    @Test
    void refusesToGrowBeyondReason() {
        assertThat(new IpiQueues(senders(7)).states()).isEqualTo(13_700);
        assertThatExceptionOfType(ModelError.class)
                .isThrownBy(() -> new IpiQueues(senders(8)))
                .withMessageContaining("let fewer CPUs interrupt it");
    }

    private static List<Called> senders(int count) {
        return IntStream.range(0, count).mapToObj(IpiQueuesTest::sentBy).toList();
    }
}
