package org.shootdown.property.tiny;

import static net.jqwik.api.Arbitraries.frequency;
import static net.jqwik.api.Arbitraries.frequencyOf;
import static net.jqwik.api.Arbitraries.integers;
import static net.jqwik.api.Arbitraries.just;
import static net.jqwik.api.Arbitraries.of;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import org.shootdown.machine.Walk;
import org.shootdown.property.tiny.Instr.Barrier;
import org.shootdown.property.tiny.Instr.RmwOp;

/** Generates small machines that shrink to smaller ones. */
public final class TinyModels {
    /** u and v hold 0 or 1, w holds 0..3, and x is the lock. */
    private static final List<Integer> CELLS = List.of(1, 1, 3, 1);

    /** A function that generated programs do not call and that does nothing. */
    public static final int NOTHING = 2;

    private static final int WIDE = 2;
    private static final int LOCK = 3;

    /** Those that keep to the cell's range. */
    private static final List<RmwOp> HARMLESS = List.of(RmwOp.XCHG, RmwOp.CMPXCHG, RmwOp.SET_BIT, RmwOp.CLEAR_BIT);

    private TinyModels() {}

    /**
     * Where an instruction stands, which decides what the contract allows there.
     *
     * @param functions how many functions may be called on other CPUs; a function may call only those before it, so
     *     that no two CPUs interrupt each other for ever
     * @param judged whether pages, conditions, situations and shared ghosts may occur
     * @param sleeps whether synchronize_rcu is allowed
     * @param readsRcu whether an RCU read section may begin
     * @param callsRcu whether call_rcu is allowed
     * @param host whether CPUs may be stopped and resumed
     * @param depth how many levels of branches and sections may still open
     */
    private record Place(
            int functions,
            boolean judged,
            boolean sleeps,
            boolean readsRcu,
            boolean callsRcu,
            boolean host,
            int depth) {
        static final Place TASK = new Place(2, true, true, true, true, false, 2);
        static final Place HANDLER = new Place(2, true, false, true, true, false, 1);
        static final Place CALLBACK = new Place(0, true, false, true, false, false, 1);
        static final Place AGENT = new Place(2, true, true, true, true, true, 1);
        static final Place LIVE = new Place(2, false, true, true, true, false, 1);
        static final Place LIVE_HANDLER = new Place(0, false, false, true, true, false, 1);
        static final Place BARE = new Place(0, false, false, false, false, false, 2);

        Place calling(int some) {
            return new Place(some, judged, sleeps, readsRcu, callsRcu, host, depth);
        }

        Place inBranch() {
            return new Place(functions, judged, sleeps, readsRcu, callsRcu, host, depth - 1);
        }

        Place inAtomic() {
            return new Place(functions, judged, false, readsRcu, callsRcu, host, depth - 1);
        }

        Place inReader() {
            return new Place(functions, judged, false, false, callsRcu, host, depth - 1);
        }
    }

    /** Machines that use the whole contract. */
    public static Arbitrary<TinyModel> wholeContract() {
        Arbitrary<List<Instr>> noNmi = just(List.of());
        Arbitrary<List<List<Instr>>> noAgent = just(List.of());
        Arbitrary<TinyModel.TinyCpu> cpu = Combinators.combine(
                        body(Place.TASK, 4), frequencyOf(Tuple.of(3, noNmi), Tuple.of(1, body(Place.HANDLER, 2))))
                .as(TinyModel.TinyCpu::new);
        return Combinators.combine(
                        cpu.list().ofMinSize(1).ofMaxSize(3),
                        frequencyOf(
                                Tuple.of(2, noAgent),
                                Tuple.of(1, body(Place.AGENT, 3).list().ofSize(1))),
                        body(Place.HANDLER.calling(0), 2),
                        body(Place.HANDLER.calling(1), 2),
                        body(Place.CALLBACK, 2),
                        of(false, true))
                .as((cpus, agents, f0, f1, callback, judged) -> new TinyModel(
                        CELLS,
                        withNotes(cpus),
                        agents,
                        List.of(f0, f1, List.of()),
                        List.of(callback, List.of()),
                        judged));
    }

    /** Machines of two or three CPUs without interrupts, RCU, pages or agents: what the axioms of TSO speak of. */
    public static Arbitrary<TinyModel> interruptFree() {
        return frequencyOf(Tuple.of(1, threads(instr(Place.BARE))), Tuple.of(1, threads(litmus())));
    }

    /**
     * Machines for real threads, where a failed condition stops only its own thread, where a page's ghost is looked at a
     * moment after its cell, and where what waits for ever hangs: without agents, pages and conditions. Handlers send no
     * interrupts, which the kernel forbids them as well (smp_call_function_many).
     */
    public static Arbitrary<TinyModel> live() {
        Arbitrary<List<Instr>> noNmi = just(List.of());
        Arbitrary<TinyModel.TinyCpu> cpu = Combinators.combine(
                        body(Place.LIVE, 4), frequencyOf(Tuple.of(3, noNmi), Tuple.of(1, body(Place.LIVE_HANDLER, 2))))
                .as(TinyModel.TinyCpu::new);
        return Combinators.combine(
                        cpu.list().ofMinSize(2).ofMaxSize(3),
                        body(Place.LIVE_HANDLER, 2),
                        body(Place.LIVE_HANDLER, 2),
                        instr(Place.BARE).list().ofMaxSize(2))
                .as((cpus, f0, f1, callback) -> new TinyModel(
                        CELLS,
                        withNotes(cpus),
                        List.of(),
                        List.of(f0, f1, List.of()),
                        List.of(callback, List.of()),
                        false));
    }

    private static Arbitrary<TinyModel> threads(Arbitrary<Instr> instr) {
        return instr.list()
                .ofMinSize(2)
                .ofMaxSize(4)
                .map(task -> new TinyModel.TinyCpu(task, List.of()))
                .list()
                .ofMinSize(2)
                .ofMaxSize(3)
                .map(cpus -> new TinyModel(
                        CELLS, withNotes(cpus), List.of(), List.of(List.of(), List.of(), List.of()), List.of(), false));
    }

    /** At the end of each task its registers go to ghosts of their own, so that they are part of the outcome. */
    private static List<TinyModel.TinyCpu> withNotes(List<TinyModel.TinyCpu> cpus) {
        List<TinyModel.TinyCpu> result = new ArrayList<>();
        for (TinyModel.TinyCpu cpu : cpus) {
            List<Instr> task = new ArrayList<>(cpu.task());
            for (int r : Instr.assigned(cpu.task())) {
                task.add(new Instr.Note(result.size() * Instr.REGISTERS + r, r));
            }
            result.add(new TinyModel.TinyCpu(List.copyOf(task), cpu.nmi()));
        }
        return List.copyOf(result);
    }

    private static Arbitrary<List<Instr>> body(Place place, int longest) {
        return instr(place).list().ofMaxSize(longest);
    }

    private static Arbitrary<Instr> instr(Place place) {
        Kinds kinds = new Kinds();
        memory(kinds);
        if (place.depth() > 0) {
            kinds.add(2, body(place.inAtomic(), 2).map(b -> new Instr.Locked(LOCK, b)));
            kinds.add(3, body(place.inAtomic(), 3).map(Instr.IrqOff::new));
            Arbitrary<List<Instr>> arm = body(place.inBranch(), 2);
            kinds.add(3, Combinators.combine(register(), of(0, 1, 2), arm, arm).as(Instr.If::new));
        }
        if (place.judged()) {
            judgement(kinds);
        }
        if (place.functions() > 0) {
            Arbitrary<Integer> other = of(0, 1);
            Arbitrary<Integer> function = integers().between(0, place.functions() - 1);
            kinds.add(2, Combinators.combine(other, function).as(Instr.SendIpi::new));
            kinds.add(1, other.map(Instr.AwaitIpi::new));
            kinds.add(2, Combinators.combine(function, of(false, true)).as(Instr.CallMany::new));
        }
        if (place.readsRcu() && place.depth() > 0) {
            kinds.add(2, body(place.inReader(), 3).map(Instr.RcuRead::new));
        }
        if (place.callsRcu()) {
            kinds.add(1, of(0, 1).map(Instr.CallRcu::new));
        }
        if (place.sleeps()) {
            kinds.add(1, just(new Instr.SynchronizeRcu()));
        }
        if (place.host()) {
            kinds.add(10, of(0, 1, 2).map(Instr.Stop::new));
            kinds.add(10, of(0, 1, 2).map(Instr.Resume::new));
        }
        return frequencyOf(kinds.list);
    }

    /** What most litmus tests are made of, so that threads get in each other's way often. */
    private static Arbitrary<Instr> litmus() {
        Kinds kinds = new Kinds();
        kinds.add(5, Combinators.combine(register(), of(0, 1)).as((r, cell) -> new Instr.Load(r, cell, false)));
        kinds.add(5, of(0, 1).map(cell -> new Instr.Store(cell, 1, false)));
        kinds.add(1, of(0, 1).map(cell -> new Instr.Store(cell, 0, false)));
        kinds.add(1, just(new Instr.Fence(Barrier.MB)));
        kinds.add(1, Combinators.combine(register(), of(0, 1)).as((r, cell) -> new Instr.Rmw(RmwOp.XCHG, r, cell, 1)));
        return frequencyOf(kinds.list);
    }

    private static void memory(Kinds kinds) {
        kinds.add(12, Combinators.combine(register(), cell(), of(false, true)).as(Instr.Load::new));
        kinds.add(
                12, Combinators.combine(cell(), of(1, 0, 2, 3), of(false, true)).as(Instr.Store::new));
        kinds.add(3, Combinators.combine(cell(), register()).as(Instr.StoreReg::new));
        kinds.add(
                4,
                Combinators.combine(of(HARMLESS), register(), cell(), of(1, 0, 2, 3))
                        .as(Instr.Rmw::new));
        kinds.add(1, register().map(r -> new Instr.Rmw(RmwOp.ADD_RETURN, r, WIDE, 0)));
        kinds.add(3, of(Barrier.MB, Barrier.RMB, Barrier.WMB).map(Instr.Fence::new));
        kinds.add(1, Combinators.combine(cell(), of(0, 1)).as(Instr.Await::new));
        kinds.add(1, register().map(r -> new Instr.Choose(r, 2)));
    }

    private static void judgement(Kinds kinds) {
        Arbitrary<Walk> who = of(Walk.SOFTWARE, Walk.HARDWARE);
        kinds.add(3, Combinators.combine(register(), cell(), of(0, 1), who).as(Instr.Walk::new));
        kinds.add(2, Combinators.combine(register(), cell(), of(1, 0, 2)).as(Instr.Translate::new));
        kinds.add(1, Combinators.combine(of(0, 1), who).as(Instr.Touch::new));
        kinds.add(3, of(Instr.Fate.values()).map(Instr.SetPage::new));
        kinds.add(1, just(new Instr.Reached()));
        kinds.add(1, register().map(Instr.Require::new));
        kinds.add(1, Combinators.combine(integers().between(0, 8), register()).as(Instr.Note::new));
    }

    private static Arbitrary<Integer> register() {
        return integers().between(0, Instr.REGISTERS - 1);
    }

    private static Arbitrary<Integer> cell() {
        return frequency(Tuple.of(4, 0), Tuple.of(4, 1), Tuple.of(2, 2), Tuple.of(1, LOCK));
    }

    /** Kinds of instruction, each with how often it is to come. */
    private static final class Kinds {
        final List<Tuple2<Integer, Arbitrary<Instr>>> list = new ArrayList<>();

        void add(int frequency, Arbitrary<? extends Instr> kind) {
            list.add(Tuple.of(frequency, kind.map(instr -> instr)));
        }
    }
}
