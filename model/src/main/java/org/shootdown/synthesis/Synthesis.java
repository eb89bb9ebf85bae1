package org.shootdown.synthesis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.shootdown.catalogue.Catalogue;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.SearchMonitor;
import org.shootdown.check.unfold.UnfoldedMachine;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.SyncPolicy;
import org.shootdown.kernel.backend.Backends;
import org.shootdown.kernel.policy.Policies;
import org.shootdown.machine.Property;
import org.shootdown.synthesis.Ruling.Killer;
import org.shootdown.synthesis.Ruling.Standing;

/**
 * Counterexample-guided search through a space of rules (Solar-Lezama, Program Synthesis by Sketching, 2008): the cheapest
 * undecided rule is asked about cells, those first that killed most before, until one breaks; the counterexample is kept for
 * the rules to come. A rule that breaks nowhere stands, and those that are {@linkplain Candidate#stronger stronger} and no
 * cheaper need not be asked about.
 */
public final class Synthesis {
    private final List<Candidate> candidates;
    private final Map<String, Candidate> byId = new LinkedHashMap<>();
    private final Cells cells;
    private final CheckOptions options;
    private final Supplier<SearchMonitor> monitors;
    private final boolean prunes;
    private final Judge judge;
    private final Map<String, AtomicInteger> kills = new ConcurrentHashMap<>();
    private final Map<Backend, Optional<Set<String>>> brokenByBroadcast = new HashMap<>();

    /**
     * @param selected picks the cells of the main catalogue to ask about
     * @param options how to search; IPIs are not counted
     * @param monitors asked for one for each search; when they call searches off, no more are begun
     * @param shortcuts whether counterexamples are replayed and stronger rules left out; without, the answers are the same
     */
    public Synthesis(
            PolicySpace space,
            Function<Catalogue, List<Scenario>> selected,
            CheckOptions options,
            Supplier<SearchMonitor> monitors,
            boolean shortcuts) {
        candidates = space.candidates().stream()
                .sorted(Comparator.comparingInt(Candidate::price).thenComparing(Candidate::id))
                .toList();
        for (Candidate candidate : candidates) {
            if (byId.put(candidate.id(), candidate) != null) {
                throw new IllegalArgumentException("space " + space.id() + " has two candidates " + candidate.id());
            }
        }
        cells = new Cells(selected);
        this.options = options;
        this.monitors = monitors;
        prunes = shortcuts;
        judge = new Judge(options, monitors, shortcuts);
    }

    /** The backends that some of these cells, named without their policy, are on. */
    public static List<Backend> backends(Collection<String> cells) {
        return Backends.all().stream()
                .filter(b -> cells.stream().anyMatch(cell -> cell.startsWith(b.id() + "/")))
                .toList();
    }

    public List<Candidate> candidates() {
        return candidates;
    }

    Candidate candidate(String id) {
        return Objects.requireNonNull(byId.get(id), id);
    }

    Cells cells() {
        return cells;
    }

    public Tally tally() {
        return judge.tally;
    }

    /**
     * Decides all candidates on a backend.
     *
     * @param known what was decided before, by candidate
     * @param progress told of each ruling that is new, one at a time, in no particular order
     * @return the rulings in the order of price; only some if it was called off
     */
    public List<Ruling> decide(Backend backend, Map<String, Ruling> known, Consumer<Ruling> progress) {
        Optional<Set<String>> beyond = brokenByBroadcast(backend);
        Map<String, String> covered = new ConcurrentHashMap<>();
        known.values().stream().filter(Ruling::stands).forEach(ruling -> cover(candidate(ruling.candidate()), covered));
        Map<String, Ruling> rulings = new ConcurrentHashMap<>(known);
        int threads = options.atOnce(candidates.size());
        ExecutorService pool = Executors.newFixedThreadPool(threads, Synthesis::daemon);
        try {
            List<Future<?>> work = new ArrayList<>();
            for (Candidate candidate : candidates) {
                if (!known.containsKey(candidate.id())) {
                    work.add(pool.submit(() -> {
                        if (!monitors.get().cancelled()) {
                            Ruling ruling = ruleOrLeaveOpen(candidate, backend, beyond, covered);
                            rulings.put(candidate.id(), ruling);
                            synchronized (progress) {
                                progress.accept(ruling);
                            }
                        }
                    }));
                }
            }
            for (Future<?> piece : work) {
                await(piece);
            }
        } finally {
            pool.shutdownNow();
        }
        return candidates.stream()
                .map(candidate -> rulings.get(candidate.id()))
                .filter(ruling -> ruling != null)
                .toList();
    }

    private static void await(Future<?> piece) {
        try {
            piece.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while others work", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "synthesis");
        thread.setDaemon(true);
        return thread;
    }

    /** The cells in which mainline itself breaks, which no rule is judged by; empty if some cell of mainline's has no answer. */
    private Optional<Set<String>> brokenByBroadcast(Backend backend) {
        return brokenByBroadcast.computeIfAbsent(backend, b -> {
            SyncPolicy broadcast = Policies.named("broadcast");
            Set<String> broken = new HashSet<>();
            Map<Object, UnfoldedMachine> unfolded = new HashMap<>();
            try {
                cells.of(broadcast.id(), broadcast.on(b), b).forEach((cell, scenario) -> {
                    if (judge.broken(cell, scenario, unfolded).isPresent()) {
                        broken.add(cell);
                    }
                });
            } catch (Undecided e) {
                return Optional.empty();
            }
            return Optional.of(broken);
        });
    }

    /**
     * Decides a rule on a backend, though it may be stronger than one that stands.
     *
     * @throws IllegalStateException if it does not stand, and so what was said to cover it does not
     */
    Ruling settle(Ruling covered, Backend backend) {
        Ruling ruling = ruleOrLeaveOpen(
                candidate(covered.candidate()), backend, brokenByBroadcast(backend), new ConcurrentHashMap<>());
        if (ruling.standing() == Standing.KILLED) {
            throw new IllegalStateException(ruling.candidate() + " breaks on " + backend.id() + ", though "
                    + covered.coveredBy() + ", which is weaker, does not");
        }
        return ruling;
    }

    private Ruling ruleOrLeaveOpen(
            Candidate candidate, Backend backend, Optional<Set<String>> beyond, Map<String, String> covered) {
        Ruling open = new Ruling(candidate.id(), backend.id(), Standing.OPEN, List.of(), null);
        try {
            return beyond.isEmpty() ? open : rule(candidate, backend, beyond.get(), covered);
        } catch (Undecided e) {
            return open;
        }
    }

    private Ruling rule(Candidate candidate, Backend backend, Set<String> beyond, Map<String, String> covered) {
        String by = prunes ? covered.get(candidate.id()) : null;
        if (by != null) {
            return new Ruling(candidate.id(), backend.id(), Standing.COVERED, List.of(), by);
        }
        Map<String, Scenario> mine = cells.of(candidate.id(), candidate.rule(), backend);
        if (mine.isEmpty()) {
            // Nothing was asked, so nothing is known.
            return new Ruling(candidate.id(), backend.id(), Standing.OPEN, List.of(), null);
        }
        Map<Object, UnfoldedMachine> unfolded = new HashMap<>();
        List<String> order = mine.keySet().stream()
                .filter(cell -> !beyond.contains(cell))
                .sorted(Comparator.comparingInt(cell -> -killsOf(cell).get()))
                .toList();
        for (String cell : order) {
            Optional<Property> broken = judge.broken(cell, Objects.requireNonNull(mine.get(cell)), unfolded);
            if (broken.isPresent()) {
                killsOf(cell).incrementAndGet();
                return new Ruling(
                        candidate.id(), backend.id(), Standing.KILLED, List.of(new Killer(cell, broken.get())), null);
            }
        }
        List<Killer> elsewhere = new ArrayList<>();
        mine.forEach((cell, scenario) -> {
            if (beyond.contains(cell)) {
                judge.broken(cell, scenario, unfolded).ifPresent(p -> elsewhere.add(new Killer(cell, p)));
            }
        });
        cover(candidate, covered);
        Standing standing = elsewhere.isEmpty() ? Standing.SAFE : Standing.AS_SAFE_AS_BROADCAST;
        return new Ruling(candidate.id(), backend.id(), standing, elsewhere, null);
    }

    private AtomicInteger killsOf(String cell) {
        return kills.computeIfAbsent(cell, c -> new AtomicInteger());
    }

    private void cover(Candidate standing, Map<String, String> covered) {
        strongerThan(standing).forEach(id -> covered.putIfAbsent(id, standing.id()));
    }

    /** The ids of all that are stronger, by however many steps. */
    Set<String> strongerThan(Candidate candidate) {
        Set<String> found = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(candidate.stronger());
        while (!next.isEmpty()) {
            String id = next.pop();
            if (byId.containsKey(id) && found.add(id)) {
                next.addAll(byId.get(id).stronger());
            }
        }
        return found;
    }
}
