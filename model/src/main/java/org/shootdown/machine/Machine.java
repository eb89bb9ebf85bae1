package org.shootdown.machine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A whole model: shared cells, ghost state, CPUs with their programs, and the environment around them. Immutable; made
 * by {@link #builder}. The order of declaration fixes all numbers, so the same construction gives the same machine.
 */
public final class Machine {
    private static final int MAX_CPUS = 64;
    private static final int MAX_SITUATIONS = 31;

    /** What a step makes of each value of its cell is tabulated, so a wide cell costs much wherever it is read. */
    private static final int MAX_VALUE = 0xFFFF;

    private final String name;
    private final List<Cell> cells;
    private final List<Ghost> ghosts;
    private final List<Page> pages;
    private final List<Processor> processors;
    private final List<Situation> situations;
    private final @Nullable Situation insideUnlinked;
    private final List<Cell> observedCells;
    private final List<Ghost> observedGhosts;

    private Machine(Builder b) {
        name = b.name;
        cells = List.copyOf(b.cells);
        ghosts = List.copyOf(b.ghosts);
        pages = List.copyOf(b.pages);
        List<Processor> built = new ArrayList<>();
        for (Builder.CpuBuilder p : b.processors) {
            built.add(p.build());
        }
        processors = Collections.unmodifiableList(built);
        situations = List.copyOf(b.situations);
        insideUnlinked = b.insideUnlinked;
        observedCells = List.copyOf(b.observedCells);
        observedGhosts = List.copyOf(b.observedGhosts);
    }

    private Machine(Machine like, UnaryOperator<Program> change) {
        name = like.name;
        cells = like.cells;
        ghosts = like.ghosts;
        pages = like.pages;
        processors = like.processors.stream().map(p -> p.with(change)).toList();
        situations = like.situations;
        insideUnlinked = like.insideUnlinked;
        observedCells = like.observedCells;
        observedGhosts = like.observedGhosts;
    }

    /** The same machine with other programs: {@code change} says what to run in place of each task and NMI handler. */
    public Machine withPrograms(UnaryOperator<Program> change) {
        return new Machine(this, change);
    }

    /** Begins a machine. */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** What reports call it. */
    public String name() {
        return name;
    }

    /** All memory cells, by {@link Cell#index}. */
    public List<Cell> cells() {
        return cells;
    }

    /** All ghosts, by {@link Ghost#index}. */
    public List<Ghost> ghosts() {
        return ghosts;
    }

    /** All pages. */
    public List<Page> pages() {
        return pages;
    }

    /** CPUs and agents; a CPU's {@link Cpu#id} is its position here. */
    public List<Processor> processors() {
        return processors;
    }

    /** Every CPU, agents left out: a new set each time. */
    public CpuMask onlineMask() {
        long cpus = 0;
        for (Processor p : processors) {
            cpus |= p.agent() ? 0 : 1L << p.id();
        }
        return new KnownMask(cpus, cpus);
    }

    /** What has to be reached lest a verdict be VACUOUS. */
    public List<Situation> situations() {
        return situations;
    }

    /** The situation that a software or hardware walk of an unlinked page reaches, or {@code null}. */
    public @Nullable Situation insideUnlinked() {
        return insideUnlinked;
    }

    /** The cells whose final values make up an outcome, before {@link #observedGhosts}. */
    public List<Cell> observedCells() {
        return observedCells;
    }

    /** The ghosts whose final values make up an outcome. */
    public List<Ghost> observedGhosts() {
        return observedGhosts;
    }

    /**
     * One thread of control with what can interrupt it.
     *
     * @param id its number, {@link Cpu#id}
     * @param name what traces call it
     * @param task the program it runs
     * @param nmi the handler of a non-maskable interrupt, or {@code null}
     * @param nmis how many NMIs may arrive at most
     * @param agent a part of the environment (host, hardware walker) rather than a CPU: it has no store buffer, takes
     *     no interrupts, and may be left waiting for ever without that being a deadlock
     * @param interest the cell that says which mm this CPU uses, or {@code null} if it is never of interest
     * @param interestValue the value of {@code interest} at which an IPI to this CPU is not a disturbance
     */
    public record Processor(
            int id,
            String name,
            Program task,
            @Nullable Program nmi,
            int nmis,
            boolean agent,
            @Nullable Cell interest,
            int interestValue) {
        private Processor with(UnaryOperator<Program> change) {
            return new Processor(
                    id,
                    name,
                    change.apply(task),
                    nmi == null ? null : change.apply(nmi),
                    nmis,
                    agent,
                    interest,
                    interestValue);
        }
    }

    /** Collects the parts of a machine. Every method refuses nonsense with an {@link IllegalArgumentException}. */
    public static final class Builder {
        private final String name;
        private final List<Cell> cells = new ArrayList<>();
        private final List<Ghost> ghosts = new ArrayList<>();
        private final List<Page> pages = new ArrayList<>();
        private final List<CpuBuilder> processors = new ArrayList<>();
        private final List<Situation> situations = new ArrayList<>();
        private final List<Cell> observedCells = new ArrayList<>();
        private final List<Ghost> observedGhosts = new ArrayList<>();
        private @Nullable Situation insideUnlinked;

        private Builder(String name) {
            this.name = name;
        }

        /** A memory cell with values {@code 0..max} that starts as 0. */
        public Cell cell(String name, int max) {
            return cell(name, max, 0);
        }

        /** A memory cell with values {@code 0..max}. */
        public Cell cell(String name, int max, int initial) {
            return add(name, max, initial, false);
        }

        /** A hardware register with values {@code 0..max}: outside the memory model. */
        public Cell register(String name, int max, int initial) {
            return add(name, max, initial, true);
        }

        private Cell add(String name, int max, int initial, boolean register) {
            checkRange("cell", name, max, initial);
            Cell cell = new Cell(name, cells.size(), max, initial, register, cells.size() + ghosts.size());
            cells.add(cell);
            return cell;
        }

        /** A history variable with values {@code 0..max} that starts as {@code initial}. */
        public Ghost ghost(String name, int max, int initial) {
            checkRange("ghost", name, max, initial);
            Ghost ghost = new Ghost(name, ghosts.size(), max, initial, cells.size() + ghosts.size());
            ghosts.add(ghost);
            return ghost;
        }

        /** A page that starts live and can come to belong to one of {@code owners} mms (0 if to none). */
        public Page page(String name, int owners) {
            if (owners < 0) {
                throw new IllegalArgumentException("page " + name + ": owners must be 0 or more, not " + owners);
            }
            Page page = new Page(ghost(name, Page.REPURPOSED + owners, Page.LIVE), owners);
            pages.add(page);
            return page;
        }

        /** A situation that every execution set must reach; see {@link Situation}. */
        public Situation situation(String name) {
            if (situations.size() == MAX_SITUATIONS) {
                throw new IllegalArgumentException("more than " + MAX_SITUATIONS + " situations");
            }
            Situation situation = new Situation(name, situations.size());
            situations.add(situation);
            return situation;
        }

        /** Declares the situation that is reached when a walker looks at a page that is already unlinked. */
        public Builder walkInsideUnlinked(String name) {
            insideUnlinked = situation(name);
            return this;
        }

        /** Makes the final value of {@code cell} part of the outcome. */
        public Builder observe(Cell cell) {
            observedCells.add(cell);
            return this;
        }

        /** Makes the final value of {@code ghost} part of the outcome. */
        public Builder observe(Ghost ghost) {
            observedGhosts.add(ghost);
            return this;
        }

        /**
         * A CPU that runs {@code task} once, with interrupts on at its start and at its end.
         *
         * @param name what traces call the CPU, and the program if that has no name of its own, as a lambda has none
         */
        public CpuBuilder cpu(String name, Program task) {
            return add(name, task, false);
        }

        /** A part of the environment that acts by itself: a host, a hardware walker. */
        public CpuBuilder agent(String name, Program task) {
            return add(name, task, true);
        }

        private CpuBuilder add(String name, Program task, boolean agent) {
            if (processors.size() == MAX_CPUS) {
                throw new IllegalArgumentException("more than " + MAX_CPUS + " processors");
            }
            CpuBuilder cpu = new CpuBuilder(processors.size(), name, ProgramTitle.orElse(task, name), agent);
            processors.add(cpu);
            return cpu;
        }

        /** The machine, which has a CPU at least. */
        public Machine build() {
            if (processors.stream().allMatch(p -> p.agent)) {
                throw new IllegalArgumentException("machine " + name + " has no CPU; cpu() adds one");
            }
            return new Machine(this);
        }

        private static void checkRange(String what, String name, int max, int initial) {
            if (max < 0 || initial < 0 || initial > max) {
                throw new IllegalArgumentException(
                        what + " " + name + ": needs 0 <= initial <= max, not initial " + initial + " and max " + max);
            }
            if (max > MAX_VALUE) {
                throw new IllegalArgumentException(what + " " + name + ": its largest value may be " + MAX_VALUE
                        + " at most, not " + max + "; a model needs few values, such as one for each case");
            }
        }

        /** What else is known of one CPU. */
        public static final class CpuBuilder {
            private final int id;
            private final String name;
            private final Program task;
            private final boolean agent;
            private @Nullable Program nmi;
            private int nmis;
            private @Nullable Cell interest;
            private int interestValue;

            private CpuBuilder(int id, String name, Program task, boolean agent) {
                this.id = id;
                this.name = name;
                this.task = task;
                this.agent = agent;
            }

            /** Its number, {@link Cpu#id}. */
            public int id() {
                return id;
            }

            /** Lets an NMI arrive at any step, interrupt-off sections and handlers included, at most {@code times}. */
            public CpuBuilder nmi(Program handler, int times) {
                if (agent || times < 1) {
                    throw new IllegalArgumentException(name + ": NMIs arrive on CPUs, once or more");
                }
                nmi = ProgramTitle.orElse(handler, name + " NMI");
                nmis = times;
                return this;
            }

            /** An IPI to this CPU while {@code cell} is not {@code value}, and outside any walk, is a disturbance. */
            public CpuBuilder interestedWhile(Cell cell, int value) {
                interest = cell;
                interestValue = value;
                return this;
            }

            private Processor build() {
                return new Processor(id, name, task, nmi, nmis, agent, interest, interestValue);
            }
        }
    }
}
