package org.shootdown.synthesis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules that stand on some backends and of which none is better in every respect.
 *
 * @param name for people: the backend, or what decides between two rules
 * @param cells how many cells the costs are summed over: those that broadcast has, and is SAFE in; 0 without points
 * @param points in the order of price; equal costs stand side by side
 * @param lastKillers if no point is SAFE in every cell: the cells that the point that breaks fewest breaks
 * @param open how many rules were not decided, so that a point may be missing
 */
public record Front(String name, int cells, List<Point> points, List<Ruling.Killer> lastKillers, int open) {
    /**
     * A rule of the front, or two: one where a static key is on and one where it is off.
     *
     * @param off the rule; where a key decides, the one where it is off
     * @param on the rule where the key is on; {@code null} if there is none
     * @param safe whether it is SAFE in every cell, rather than wherever broadcast is
     * @param alike the ids of the other rules that make the same machines in the selected cells
     */
    public record Point(Candidate off, @Nullable Candidate on, Cost cost, boolean safe, List<String> alike) {
        public String id() {
            return on == null ? off.id() : on.id() + " / " + off.id();
        }
    }

    /** All that {@code points} says of SAFE in every cell, without what is worse than another such. */
    public List<Point> safe() {
        return best(points.stream().filter(Point::safe).toList());
    }

    /** The points that are not worse than any. */
    public List<Point> asSafeAsBroadcast() {
        return best(points);
    }

    /** Those that no other beats, and that are not stronger than they need be: nothing weaker by a step does as well. */
    static List<Point> best(List<Point> points) {
        Map<String, Cost> costs = new HashMap<>();
        for (Point point : points) {
            if (point.on() == null) {
                costs.put(point.off().id(), point.cost());
                point.alike().forEach(id -> costs.put(id, point.cost()));
            }
        }
        return points.stream()
                .filter(p -> points.stream().noneMatch(q -> q.cost().isBetterThan(p.cost())))
                .filter(p -> p.on() != null
                        || p.off().weaker().keySet().stream()
                                .filter(id -> !p.alike().contains(id))
                                .noneMatch(
                                        id -> costs.containsKey(id) && !p.cost().isBetterThan(costs.get(id))))
                .toList();
    }

    private static List<Point> either(Front front) {
        return Stream.concat(front.safe().stream(), front.asSafeAsBroadcast().stream())
                .distinct()
                .toList();
    }

    /** The front of policies that have one of {@code on} where a static key is on, and one of {@code off} elsewhere. */
    public static Front keyed(String name, Front on, Front off) {
        List<Point> points = new ArrayList<>();
        for (Point p : either(on)) {
            for (Point q : either(off)) {
                points.add(new Point(q.off, p.off, p.cost.plus(q.cost), p.safe && q.safe, List.of()));
            }
        }
        points.sort(Comparator.comparing(Point::id));
        List<Ruling.Killer> last = new ArrayList<>(on.lastKillers);
        last.addAll(off.lastKillers);
        return new Front(name, on.cells + off.cells, List.copyOf(points), List.copyOf(last), on.open + off.open);
    }
}
