package org.shootdown.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.backend.Backends;
import org.shootdown.kernel.history.KnownBug;
import org.shootdown.kernel.history.KnownBugs;

/** Bugs that Linux had, before and after their fix: what the checker must find, and must find gone. */
final class HistoryCatalogue implements Catalogue {
    private static final Choice BEFORE = new Choice("before", "the code before the fix");
    private static final Choice AFTER = new Choice("after", "the code after the fix");
    private static final Choice NOBODY =
            new Choice(KnownBug.NONE, "nobody: the race is between two that change page tables");

    private static final LeftOut WHERE_IT_SHOWED = new LeftOut(
            "a bug × other backends, walkers, situations",
            "each bug is modelled where it showed or was shown to exist");

    private static final LeftOut NO_HUGE_PAGES = new LeftOut(
            "xen-pv × a bug in hugetlb or THP",
            Backends.named("xen-pv").noHugePages().orElseThrow());

    private final List<Scenario> scenarios = new ArrayList<>();

    HistoryCatalogue() {
        for (KnownBug bug : KnownBugs.all()) {
            for (String backend : bug.backends()) {
                add(bug, Backends.named(backend), BEFORE);
                add(bug, Backends.named(backend), AFTER);
            }
        }
    }

    private void add(KnownBug bug, Backend backend, Choice policy) {
        boolean fixed = policy.equals(AFTER);
        String name = String.join("/", policy.id(), backend.id(), bug.id());
        for (MemoryModel memory : MemoryModel.values()) {
            Coordinates at = new Coordinates(
                    policy,
                    Choice.of(backend),
                    operation(bug),
                    choice(walkers(), bug.walker()),
                    choice(CpuSituation.choices(), bug.situation()),
                    memory);
            scenarios.add(new Scenario(
                    id(),
                    at,
                    !fixed,
                    List.of(bug.id(), backend.mechanism(), fixed),
                    () -> bug.model().machine(name, backend, fixed)));
        }
    }

    private static Choice operation(KnownBug bug) {
        return new Choice(bug.id(), bug.description() + "; fixed by " + bug.fix());
    }

    private static List<Choice> walkers() {
        return Stream.concat(Parts.BUILT_IN.walkers().stream().map(Choice::of), Stream.of(NOBODY))
                .toList();
    }

    private static Choice choice(List<Choice> choices, String id) {
        return choices.stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
    }

    @Override
    public String id() {
        return "history";
    }

    @Override
    public String description() {
        return "bugs that Linux had, before and after their fix";
    }

    @Override
    public List<Choice> choices(Axis axis) {
        return switch (axis) {
            case POLICY -> List.of(BEFORE, AFTER);
            case BACKEND, OPERATION, WALKER, SITUATION ->
                scenarios.stream()
                        .map(scenario -> scenario.choice(axis))
                        .distinct()
                        .toList();
            case MEMORY -> Choice.memoryModels();
        };
    }

    @Override
    public List<Scenario> scenarios() {
        return List.copyOf(scenarios);
    }

    @Override
    public List<LeftOut> leftOut() {
        return List.of(WHERE_IT_SHOWED, NO_HUGE_PAGES);
    }

    @Override
    public Optional<LeftOut> against(Map<Axis, ? extends Collection<String>> wishes) {
        Collection<String> backends = wishes.get(Axis.BACKEND);
        return Optional.of(backends != null && backends.contains("xen-pv") ? NO_HUGE_PAGES : WHERE_IT_SHOWED);
    }
}
