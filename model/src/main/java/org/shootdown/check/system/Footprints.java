package org.shootdown.check.system;

/**
 * Which bits of a state the transitions of one mover depend on, as masks over the state's words: two states that agree
 * there have the same transitions of that mover, with the same results. Never too small; what it holds too much costs
 * only speed.
 *
 * <p>These are the read sets of a dependency matrix in the sense of Blom, van de Pol and Weber (LTSmin: Distributed and
 * Symbolic Reachability, CAV 2010), one row per node of a CPU's task.
 */
public final class Footprints {
    private final TransitionSystem ts;

    public Footprints(TransitionSystem ts) {
        this.ts = ts;
    }

    /**
     * What a mover depends on while its program is at {@code node}.
     *
     * @param node any number for a store buffer, which has no program
     */
    public long[] of(Mover mover, int node) {
        Footprint footprint = new Footprint();
        if (mover instanceof Mover.Thread thread) {
            CompiledCpu cpu = thread.cpu();
            footprint.addOwn(cpu);
            cpu.task.read(node, footprint);
            footprint.addAll(cpu.irq);
            footprint.addAll(cpu.nmi);
        } else if (mover instanceof Mover.Buffer buffer) {
            footprint.addOwn(buffer.cpu());
            for (int entry = 1; entry <= buffer.cpu().buffer.lastCode(); entry++) {
                if (buffer.cpu().buffer.startsGracePeriod(entry)) {
                    footprint.readers();
                }
            }
        } else if (mover instanceof Mover.Callback c) {
            footprint.add(c.code().field);
            footprint.add(ts.gracePeriodField[c.callback().number]);
            footprint.addAll(c.code());
        }
        return footprint.bits;
    }

    private final class Footprint implements Code.Reads {
        private final long[] bits = new long[ts.words()];

        Footprint() {
            // Set in every state.
            bits[0] = 1;
        }

        void add(int... fields) {
            for (int field : fields) {
                ts.layout.addTo(bits, field);
            }
        }

        void addOwn(CompiledCpu cpu) {
            add(cpu.task.field, cpu.irq.field, cpu.nmi.field, cpu.nmisLeftField, cpu.stoppedField, cpu.queue.field);
            add(cpu.buffer.slots);
            // Any step of a CPU may end a grace period's wait for it.
            add(ts.gracePeriodField);
        }

        void addAll(Code code) {
            for (int n = 0; n < code.size(); n++) {
                code.read(n, this);
            }
        }

        @Override
        public void cell(int cell) {
            add(ts.cellField[cell]);
        }

        @Override
        public void page(int ghost) {
            add(ts.ghostField[ghost]);
        }

        @Override
        public void unfinishedRequest(int cpu) {
            add(ts.cpus[cpu].queue.field);
        }

        @Override
        public void disturbance(int cpu) {
            if (ts.costs != null) {
                add(ts.costs.flushField(), ts.costs.syncField(), ts.costs.disturbedField());
                addSection(ts.cpus[cpu]);
                if (ts.cpus[cpu].interest != null) {
                    cell(ts.cpus[cpu].interest.cell());
                }
            }
        }

        @Override
        public void readers() {
            for (CompiledCpu cpu : ts.cpus) {
                addSection(cpu);
                add(cpu.buffer.slots);
            }
        }

        @Override
        public void stop(int cpu) {
            add(ts.cpus[cpu].stoppedField);
            add(ts.cpus[cpu].buffer.slots);
        }

        /** Whether a CPU is in a handler or a section. */
        private void addSection(CompiledCpu cpu) {
            add(cpu.task.field, cpu.irq.field, cpu.nmi.field);
        }
    }
}
