package org.shootdown.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.shootdown.decide.CellResult;
import org.shootdown.decide.Matrix;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.SyncRule;
import org.shootdown.kernel.boot.NativePvTlbInit;
import org.shootdown.kernel.policy.Policies;
import org.shootdown.synthesis.Rule.Announcement;
import org.shootdown.synthesis.Rule.End;
import org.shootdown.synthesis.Rule.Lazy;
import org.shootdown.synthesis.Rule.One;
import org.shootdown.synthesis.Rule.Skip;
import org.shootdown.synthesis.Rule.Sync;
import org.shootdown.synthesis.Rule.Target;
import org.shootdown.synthesis.Rule.Unsharer;
import org.shootdown.synthesis.Rule.Walker;

/**
 * The known policies as points of the space: they get the verdicts that they have, property by property. Not points are rfc,
 * which skips at call sites, and kernel-mode, where walkers say nothing and the entry to the kernel does.
 */
class KnownPoliciesTest {
    record Known(String policy, Function<Backend, Rule> point) {
        @Override
        public String toString() {
            return policy;
        }
    }

    static List<Known> known() {
        Rule nobody = plain(Target.NOBODY, Lazy.FREED_AND_UNSHARED, Skip.NEVER, One.SYNC);
        Rule nobodyButRcu = plain(Target.NOBODY, Lazy.FREED_AND_UNSHARED, Skip.NEVER, One.AS_POSTED);
        Rule all = plain(Target.ALL, Lazy.FREED_AND_UNSHARED, Skip.NEVER, One.AS_POSTED);
        Rule mainline = plain(Target.ALL, Lazy.FREED, Skip.NEVER, One.AS_POSTED);
        return List.of(
                new Known("broadcast", b -> mainline),
                new Known("never", b -> plain(Target.NOBODY, Lazy.FREED, Skip.NEVER, One.SYNC)),
                new Known("mm-cpumask", b -> plain(Target.MASK, Lazy.FREED, Skip.NEVER, One.AS_POSTED)),
                new Known("v1", b -> isNative(b) ? nobodyButRcu : all),
                new Known("v2", b -> isNative(b) ? nobodyButRcu : all),
                new Known("v4-property", b -> hasProperty(b) ? nobodyButRcu : all),
                new Known("v4-targeted", b -> targeted(Sync.RMB)),
                new Known("v4-targeted-none", b -> targeted(Sync.NONE)),
                new Known("v4-targeted-mb", b -> targeted(Sync.MB)),
                new Known("v5", b -> isNative(b) ? nobody : all),
                new Known("v7", b -> isNative(b) ? nobody : all),
                new Known("v10", b -> isNative(b) ? nobody : all),
                new Known(
                        "v10-freed-only",
                        b -> isNative(b) ? plain(Target.NOBODY, Lazy.FREED, Skip.NEVER, One.SYNC) : mainline),
                new Known("sync-rcu", b -> plain(Target.ALL, Lazy.FREED, Skip.NEVER, One.GRACE_PERIOD)));
    }

    private static boolean isNative(Backend b) {
        return NativePvTlbInit.TEST.holds(b.flushIsNative(), b.hasInvlpgb());
    }

    private static boolean hasProperty(Backend b) {
        return b.interruptsWhoeverRuns() && !b.hasInvlpgb();
    }

    private static Rule plain(Target target, Lazy lazy, Skip skip, One one) {
        return new Rule(Announcement.NONE, End.NONE, Walker.NONE, Sync.NONE, target, Unsharer.LAST, lazy, skip, one);
    }

    private static Rule targeted(Sync sync) {
        return new Rule(
                Announcement.MM,
                End.CLEAR,
                Walker.MB,
                sync,
                Target.SAME_MM,
                Unsharer.LAST,
                Lazy.FREED_AND_UNSHARED,
                Skip.NEVER,
                One.AS_POSTED);
    }

    @ParameterizedTest
    @MethodSource("known")
    void aPointHasTheVerdictsOfItsPolicy(Known known) {
        Cells cells = new Cells(Picks.cells(
                Set.of("hugetlb-unshare-3mm", "free-one", "free-one-7.1", "thp-collapse"),
                Set.of("gup-fast", "perf-nmi")));
        for (String id : List.of("native", "native-invlpgb", "kvm")) {
            Backend backend = Picks.backend(id);
            Rule point = known.point().apply(backend);
            assertThat(RuleSpace.contradiction(point)).isEmpty();
            Map<String, Object> expected =
                    verdicts(cells, Policies.named(known.policy()).on(backend), backend);
            assertThat(verdicts(cells, point, backend))
                    .as(id)
                    .isEqualTo(expected)
                    .isNotEmpty();
        }
    }

    private static Map<String, Object> verdicts(Cells cells, SyncRule rule, Backend backend) {
        Map<String, Object> found = new HashMap<>();
        Map<Object, String> names = new HashMap<>();
        var mine = cells.of("x", rule, backend);
        mine.forEach((cell, scenario) -> names.put(scenario, cell));
        for (CellResult result : new Matrix(Picks.OPTIONS).decide(List.copyOf(mine.values()), r -> {})) {
            found.put(names.get(result.scenario()), result.broken().keySet());
        }
        return found;
    }
}
