package org.shootdown.property;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.shootdown.property.ThreadPaths.Event;
import org.shootdown.property.ThreadPaths.Path;
import org.shootdown.property.tiny.TinyModel;

/**
 * An axiomatic memory model: enumerates candidate executions (a path for each thread, for each load the store it reads
 * from, for each cell an order of its stores) and keeps those that the axioms allow. The axioms of TSO are those of
 * herd's {@code x86tso.cat}: uniproc, atomicity, and an acyclic global happens-before; those of SC are one acyclic
 * relation. Nothing here knows of store buffers.
 */
final class Axioms {
    /** More candidates than this are too many to enumerate. */
    private static final int MAX_CANDIDATES = 200_000;

    private final TinyModel model;
    private final boolean tso;
    private final Set<List<Integer>> outcomes = new HashSet<>();
    private int candidates;

    private Axioms(TinyModel model, boolean tso) {
        this.model = model;
        this.tso = tso;
    }

    /** The final values of cells and ghosts, as the machine of {@code model} observes them; empty if too many. */
    static Optional<Set<List<Integer>>> outcomes(TinyModel model, boolean tso) {
        List<TreeSet<Integer>> domains = ThreadPaths.domains(model);
        List<List<Path>> paths = new ArrayList<>();
        for (int t = 0; t < model.cpus().size(); t++) {
            paths.add(ThreadPaths.of(model, t, domains));
        }
        Axioms axioms = new Axioms(model, tso);
        axioms.choosePaths(paths, new ArrayList<>());
        return axioms.candidates > MAX_CANDIDATES ? Optional.empty() : Optional.of(axioms.outcomes);
    }

    private void choosePaths(List<List<Path>> paths, List<Path> chosen) {
        if (chosen.size() == paths.size()) {
            Candidate candidate = new Candidate(chosen);
            if (candidate.everyValueIsStored()) {
                candidate.chooseOrder(cells());
            }
            return;
        }
        for (Path path : paths.get(chosen.size())) {
            chosen.add(path);
            choosePaths(paths, chosen);
            chosen.remove(chosen.size() - 1);
        }
    }

    private int cells() {
        return model.cellMax().size();
    }

    /** A relation over events: bit b of element a says that a comes before b. */
    private static boolean isAcyclic(long[] relation) {
        long left = relation.length == Long.SIZE ? -1 : (1L << relation.length) - 1;
        boolean removed = true;
        while (left != 0 && removed) {
            removed = false;
            for (int a = 0; a < relation.length; a++) {
                // An event with no successor left is on no cycle.
                if ((left >>> a & 1) != 0 && (relation[a] & left) == 0) {
                    left &= ~(1L << a);
                    removed = true;
                }
            }
        }
        return left == 0;
    }

    /** A choice of paths, and what is chosen beyond them. */
    private final class Candidate {
        private final List<Event> events = new ArrayList<>();
        private final List<Path> paths;
        /** For each cell its stores in coherence order, the initial one first. */
        private final List<List<Integer>> co = new ArrayList<>();
        /** For each event that is a load, the store it reads from. */
        private final int[] rf;

        Candidate(List<Path> paths) {
            this.paths = paths;
            for (int cell = 0; cell < cells(); cell++) {
                events.add(new Event(-1, false, cell, 0, false));
                co.add(new ArrayList<>(List.of(cell)));
            }
            paths.forEach(path -> events.addAll(path.events()));
            rf = new int[events.size()];
        }

        boolean everyValueIsStored() {
            return events.stream()
                    .filter(Event::reads)
                    .allMatch(load -> events.stream()
                            .anyMatch(e -> e.writes() && e.cell() == load.cell() && e.value() == load.value()));
        }

        /**
         * Orders the stores, from event {@code e} on, in every way that keeps a thread's own in program order (uniproc
         * would throw out the others).
         */
        void chooseOrder(int e) {
            if (candidates > MAX_CANDIDATES) {
                return;
            }
            int next = e;
            while (next < events.size() && !events.get(next).writes()) {
                next++;
            }
            if (next == events.size()) {
                List<Integer> outcome = outcome();
                if (!outcomes.contains(outcome) && chooseSource(cells())) {
                    outcomes.add(outcome);
                }
                return;
            }
            List<Integer> order = co.get(events.get(next).cell());
            for (int place = order.size(); place > 0; place--) {
                if (place < order.size() && sameThread(order.get(place), next)) {
                    return;
                }
                order.add(place, next);
                chooseOrder(next + 1);
                order.remove(place);
            }
        }

        /** Whether the loads from event {@code e} on can read from some stores so that the axioms hold. */
        private boolean chooseSource(int e) {
            if (e == events.size()) {
                candidates++;
                return isAllowed();
            }
            Event load = events.get(e);
            if (!load.reads()) {
                return chooseSource(e + 1);
            }
            for (int store : co.get(load.cell())) {
                rf[e] = store;
                if (events.get(store).value() == load.value() && chooseSource(e + 1)) {
                    return true;
                }
            }
            return false;
        }

        private List<Integer> outcome() {
            List<Integer> outcome = new ArrayList<>();
            co.forEach(
                    order -> outcome.add(events.get(order.get(order.size() - 1)).value()));
            for (int ghost = 0; ghost < TinyModel.GHOSTS; ghost++) {
                int value = 0;
                for (Path path : paths) {
                    value = path.ghosts().getOrDefault(ghost, value);
                }
                outcome.add(value);
            }
            outcome.add(0);
            return outcome;
        }

        private boolean isAllowed() {
            return isAtomic() && (tso ? isAcyclic(uniproc()) && isAcyclic(globalHappensBefore()) : isAcyclic(sc()));
        }

        /** rmw & (fre; coe) is empty: nothing comes between the two halves of a locked instruction. */
        private boolean isAtomic() {
            for (int e = 0; e + 1 < events.size(); e++) {
                if (events.get(e).locked() && events.get(e).reads()) {
                    List<Integer> order = co.get(events.get(e).cell());
                    if (order.indexOf(e + 1) != order.indexOf(rf[e]) + 1) {
                        return false;
                    }
                }
            }
            return true;
        }

        /** acyclic po-loc | rf | fr | co. */
        private long[] uniproc() {
            long[] relation = new long[events.size()];
            communication(relation, false);
            programOrder(
                    relation, (a, b) -> events.get(a).cell() == events.get(b).cell());
            return relation;
        }

        /** acyclic po_ghb | mfence | implied | rfe | fr | co: all of program order but from a store to a later load. */
        private long[] globalHappensBefore() {
            long[] relation = new long[events.size()];
            communication(relation, true);
            programOrder(relation, (a, b) -> {
                boolean locked = events.get(a).locked() || events.get(b).locked();
                return events.get(a).reads() || events.get(b).writes() || locked || barrierBetween(a, b);
            });
            return relation;
        }

        /** acyclic po | rf | fr | co. */
        private long[] sc() {
            long[] relation = new long[events.size()];
            communication(relation, false);
            programOrder(relation, (a, b) -> true);
            return relation;
        }

        private interface Keep {
            boolean test(int a, int b);
        }

        /** Adds those pairs of program order, between accesses, that {@code keep} keeps. */
        private void programOrder(long[] relation, Keep keep) {
            for (int a = cells(); a < events.size(); a++) {
                for (int b = a + 1; b < events.size() && sameThread(a, b); b++) {
                    boolean accesses =
                            !events.get(a).isBarrier() && !events.get(b).isBarrier();
                    if (accesses && keep.test(a, b)) {
                        relation[a] |= 1L << b;
                    }
                }
            }
        }

        private boolean sameThread(int a, int b) {
            return events.get(a).thread() == events.get(b).thread();
        }

        private boolean barrierBetween(int a, int b) {
            return events.subList(a, b).stream().anyMatch(Event::isBarrier);
        }

        /** Adds co, fr and rf, or only the external part of rf. */
        private void communication(long[] relation, boolean externalOnly) {
            for (List<Integer> order : co) {
                for (int i = 0; i < order.size(); i++) {
                    for (int later : order.subList(i + 1, order.size())) {
                        relation[order.get(i)] |= 1L << later;
                    }
                }
            }
            for (int e = cells(); e < events.size(); e++) {
                if (events.get(e).reads()) {
                    List<Integer> order = co.get(events.get(e).cell());
                    for (int later : order.subList(order.indexOf(rf[e]) + 1, order.size())) {
                        relation[e] |= 1L << later;
                    }
                    if (!externalOnly || !sameThread(rf[e], e)) {
                        relation[rf[e]] |= 1L << e;
                    }
                }
            }
        }
    }
}
