package org.shootdown.property.arm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.shootdown.check.armv8.ArmOutcomes;
import org.shootdown.check.armv8.ArmProgram;
import org.shootdown.check.armv8.Promising;
import org.shootdown.check.armv8.Sources;
import org.shootdown.check.armv8.Step;
import org.shootdown.check.armv8.Step.Acquire;
import org.shootdown.check.armv8.Step.Update;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.options.SearchMonitor;
import org.shootdown.check.result.End;

/** Generated programs as the engine under test takes them, and what it makes of them. */
final class ArmSteps {
    /** Many more than generated programs have, unless the engine is wrong: of 276,200 three had more than a million. */
    private static final long MOST_STATES = 20_000_000;

    private final List<ArmInstr> code;
    private final Map<List<Object>, Step> known = new HashMap<>();

    private ArmSteps(List<ArmInstr> code) {
        this.code = code;
    }

    /** All outcomes: cells, then the registers of each thread. */
    static Set<List<Integer>> outcomes(ArmTiny tiny) {
        List<ArmProgram.ArmThread> threads = new ArrayList<>();
        for (List<ArmInstr> code : tiny.threads()) {
            Sources[] none = new Sources[ArmTiny.REGISTERS];
            Arrays.fill(none, Sources.NONE);
            Step start = new ArmSteps(code).from(0, new int[ArmTiny.REGISTERS], none);
            threads.add(new ArmProgram.ArmThread(start, code.size()));
        }
        ArmProgram program = new ArmProgram(Collections.nCopies(ArmTiny.CELLS, 0L), threads);
        // The engine has one memory model, whatever the options say.
        CheckOptions options = CheckOptions.exhaustive(MemoryModel.SC).withMaxStates(MOST_STATES);
        ArmOutcomes found = Promising.explore(program, options, SearchMonitor.NONE);
        if (found.end() != End.COMPLETE) {
            throw new IllegalStateException("more than " + MOST_STATES + " states: " + tiny);
        }
        Set<List<Integer>> outcomes = new HashSet<>();
        for (ArmOutcomes.Outcome outcome : found.outcomes()) {
            List<Integer> all = new ArrayList<>();
            outcome.memory().forEach(value -> all.add(value.intValue()));
            outcome.threads().forEach(result -> result.forEach(value -> all.add(value.intValue())));
            outcomes.add(all);
        }
        return outcomes;
    }

    private Step from(int at, int[] registers, Sources[] sources) {
        List<Object> key = new ArrayList<>();
        key.add(at);
        Arrays.stream(registers).forEach(key::add);
        key.addAll(Arrays.asList(sources));
        Step step = known.get(key);
        if (step == null) {
            step = make(at, registers, sources);
            known.put(key, step);
        }
        return step;
    }

    private Supplier<Step> next(int at, int[] registers, Sources[] sources, int to, int value, Sources from) {
        int[] after = registers.clone();
        Sources[] sourcesAfter = sources.clone();
        if (to != ArmInstr.NONE) {
            after[to] = value;
            sourcesAfter[to] = from;
        }
        return () -> from(at, after, sourcesAfter);
    }

    private static Sources of(Sources[] sources, int register) {
        return register == ArmInstr.NONE ? Sources.NONE : sources[register];
    }

    private Step make(int at, int[] registers, Sources[] sources) {
        if (at == code.size()) {
            return new Step.End(Arrays.stream(registers).mapToObj(r -> (long) r).toList());
        }
        ArmInstr instruction = code.get(at);
        Supplier<Step> next = next(at + 1, registers, sources, ArmInstr.NONE, 0, Sources.NONE);
        if (instruction instanceof ArmInstr.Load load) {
            LongFunction<Step> then = value -> next(at + 1, registers, sources, load.to(), (int) value, Sources.of(at))
                    .get();
            return new Step.Load(load.cell(), load.acquire(), load.exclusive(), of(sources, load.address()), at, then);
        } else if (instruction instanceof ArmInstr.Store store) {
            return new Step.Store(
                    store.cell(),
                    store.value().of(registers),
                    store.release(),
                    of(sources, store.address()),
                    of(sources, store.value().source()),
                    next);
        } else if (instruction instanceof ArmInstr.StoreExclusive store) {
            return new Step.StoreExclusive(
                    store.cell(),
                    store.value().of(registers),
                    store.release(),
                    Sources.NONE,
                    of(sources, store.value().source()),
                    next(at + 1, registers, sources, store.status(), 0, Sources.NONE),
                    next(at + 1, registers, sources, store.status(), 1, Sources.NONE));
        } else if (instruction instanceof ArmInstr.Atomic atomic) {
            return atomic(at, atomic, registers, sources);
        } else if (instruction instanceof ArmInstr.Barrier barrier) {
            return new Step.Barrier(barrier.fence(), next);
        } else if (instruction instanceof ArmInstr.Skip skip) {
            int to = registers[skip.register()] == 0 ? at + 1 : Math.min(code.size(), at + 1 + skip.count());
            return new Step.Branch(
                    sources[skip.register()], next(to, registers, sources, ArmInstr.NONE, 0, Sources.NONE));
        }
        ArmInstr.Select select = (ArmInstr.Select) instruction;
        int chosen = registers[select.condition()] == 0 ? select.first() : select.second();
        Sources from = sources[chosen].pickedBy(sources[select.condition()]);
        return next(at + 1, registers, sources, select.to(), registers[chosen], from)
                .get();
    }

    private Step atomic(int at, ArmInstr.Atomic atomic, int[] registers, Sources[] sources) {
        boolean compares = atomic.update() == Update.COMPARE;
        LongFunction<Step> then = old -> {
            Supplier<Step> fromMemory = next(at + 1, registers, sources, atomic.to(), (int) old, Sources.of(at));
            if (!compares || atomic.to() == ArmInstr.NONE || old != registers[atomic.expected()]) {
                return fromMemory.get();
            }
            Sources expected = sources[atomic.expected()];
            Sources kept = expected.pickedBy(expected.and(Sources.of(at)));
            Supplier<Step> picked = next(at + 1, registers, sources, atomic.to(), (int) old, kept);
            return known.computeIfAbsent(
                    List.of(fromMemory.get(), picked.get()), either -> new Step.Either(List.of(fromMemory, picked)));
        };
        return new Step.Atomic(
                atomic.cell(),
                atomic.update(),
                atomic.acquire() ? Acquire.SEQUENTIALLY_CONSISTENT : Acquire.NONE,
                atomic.release(),
                atomic.to() != ArmInstr.NONE,
                of(sources, atomic.address()),
                of(sources, atomic.operand().source()),
                compares ? sources[atomic.expected()] : Sources.NONE,
                at,
                old -> atomic.stores((int) old, registers),
                old -> atomic.stored((int) old, registers),
                then);
    }
}
