package org.shootdown.litmus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.shootdown.machine.Cpu;

/**
 * SRCU, as far as the kernel promises it (kernel/rcu/srcutree.c, and tools/memory-model for the matching of sections).
 * A section of one {@code srcu_struct} goes from an {@code srcu_read_lock} to the {@code srcu_read_unlock} that is given
 * what it returned, on whichever thread; sections may overlap without nesting. A grace period of the same struct is
 * fully ordered, and ends only when every section that began before it has ended and the stores before its end are
 * visible. Nothing more: neither end of a section is a barrier, although x86's implementation has one in both, so
 * that what is Never here is Never with {@code srcu_read_lock_fast} too.
 *
 * <p>The machine's contract has no such step, since a section begins at once for everybody, without emptying its CPU's
 * store buffer. So no grace period waits here: each looks which sections have ended, each section looks which grace
 * periods have begun, and a final state counts only if each grace period saw the end of each section that had begun
 * without seeing it. The executions that remain are exactly those of a grace period that waits: it, too, ends after
 * the sections it waits for. An execution in which one would wait for ever has no final state.
 *
 * <p>In cells: a grace period sets its own cell by a locked instruction as it begins, and a section loads it as it
 * begins. A section's end stores to a cell of its own, which leaves the store buffer behind the section's stores, and a
 * grace period loads it as it ends.
 *
 * <p>The index that {@code srcu_read_lock} returns is a number of its own for each section. A final state shows it as 0,
 * as herd does. Given anything else, {@code srcu_read_unlock} ends no section.
 */
final class Srcu {
    /** Where a thread keeps that it has ended a section, for {@link #barrierAfterUnlock}. */
    private static final String UNLOCKED = "srcu: unlocked";

    /** Indices are far from other numbers and from addresses. */
    private static final long FIRST_INDEX = 0x6000_0000L;

    private static final int MOST_SECTIONS = 1 << 16;

    private final Addresses addresses;
    private final List<Section> sections = new ArrayList<>();
    private final List<GracePeriod> gracePeriods = new ArrayList<>();

    /** A call of {@code srcu_read_lock}; since there are no loops, it is executed once at most. */
    private record Section(int number, int thread, long domain, long ended) {
        long index() {
            return FIRST_INDEX + number;
        }
    }

    /** A call of {@code synchronize_srcu}. */
    private record GracePeriod(int number, int thread, long domain, long begun) {}

    Srcu(Addresses addresses) {
        this.addresses = addresses;
    }

    /** A value as a final state shows it. */
    static long shown(long value) {
        return value >= FIRST_INDEX && value < FIRST_INDEX + MOST_SECTIONS ? 0 : value;
    }

    /** {@code srcu_read_lock} in thread {@code number} of the struct at {@code domain}. */
    CExpression lock(int number, long domain) {
        int id = sections.size();
        Section section = new Section(id, number, domain, addresses.of("srcu: section " + id + " ended"));
        sections.add(section);
        return new CExpression.Call(cpu -> {
            for (GracePeriod period : gracePeriods) {
                if (period.domain() == domain) {
                    cpu.setRegister(sawBegin(section, period), cpu.load(period.begun()));
                }
            }
            return section.index();
        });
    }

    /** {@code srcu_read_unlock}, given {@code index}. */
    CExpression unlock(long domain, CExpression index) {
        return new CExpression.Call(cpu -> {
            long given = index.value(cpu);
            for (Section section : sections) {
                if (section.index() == given && section.domain() == domain) {
                    cpu.store(section.ended(), 1);
                }
            }
            cpu.setRegister(UNLOCKED, 1);
            return 0;
        });
    }

    /** {@code synchronize_srcu} in thread {@code number} of the struct at {@code domain}. */
    CExpression synchronize(int number, long domain) {
        int id = gracePeriods.size();
        GracePeriod period = new GracePeriod(id, number, domain, addresses.of("srcu: grace period " + id + " begun"));
        gracePeriods.add(period);
        return new CExpression.Call(cpu -> {
            cpu.readModifyWrite(period.begun(), old -> 1);
            for (Section section : sections) {
                if (section.domain() == domain) {
                    cpu.setRegister(sawEnd(section, period), cpu.load(section.ended()));
                }
            }
            return 0;
        });
    }

    /** {@code smp_mb__after_srcu_read_unlock}: a full barrier behind an unlock, and by itself nothing. */
    CExpression barrierAfterUnlock() {
        return new CExpression.Call(cpu -> {
            if (cpu.register(UNLOCKED) != 0) {
                cpu.step(Cpu::smpMb);
            }
            return 0;
        });
    }

    /** What the sections and grace periods note of each other, and which of it can be. */
    Hidden hidden(List<CThread> threads) {
        Map<Location, Long> initial = new HashMap<>();
        Proposition possible = null;
        for (Section section : sections) {
            for (GracePeriod period : gracePeriods) {
                if (section.domain() == period.domain()) {
                    Location begin = hidden(threads, section.thread(), sawBegin(section, period), initial);
                    Location end = hidden(threads, period.thread(), sawEnd(section, period), initial);
                    Proposition either =
                            new Proposition.Or(new Proposition.Equal(begin, 1), new Proposition.Equal(end, 1));
                    possible = possible == null ? either : new Proposition.And(possible, either);
                }
            }
        }
        return possible == null ? Hidden.NOTHING : new Hidden(initial, possible);
    }

    /** A register that is 1 unless the code that writes it is executed and writes 0. */
    private static Location hidden(List<CThread> threads, int thread, String name, Map<Location, Long> initial) {
        threads.get(thread).declare(name);
        Location location = new Location(thread, 0, name);
        initial.put(location, 1L);
        return location;
    }

    private static String sawBegin(Section section, GracePeriod period) {
        return "srcu: section " + section.number() + " saw the begin of " + period.number();
    }

    private static String sawEnd(Section section, GracePeriod period) {
        return "srcu: grace period " + period.number() + " saw the end of " + section.number();
    }
}
