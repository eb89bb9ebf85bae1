package org.shootdown.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shootdown.kernel.SyncRule;
import org.shootdown.synthesis.Front.Point;

/** What is on a front, and what is not. */
class FrontTest {
    private static final SyncRule NOTHING = (k, cpu, tlb) -> {};

    private static Candidate candidate(String id, String... weaker) {
        Map<String, SyncRule> below = weaker.length == 0 ? Map.of() : Map.of(weaker[0], NOTHING);
        return new Candidate(id, NOTHING, Map.of(), 0, 0, below, List.of());
    }

    private static Point point(String id, boolean safe, Cost cost, String... weaker) {
        return new Point(candidate(id, weaker), null, cost, safe, List.of());
    }

    private static Front front(Point... points) {
        return new Front("x", 1, List.of(points), List.of(), 0);
    }

    private static Cost cost(int sync, int disturbed, int flush, int fences, int waits) {
        return new Cost(sync, sync, disturbed, flush, fences, waits);
    }

    @Test
    void whatIsWorseInSomeRespectAndBetterInNoneIsNotThere() {
        Cost least = cost(1, 1, 1, 1, 1);
        for (Cost more : List.of(
                cost(2, 1, 1, 1, 1),
                cost(1, 2, 1, 1, 1),
                cost(1, 1, 2, 1, 1),
                cost(1, 1, 1, 2, 1),
                cost(1, 1, 1, 1, 2))) {
            assertThat(least.isBetterThan(more)).isTrue();
            assertThat(more.isBetterThan(least)).isFalse();
            Point a = point("a", true, least);
            assertThat(front(a, point("b", true, more)).asSafeAsBroadcast()).containsExactly(a);
        }
        assertThat(least.isBetterThan(cost(1, 1, 1, 1, 1))).isFalse();
    }

    @Test
    void whatIsBetterInOneRespectAndWorseInAnotherStandsBeside() {
        Point fewIpis = point("a", true, cost(1, 5, 1, 1, 0));
        Point noFences = point("b", true, cost(2, 5, 1, 0, 0));
        assertThat(front(fewIpis, noFences).safe()).containsExactly(fewIpis, noFences);
    }

    @Test
    void whatIsCheaperAndSafeInFewerCellsHidesNothingThatIsSafeInAll() {
        Point cheap = point("a", false, cost(0, 0, 0, 0, 0));
        Point safe = point("b", true, cost(1, 1, 1, 1, 1));
        assertThat(front(cheap, safe).safe()).containsExactly(safe);
        assertThat(front(cheap, safe).asSafeAsBroadcast()).containsExactly(cheap);
    }

    @Test
    void whatIsStrongerThanItNeedBeIsNotThere() {
        Point weak = point("a", true, cost(1, 1, 1, 1, 1));
        Point strong = point("b", true, cost(1, 1, 1, 1, 1), "a");
        assertThat(front(weak, strong).safe()).containsExactly(weak);
    }
}
