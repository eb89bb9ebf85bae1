package org.shootdown.synthesis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.shootdown.kernel.SyncRule;

/** All {@linkplain Rule points} that make sense. */
public final class RuleSpace implements PolicySpace {
    private final Set<String> leftOut = new LinkedHashSet<>();
    private final List<Candidate> candidates;

    public RuleSpace() {
        List<Rule> rules = all().filter(this::makesSense).toList();
        candidates = rules.stream().map(this::candidate).toList();
    }

    @Override
    public String id() {
        return "rules";
    }

    @Override
    public List<Candidate> candidates() {
        return candidates;
    }

    @Override
    public List<String> leftOut() {
        return List.copyOf(leftOut);
    }

    private static Stream<Rule> all() {
        List<Rule> rules = new ArrayList<>();
        for (Rule.Announcement announcement : Rule.Announcement.values()) {
            for (Rule.End end : Rule.End.values()) {
                for (Rule.Walker walker : Rule.Walker.values()) {
                    for (Rule.Sync sync : Rule.Sync.values()) {
                        for (Rule.Target target : Rule.Target.values()) {
                            for (Rule.Unsharer unsharer : Rule.Unsharer.values()) {
                                for (Rule.Lazy lazy : Rule.Lazy.values()) {
                                    for (Rule.Skip skip : Rule.Skip.values()) {
                                        for (Rule.One one : Rule.One.values()) {
                                            rules.add(new Rule(
                                                    announcement,
                                                    end,
                                                    walker,
                                                    sync,
                                                    target,
                                                    unsharer,
                                                    lazy,
                                                    skip,
                                                    one));
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        return rules.stream();
    }

    private boolean makesSense(Rule rule) {
        Optional<String> against = contradiction(rule);
        against.ifPresent(leftOut::add);
        return against.isEmpty();
    }

    /** Why a point is left out, in one line. */
    static Optional<String> contradiction(Rule r) {
        boolean announces = r.announcement() != Rule.Announcement.NONE;
        if (announces != (r.end() != Rule.End.NONE)) {
            return Optional.of("an announcement without an end, or the other way round: there is nothing to end");
        }
        if ((r.announcement() == Rule.Announcement.COUNT) != (r.end() == Rule.End.DECREMENT)) {
            return Optional.of(
                    "a count that does not go down, or something else that does: it would not say who walks");
        }
        if (announces != r.target().readsAnnouncements()) {
            return Optional.of("an announcement that nobody reads, or a target that reads what nobody writes");
        }
        if (r.target().asksForMm() && r.announcement() != Rule.Announcement.MM) {
            return Optional.of("a target that asks for the mm where walkers do not say it");
        }
        if (r.walker() == Rule.Walker.MB && !announces) {
            return Optional.of("a walker's barrier with nothing to order");
        }
        if (r.sync() != Rule.Sync.NONE
                && !r.target().readsAnnouncements()
                && !r.target().readsMask()) {
            return Optional.of("a barrier of the sync before a look at nothing");
        }
        if (r.sync() == Rule.Sync.ASYMMETRIC && (r.walker() == Rule.Walker.MB || !announces)) {
            return Optional.of("an asymmetric barrier beside the walkers' own, or without walkers that announce");
        }
        if (r.target() == Rule.Target.NOBODY && (r.unsharer() == Rule.Unsharer.EVERY || r.skip() != Rule.Skip.NEVER)) {
            return Optional.of("more unsharers, or a condition, for a sync that does nothing");
        }
        if (r.target() == Rule.Target.GRACE_PERIOD && r.skip() == Rule.Skip.NEVER && r.one() != Rule.One.AS_POSTED) {
            return Optional.of("a grace period in place of a grace period");
        }
        return Optional.empty();
    }

    private Candidate candidate(Rule r) {
        Map<String, SyncRule> weaker = new LinkedHashMap<>();
        steps(r).forEach(step -> weaker.put(step.id(), step));
        return new Candidate(
                r.id(), r, choices(r), price(r), r.walker() == Rule.Walker.MB ? 1 : 0, weaker, stronger(r));
    }

    private static Map<String, String> choices(Rule r) {
        Map<String, String> choices = new LinkedHashMap<>();
        choices.put("announces", r.announcement().name());
        choices.put("at its end", r.end().name());
        choices.put("walker's barrier", r.walker().name());
        choices.put("sync's barrier", r.sync().name());
        choices.put("waits for", r.target().name());
        choices.put("which unsharer", r.unsharer().name());
        choices.put("lazy CPUs", r.lazy().name());
        choices.put("skips", r.skip().name());
        choices.put("one table", r.one().name());
        choices.replaceAll((axis, choice) -> choice.toLowerCase(Locale.ROOT).replace('_', ' '));
        return choices;
    }

    /** The points that are weaker by one step of one axis. */
    static List<Rule> steps(Rule r) {
        List<Rule> steps = new ArrayList<>();
        if (r.end() == Rule.End.RESTORE) {
            steps.add(with(r, Rule.End.CLEAR));
        }
        if (r.walker() == Rule.Walker.MB) {
            steps.add(with(r, Rule.Walker.NONE));
        }
        if (r.sync() == Rule.Sync.MB) {
            steps.add(with(r, Rule.Sync.RMB));
        } else if (r.sync() != Rule.Sync.NONE) {
            steps.add(with(r, Rule.Sync.NONE));
        }
        for (Rule.Target target : below(r.target())) {
            steps.add(with(r, target));
        }
        if (r.unsharer() == Rule.Unsharer.EVERY) {
            steps.add(with(r, Rule.Unsharer.LAST));
        }
        if (r.lazy() != Rule.Lazy.NEVER) {
            steps.add(with(r, Rule.Lazy.values()[r.lazy().ordinal() - 1]));
        }
        if (r.skip() == Rule.Skip.NEVER) {
            steps.add(with(r, Rule.Skip.NOTED_BY_LAST_FLUSH));
        } else if (r.skip() == Rule.Skip.NOTED_BY_LAST_FLUSH) {
            steps.add(with(r, Rule.Skip.NOTED));
        }
        if (r.one() == Rule.One.GRACE_PERIOD) {
            steps.add(with(r, Rule.One.AS_POSTED));
        } else if (r.one() == Rule.One.AS_POSTED) {
            steps.add(with(r, Rule.One.SYNC));
        }
        return steps.stream().filter(s -> contradiction(s).isEmpty()).toList();
    }

    /** The targets that are certainly part of another, with the same announcement. */
    private static List<Rule.Target> below(Rule.Target target) {
        return switch (target) {
            case ALL -> List.of(Rule.Target.MASK);
            case MASK -> List.of(Rule.Target.NOBODY);
            case ANY -> List.of(Rule.Target.SAME_MM, Rule.Target.MASK_AND_ANY);
            case MASK_OR_SAME_MM -> List.of(Rule.Target.SAME_MM);
            case GRACE_PERIOD -> List.of(Rule.Target.NOBODY);
            default -> List.of();
        };
    }

    /**
     * The points that are stronger by a step of an axis along which more is safer: a stronger barrier of either side, a larger
     * target under the same announcement, every unsharer rather than the last. Not along the others: what a walk's end leaves,
     * what a flush takes in and what may be skipped change what the others see.
     */
    private static List<String> stronger(Rule r) {
        List<Rule> up = new ArrayList<>();
        if (r.walker() == Rule.Walker.NONE && r.announcement() != Rule.Announcement.NONE) {
            up.add(with(r, Rule.Walker.MB));
        }
        if (r.sync() == Rule.Sync.NONE) {
            up.add(with(r, Rule.Sync.RMB));
        } else if (r.sync() == Rule.Sync.RMB) {
            up.add(with(r, Rule.Sync.MB));
        }
        for (Rule.Target target : Rule.Target.values()) {
            if (below(target).contains(r.target()) && target != Rule.Target.GRACE_PERIOD) {
                up.add(with(r, target));
            }
        }
        if (r.unsharer() == Rule.Unsharer.LAST) {
            up.add(with(r, Rule.Unsharer.EVERY));
        }
        return up.stream().filter(s -> contradiction(s).isEmpty()).map(Rule::id).toList();
    }

    /** Waits before interrupts, interrupts before fences: what hurts most weighs most. */
    private static int price(Rule r) {
        int sync = switch (r.target()) {
            case NOBODY -> 0;
            case MASK_AND_ANY -> 8;
            case SAME_MM -> 10;
            case ANY -> 12;
            case MASK -> 40;
            case MASK_OR_SAME_MM -> 45;
            case ALL -> 100;
            case GRACE_PERIOD -> 400;
        };
        if (r.sync() == Rule.Sync.ASYMMETRIC) {
            sync += 100;
        }
        int skipped = r.skip() == Rule.Skip.NEVER ? sync : sync / 2;
        return 4 * (r.unsharer() == Rule.Unsharer.EVERY ? 2 * skipped : skipped)
                + (r.one() == Rule.One.SYNC ? 0 : r.one() == Rule.One.AS_POSTED ? 100 : 200)
                + (r.walker() == Rule.Walker.MB ? 12 : 0)
                + 2 * r.sync().ordinal()
                + 4 * r.lazy().ordinal()
                + r.end().ordinal();
    }

    private static Rule with(Rule r, Rule.End end) {
        return new Rule(
                r.announcement(), end, r.walker(), r.sync(), r.target(), r.unsharer(), r.lazy(), r.skip(), r.one());
    }

    private static Rule with(Rule r, Rule.Walker walker) {
        return new Rule(
                r.announcement(), r.end(), walker, r.sync(), r.target(), r.unsharer(), r.lazy(), r.skip(), r.one());
    }

    private static Rule with(Rule r, Rule.Sync sync) {
        return new Rule(
                r.announcement(), r.end(), r.walker(), sync, r.target(), r.unsharer(), r.lazy(), r.skip(), r.one());
    }

    private static Rule with(Rule r, Rule.Target target) {
        return new Rule(
                r.announcement(), r.end(), r.walker(), r.sync(), target, r.unsharer(), r.lazy(), r.skip(), r.one());
    }

    private static Rule with(Rule r, Rule.Unsharer unsharer) {
        return new Rule(
                r.announcement(), r.end(), r.walker(), r.sync(), r.target(), unsharer, r.lazy(), r.skip(), r.one());
    }

    private static Rule with(Rule r, Rule.Lazy lazy) {
        return new Rule(
                r.announcement(), r.end(), r.walker(), r.sync(), r.target(), r.unsharer(), lazy, r.skip(), r.one());
    }

    private static Rule with(Rule r, Rule.Skip skip) {
        return new Rule(
                r.announcement(), r.end(), r.walker(), r.sync(), r.target(), r.unsharer(), r.lazy(), skip, r.one());
    }

    private static Rule with(Rule r, Rule.One one) {
        return new Rule(
                r.announcement(), r.end(), r.walker(), r.sync(), r.target(), r.unsharer(), r.lazy(), r.skip(), one);
    }
}
