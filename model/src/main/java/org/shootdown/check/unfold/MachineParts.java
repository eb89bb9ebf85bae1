package org.shootdown.check.unfold;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Situation;

/** What a machine is made of besides programs, as lines that can be compared. */
final class MachineParts {
    private MachineParts() {}

    /** The first part in which two machines differ, as it is in both; {@code null} if there is none. Names count not. */
    static String difference(Machine a, Machine b) {
        return a == b || same(a, b) ? null : firstDifference(lines(a), lines(b));
    }

    /** The comparison of the lines, without making them: machines are many, and differ hardly ever. */
    private static boolean same(Machine a, Machine b) {
        return same(a.cells(), b.cells(), MachineParts::same)
                && same(a.ghosts(), b.ghosts(), MachineParts::same)
                && same(a.pages(), b.pages(), (p, q) -> p.place() == q.place())
                && same(a.situations(), b.situations(), (p, q) -> p.name().equals(q.name()))
                && same(a.observedCells(), b.observedCells(), MachineParts::same)
                && same(a.observedGhosts(), b.observedGhosts(), MachineParts::same)
                && (a.insideUnlinked() == null ? -1 : a.insideUnlinked().index())
                        == (b.insideUnlinked() == null ? -1 : b.insideUnlinked().index())
                && same(a.processors(), b.processors(), MachineParts::same);
    }

    private static boolean same(Cell a, Cell b) {
        return a.place() == b.place()
                && a.max() == b.max()
                && a.initial() == b.initial()
                && a.isRegister() == b.isRegister()
                && a.name().equals(b.name());
    }

    private static boolean same(Ghost a, Ghost b) {
        return a.place() == b.place()
                && a.max() == b.max()
                && a.initial() == b.initial()
                && a.name().equals(b.name());
    }

    private static boolean same(Machine.Processor a, Machine.Processor b) {
        return a.agent() == b.agent()
                && a.nmis() == b.nmis()
                && (a.interest() == null ? -1 : a.interest().place())
                        == (b.interest() == null ? -1 : b.interest().place())
                && a.interestValue() == b.interestValue()
                && a.name().equals(b.name());
    }

    private static <T> boolean same(List<T> a, List<T> b, BiPredicate<T, T> same) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int n = 0; n < a.size(); n++) {
            if (!same.test(a.get(n), b.get(n))) {
                return false;
            }
        }
        return true;
    }

    private static String firstDifference(List<String> once, List<String> again) {
        for (int n = 0; n < Math.max(once.size(), again.size()); n++) {
            String before = n < once.size() ? once.get(n) : "nothing more";
            String now = n < again.size() ? again.get(n) : "nothing more";
            if (!before.equals(now)) {
                return before + ", and then " + now;
            }
        }
        return "its parts come in another order";
    }

    private static List<String> lines(Machine machine) {
        List<String> lines = new ArrayList<>();
        for (Cell cell : machine.cells()) {
            String kind = cell.isRegister() ? "register " : "cell ";
            lines.add(kind + cell + " of 0.." + cell.max() + " starts as " + cell.initial());
        }
        for (Ghost ghost : machine.ghosts()) {
            lines.add("ghost " + ghost + " of 0.." + ghost.max() + " starts as " + ghost.initial());
        }
        machine.pages().forEach(page -> lines.add("page " + page));
        machine.situations().forEach(situation -> lines.add("situation " + situation));
        Situation inside = machine.insideUnlinked();
        lines.add("a walk of an unlinked page reaches " + (inside == null ? "nothing" : inside.toString()));
        machine.observedCells().forEach(cell -> lines.add("observed " + cell));
        machine.observedGhosts().forEach(ghost -> lines.add("observed " + ghost));
        for (Machine.Processor p : machine.processors()) {
            lines.add((p.agent() ? "agent " : "CPU ") + p.name() + " with " + p.nmis() + " NMIs, of interest "
                    + (p.interest() == null ? "never" : "unless " + p.interest() + " is " + p.interestValue()));
        }
        return lines;
    }
}
