package org.shootdown.synthesis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.SearchMonitor;
import org.shootdown.check.result.Op;
import org.shootdown.check.result.Verdict;
import org.shootdown.check.unfold.Fingerprint;
import org.shootdown.check.unfold.UnfoldOptions;
import org.shootdown.check.unfold.UnfoldedMachine;
import org.shootdown.check.unfold.Unfolder;
import org.shootdown.decide.CellResult;
import org.shootdown.decide.Matrix;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.boot.NativePvTlbInit;
import org.shootdown.kernel.policy.Policies;
import org.shootdown.synthesis.Ruling.Killer;
import org.shootdown.synthesis.Ruling.Standing;

/** Measures what stands, and makes fronts of it. */
public final class Measure {
    private final Synthesis synthesis;
    private final CheckOptions options;
    private final Supplier<SearchMonitor> monitors;
    private final Map<Backend, Map<String, Ruling>> rulings = new LinkedHashMap<>();
    private final Map<Backend, Set<String>> common = new HashMap<>();
    private final Map<List<Object>, Cost> costs = new HashMap<>();
    private final Map<Backend, Front> perBackend = new LinkedHashMap<>();

    public Measure(Synthesis synthesis, CheckOptions options, Supplier<SearchMonitor> monitors) {
        this.synthesis = synthesis;
        this.options = options;
        this.monitors = monitors;
    }

    /** Takes in what was decided on a backend. */
    public void add(Backend backend, List<Ruling> decided) {
        Map<String, Ruling> byId = new LinkedHashMap<>();
        decided.forEach(ruling -> byId.put(ruling.candidate(), ruling));
        rulings.put(backend, byId);
    }

    /**
     * The front of rules that stand on all of {@code backends}.
     *
     * @param wanted which candidates may be in it
     * @throws Undecided if a cell that the costs rest on has no answer within the limits
     */
    public Front front(String name, List<Backend> backends, Predicate<Candidate> wanted) {
        List<Candidate> standing = synthesis.candidates().stream()
                .filter(wanted)
                .filter(c -> backends.stream().allMatch(b -> stands(b, c)))
                .toList();
        Set<String> dearer = new HashSet<>();
        Set<String> dearerThanSafe = new HashSet<>();
        for (Candidate candidate : standing) {
            Set<String> up = synthesis.strongerThan(candidate);
            dearer.addAll(up);
            if (isSafe(backends, candidate)) {
                dearerThanSafe.addAll(up);
            }
        }
        Map<List<String>, List<Candidate>> alike = new LinkedHashMap<>();
        for (Candidate candidate : standing) {
            boolean safe = isSafe(backends, candidate);
            if (!(safe ? dearerThanSafe : dearer).contains(candidate.id()) && settled(backends, candidate)) {
                List<String> machines =
                        backends.stream().map(b -> machines(b, candidate)).toList();
                alike.computeIfAbsent(machines, key -> new ArrayList<>()).add(candidate);
            }
        }
        List<Front.Point> points = new ArrayList<>();
        for (List<Candidate> same : alike.values()) {
            Candidate simplest = same.stream()
                    .min(Comparator.comparingInt((Candidate c) -> c.id().length())
                            .thenComparing(Candidate::id))
                    .orElseThrow();
            Cost cost = backends.stream()
                    .map(b -> cost(b, simplest))
                    .reduce(Cost::plus)
                    .orElseThrow();
            points.add(new Front.Point(simplest, null, cost, isSafe(backends, simplest), others(same, simplest)));
        }
        int cells = points.isEmpty()
                ? 0
                : backends.stream().mapToInt(b -> common(b).size()).sum();
        boolean anySafe = points.stream().anyMatch(Front.Point::safe);
        int open = (int) synthesis.candidates().stream()
                .filter(wanted)
                .filter(c -> backends.stream().anyMatch(b -> isOpen(of(b).get(c.id()))))
                .count();
        return new Front(name, cells, List.copyOf(points), anySafe ? List.of() : lastKillers(backends, standing), open);
    }

    /** The front on each backend, and on all of them: with one rule, and with two between which a key decides at boot. */
    public List<Front> fronts() {
        List<Backend> backends = List.copyOf(rulings.keySet());
        List<Front> fronts = new ArrayList<>(perBackend());
        if (backends.size() > 1) {
            fronts.add(front("all of them, one rule", backends, candidate -> true));
            keyed(
                    "where the flush is native, without INVLPGB (v10's key) / elsewhere",
                    b -> NativePvTlbInit.TEST.holds(b.flushIsNative(), b.hasInvlpgb()),
                    fronts);
            keyed(
                    "where the flush interrupts whoever runs, without INVLPGB (v4's property) / elsewhere",
                    b -> b.interruptsWhoeverRuns() && !b.hasInvlpgb(),
                    fronts);
        }
        return fronts;
    }

    private List<Front> perBackend() {
        return rulings.keySet().stream().map(this::front).toList();
    }

    private Front front(Backend backend) {
        return perBackend.computeIfAbsent(backend, b -> front(b.id(), List.of(b), candidate -> true));
    }

    private void keyed(String name, Predicate<Backend> isOn, List<Front> fronts) {
        List<Backend> on = rulings.keySet().stream().filter(isOn).toList();
        List<Backend> off = rulings.keySet().stream().filter(isOn.negate()).toList();
        if (!on.isEmpty() && !off.isEmpty()) {
            fronts.add(Front.keyed(name, front("on", on, candidate -> true), front("off", off, candidate -> true)));
        }
    }

    /** What each point of each backend's front rests on. */
    public List<Certificate> certificates() {
        List<Certificate> certificates = new ArrayList<>();
        for (Backend backend : rulings.keySet()) {
            for (Front.Point point : front(backend).asSafeAsBroadcast()) {
                certificates.add(Certificate.of(synthesis, backend, point.off(), point.safe(), options, monitors));
            }
        }
        return certificates;
    }

    /** What each choice on each axis costs or breaks, as tables in Markdown. */
    String choices() {
        return new Choices(synthesis.candidates(), (backend, candidate) -> settled(List.of(backend), candidate))
                .markdown(rulings);
    }

    private static List<String> others(List<Candidate> same, Candidate one) {
        return same.stream()
                .map(Candidate::id)
                .filter(id -> !id.equals(one.id()))
                .toList();
    }

    private Map<String, Ruling> of(Backend backend) {
        return Objects.requireNonNull(rulings.get(backend));
    }

    private static boolean isOpen(@Nullable Ruling ruling) {
        return ruling == null || ruling.standing() == Standing.OPEN;
    }

    /** Decides what was only covered: nothing is shown as SAFE that was not. */
    private boolean settled(List<Backend> backends, Candidate candidate) {
        for (Backend backend : backends) {
            Ruling ruling = Objects.requireNonNull(of(backend).get(candidate.id()));
            if (ruling.standing() == Standing.COVERED) {
                ruling = synthesis.settle(ruling, backend);
                of(backend).put(candidate.id(), ruling);
            }
            if (!ruling.stands()) {
                return false;
            }
        }
        return true;
    }

    private boolean stands(Backend backend, Candidate candidate) {
        Ruling ruling = of(backend).get(candidate.id());
        return ruling != null && (ruling.stands() || ruling.standing() == Standing.COVERED);
    }

    /** What covers a rule stands no better than it. */
    private boolean isSafe(List<Backend> backends, Candidate candidate) {
        return backends.stream().allMatch(b -> standing(b, candidate.id()) == Standing.SAFE);
    }

    private Standing standing(Backend backend, String id) {
        Ruling ruling = Objects.requireNonNull(of(backend).get(id));
        return ruling.coveredBy() == null ? ruling.standing() : standing(backend, ruling.coveredBy());
    }

    private List<Killer> lastKillers(List<Backend> backends, List<Candidate> standing) {
        return standing.stream()
                .map(c -> backends.stream()
                        .flatMap(b -> Objects.requireNonNull(of(b).get(c.id())).killers().stream())
                        .toList())
                .filter(killers -> !killers.isEmpty())
                .min(Comparator.comparingInt(List::size))
                .orElse(List.of());
    }

    /** The cells that every rule has and none is judged without: broadcast's, where it is SAFE. */
    private Set<String> common(Backend backend) {
        return common.computeIfAbsent(backend, b -> {
            Map<String, Scenario> cells = synthesis
                    .cells()
                    .of("broadcast", Policies.named("broadcast").on(b), b);
            Map<Scenario, String> names =
                    cells.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
            List<CellResult> results = new Matrix(options, monitors).decide(List.copyOf(cells.values()), result -> {});
            results.stream().filter(result -> !result.decided()).findFirst().ifPresent(result -> {
                throw new Undecided(result.scenario().name() + ", which is " + result.verdict());
            });
            return results.stream()
                    .filter(result -> result.verdict() == Verdict.SAFE)
                    .map(result -> names.get(result.scenario()))
                    .collect(Collectors.toSet());
        });
    }

    /** What tells a rule's machines in the selected cells from another's. */
    private String machines(Backend backend, Candidate candidate) {
        Map<Object, String> seen = new HashMap<>();
        MessageDigest digest = sha256();
        digest.update((byte) candidate.fences());
        synthesis.cells().of(candidate.id(), candidate.rule(), backend).forEach((cell, scenario) -> {
            String machine = seen.computeIfAbsent(
                    scenario.sameness(),
                    key -> Fingerprint.of(Unfolder.unfold(scenario.machine(), UnfoldOptions.oneOf(Integer.MAX_VALUE))));
            digest.update((cell + "\n" + machine).getBytes(StandardCharsets.UTF_8));
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private Cost cost(Backend backend, Candidate candidate) {
        List<Object> key = List.of(backend, candidate.id());
        Cost known = costs.get(key);
        if (known == null) {
            known = measure(backend, candidate);
            costs.put(key, known);
        }
        return known;
    }

    private Cost measure(Backend backend, Candidate candidate) {
        Map<String, Scenario> cells =
                new LinkedHashMap<>(synthesis.cells().of(candidate.id(), candidate.rule(), backend));
        cells.keySet().retainAll(common(backend));
        Cost sum = new Cost(0, 0, 0, 0, candidate.fences(), 0);
        for (CellResult result :
                new Matrix(options.withCosts(), monitors).decide(List.copyOf(cells.values()), r -> {})) {
            if (result.verdict() != Verdict.SAFE) {
                throw new Undecided("the costs of " + result.scenario().name() + ", which is " + result.verdict()
                        + " with IPIs counted; give it more of --max-states or --max-memory");
            }
            int sync = result.ipis().sync().max();
            sum = sum.plus(new Cost(
                    sync,
                    sync,
                    result.ipis().disturbed().max(),
                    result.ipis().flush().max(),
                    0,
                    0));
        }
        Map<Object, Boolean> waits = new HashMap<>();
        for (Scenario scenario : cells.values()) {
            if (waits.computeIfAbsent(scenario.sameness(), key -> waits(scenario))) {
                sum = sum.plus(new Cost(0, 0, 0, 0, 0, 1));
            }
        }
        return sum;
    }

    /** Whether some execution waits for a grace period. */
    private static boolean waits(Scenario scenario) {
        UnfoldedMachine unfolded = Unfolder.unfold(scenario.machine(), UnfoldOptions.oneOf(Integer.MAX_VALUE));
        return unfolded.processors().stream().anyMatch(p -> p.task().has(Op.RCU_START, 0));
    }
}
