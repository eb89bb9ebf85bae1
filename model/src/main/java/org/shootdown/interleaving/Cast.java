package org.shootdown.interleaving;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shootdown.machine.ModelError;

/** Which method each CPU and agent runs, by number; {@link Actor} has the rules. */
final class Cast {
    private static final Pattern NUMBERED = Pattern.compile("cpu([0-9]{1,9})");

    private final RaceMembers members;
    private final Map<Integer, Part> parts = new TreeMap<>();

    /**
     * What one CPU or agent does.
     *
     * @param repeated whether others do the same
     * @param copy which of them it is, from 0
     * @param nmi the handler of its NMIs, or {@code null}
     * @param nmis how many NMIs may arrive at most
     */
    record Part(
            Method actor,
            boolean agent,
            boolean repeated,
            int copy,
            @Nullable Method nmi,
            int nmis) {
        /** The method's name, and which of several it is. */
        String name() {
            return repeated ? actor.getName() + "[" + copy + "]" : actor.getName();
        }
    }

    /** @throws ModelError if two parts have one number, a number is missing, or an NMI interrupts no CPU */
    Cast(RaceMembers members) {
        this.members = members;
        members.nmis().forEach((nmi, how) -> checkTargets(nmi, how));
        List<Part> cpus = new ArrayList<>();
        List<Part> agents = new ArrayList<>();
        members.actors().forEach((method, actor) -> {
            int first = number(method, actor);
            for (int copy = 0; copy < actor.times(); copy++) {
                Part part = part(method, actor, copy);
                if (first >= 0) {
                    give(first + copy, part);
                } else {
                    (actor.agent() ? agents : cpus).add(part);
                }
            }
        });
        cpus.forEach(part -> give(lowestFree(), part));
        agents.forEach(part -> give(lowestFree(), part));
        int free = lowestFree();
        if (free < parts.size()) {
            int next = parts.keySet().stream().filter(n -> n > free).findFirst().orElseThrow();
            throw members.misuse(": no actor has number " + free + ", but "
                    + Objects.requireNonNull(parts.get(next)).name() + " has number " + next
                    + "; numbers begin with 0 and leave none out");
        }
    }

    /** The parts in the order of their numbers, which are 0 to size - 1. */
    List<Part> parts() {
        return List.copyOf(parts.values());
    }

    private static int number(Method method, Actor actor) {
        Matcher name = NUMBERED.matcher(method.getName());
        return actor.id() >= 0 || !name.matches() ? actor.id() : Integer.parseInt(name.group(1));
    }

    private Part part(Method method, Actor actor, int copy) {
        Method handler = null;
        int times = 0;
        for (Map.Entry<Method, Nmi> nmi : members.nmis().entrySet()) {
            if (List.of(nmi.getValue().of()).contains(method.getName())) {
                if (handler != null) {
                    throw members.misuse(": NMIs " + handler.getName() + " and "
                            + nmi.getKey().getName() + " both interrupt actor " + method.getName());
                }
                handler = nmi.getKey();
                times = nmi.getValue().times();
            }
        }
        return new Part(method, actor.agent(), actor.times() > 1, copy, handler, times);
    }

    private void checkTargets(Method nmi, Nmi how) {
        if (how.of().length == 0) {
            throw members.misuse(": NMI " + nmi.getName() + " interrupts nobody");
        }
        for (String target : how.of()) {
            Actor actor = members.actors().entrySet().stream()
                    .filter(entry -> entry.getKey().getName().equals(target))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElseThrow(() -> members.misuse(
                            ": NMI " + nmi.getName() + " interrupts " + target + ", which is no @Actor method"));
            if (actor.agent()) {
                throw members.misuse(
                        ": NMI " + nmi.getName() + " interrupts " + target + ", an agent; NMIs arrive on CPUs");
            }
        }
    }

    private void give(int number, Part part) {
        Part other = parts.putIfAbsent(number, part);
        if (other != null) {
            throw members.misuse(": actors " + other.name() + " and " + part.name() + " both have number " + number);
        }
    }

    private int lowestFree() {
        int free = 0;
        while (parts.containsKey(free)) {
            free++;
        }
        return free;
    }
}
