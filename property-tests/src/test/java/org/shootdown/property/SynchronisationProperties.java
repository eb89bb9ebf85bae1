package org.shootdown.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.shootdown.check.options.CheckOptions.exhaustive;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.result.Verdict;
import org.shootdown.machine.ModelError;
import org.shootdown.property.tiny.Instr;
import org.shootdown.property.tiny.TinyModel;
import org.shootdown.property.tiny.TinyModels;

/** What more synchronisation, or a stronger memory model, can never do: make something possible that was not. */
class SynchronisationProperties {
    private static final long LIMIT = 20_000;

    @Provide
    Arbitrary<TinyModel> models() {
        return Arbitraries.oneOf(TinyModels.wholeContract(), TinyModels.interruptFree());
    }

    // ---- a stronger memory model ------------------------------------------------------------------------------------

    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE, seed = "5847282114504656863")
    void tsoAllowsWhateverScDoes(@ForAll("models") TinyModel model) {
        compareModels(model);
    }

    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    void tsoAllowsWhateverScDoesOnFreshOnes(@ForAll("models") TinyModel model) {
        compareModels(model);
    }

    @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE)
    @AddLifecycleHook(OnlyDeep.class)
    void tsoAllowsWhateverScDoesOnMany(@ForAll("models") TinyModel model) {
        compareModels(model);
    }

    private static void compareModels(TinyModel model) {
        CheckResult sc = complete(model, MemoryModel.SC);
        CheckResult tso = complete(model, MemoryModel.TSO);
        assertThat(tso.outcomes()).containsAll(sc.outcomes());
        assertThat(tso.broken()).containsAll(sc.broken());
        if (tso.verdict() == Verdict.SAFE) {
            assertThat(sc.verdict()).isIn(Verdict.SAFE, Verdict.VACUOUS);
        }
    }

    @Provide
    Arbitrary<TinyModel> interruptFree() {
        return TinyModels.interruptFree();
    }

    /** The strongest case of what follows: it takes away exactly what TSO has more than SC. */
    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE, seed = "5893547136394390498")
    void aFenceAfterEveryStoreMakesTsoSc(@ForAll("interruptFree") TinyModel model) {
        compareFenced(model);
    }

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void aFenceAfterEveryStoreMakesTsoScOnFreshOnes(@ForAll("interruptFree") TinyModel model) {
        compareFenced(model);
    }

    private static void compareFenced(TinyModel model) {
        List<TinyModel.TinyCpu> fenced = model.cpus().stream()
                .map(cpu -> new TinyModel.TinyCpu(withFences(cpu.task()), cpu.nmi()))
                .toList();
        CheckResult sc = complete(model, MemoryModel.SC);
        CheckResult tso = complete(model, MemoryModel.TSO);
        CheckResult fencedTso = complete(with(model, fenced), MemoryModel.TSO);
        assertThat(fencedTso.outcomes()).isEqualTo(sc.outcomes());
        Statistics.collect(tso.outcomes().equals(sc.outcomes()) ? "same" : "fewer");
        Statistics.coverage(coverage -> coverage.check("fewer").count(c -> c > 0));
    }

    private static List<Instr> withFences(List<Instr> body) {
        List<Instr> fenced = new ArrayList<>();
        for (Instr instr : body) {
            if (instr instanceof Instr.Locked l) {
                fenced.add(new Instr.Locked(l.cell(), withFences(l.body())));
            } else if (instr instanceof Instr.IrqOff off) {
                fenced.add(new Instr.IrqOff(withFences(off.body())));
            } else if (instr instanceof Instr.If i) {
                fenced.add(new Instr.If(i.reg(), i.value(), withFences(i.then()), withFences(i.otherwise())));
            } else {
                fenced.add(instr);
            }
            if (instr instanceof Instr.Store || instr instanceof Instr.StoreReg || instr instanceof Instr.Locked) {
                fenced.add(new Instr.Fence(Instr.Barrier.MB));
            }
        }
        return fenced;
    }

    // ---- more synchronisation ---------------------------------------------------------------------------------------

    /** What is added to a program, at a place where it belongs to no step. */
    enum Addition {
        FENCE,
        IPI,
        SYNC,
        SYNCHRONIZE_RCU,
        IRQ_OFF
    }

    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE, seed = "1746827181306550914")
    void moreSynchronisationAllowsNothingNew(
            @ForAll("models") TinyModel model, @ForAll Addition addition, @ForAll @IntRange(max = 11) int place) {
        addTo(model, addition, place);
    }

    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    void moreSynchronisationAllowsNothingNewOnFreshOnes(
            @ForAll("models") TinyModel model, @ForAll Addition addition, @ForAll @IntRange(max = 11) int place) {
        addTo(model, addition, place);
    }

    @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE)
    @AddLifecycleHook(OnlyDeep.class)
    void moreSynchronisationAllowsNothingNewOnMany(
            @ForAll("models") TinyModel model, @ForAll Addition addition, @ForAll @IntRange(max = 11) int place) {
        addTo(model, addition, place);
    }

    private static void addTo(TinyModel model, Addition addition, int choice) {
        List<Place> places = places(model, addition);
        Assume.that(!places.isEmpty());
        Place place = places.get(choice % places.size());
        List<Instr> task = model.cpus().get(place.cpu()).task();
        TinyModel more = with(model, place.cpu(), added(task, addition, place.index()));
        CheckResult before = complete(model, MemoryModel.TSO);
        CheckResult after = complete(more, MemoryModel.TSO);
        assertThat(before.outcomes()).as("%s", more).containsAll(after.outcomes());
        assertThat(safety(before)).as("%s", more).containsAll(safety(after));
    }

    /** Before which instruction of which CPU's task. */
    private record Place(int cpu, int index) {}

    /** The places before a step, so that what belongs to the step before stays with it. */
    private static List<Place> places(TinyModel model, Addition addition) {
        List<Place> places = new ArrayList<>();
        for (int cpu = 0; cpu < model.cpus().size(); cpu++) {
            List<Instr> task = model.cpus().get(cpu).task();
            for (int i = 0; i < task.size(); i++) {
                boolean sleeps = task.get(i) instanceof Instr.SynchronizeRcu && addition == Addition.IRQ_OFF;
                boolean nobody = task.get(i).isInterrupt() && model.cpus().size() == 1;
                if (task.get(i).isStep() && !sleeps && !nobody) {
                    places.add(new Place(cpu, i));
                }
            }
        }
        return places;
    }

    /** Another wait can deadlock; that is the price of synchronisation. */
    private static Set<org.shootdown.machine.Property> safety(CheckResult result) {
        Set<org.shootdown.machine.Property> broken = EnumSet.noneOf(org.shootdown.machine.Property.class);
        broken.addAll(result.broken());
        broken.remove(org.shootdown.machine.Property.DEADLOCK);
        return broken;
    }

    private static List<Instr> added(List<Instr> task, Addition addition, int place) {
        List<Instr> more = new ArrayList<>(task);
        switch (addition) {
            case FENCE -> more.add(place, new Instr.Fence(Instr.Barrier.MB));
            case IPI -> more.add(place, new Instr.SendIpi(0, TinyModels.NOTHING));
            case SYNC -> more.add(place, new Instr.CallMany(TinyModels.NOTHING, true));
            case SYNCHRONIZE_RCU -> more.add(place, new Instr.SynchronizeRcu());
            case IRQ_OFF -> more.set(place, new Instr.IrqOff(List.of(task.get(place))));
        }
        return more;
    }

    private static TinyModel with(TinyModel model, int cpu, List<Instr> task) {
        List<TinyModel.TinyCpu> cpus = new ArrayList<>(model.cpus());
        cpus.set(cpu, new TinyModel.TinyCpu(task, cpus.get(cpu).nmi()));
        return with(model, cpus);
    }

    private static TinyModel with(TinyModel model, List<TinyModel.TinyCpu> cpus) {
        return new TinyModel(
                model.cellMax(), cpus, model.agents(), model.functions(), model.callbacks(), model.judged());
    }

    private static CheckResult complete(TinyModel model, MemoryModel memory) {
        try {
            CheckResult result =
                    Checker.check(model.machine(), exhaustive(memory).withMaxStates(LIMIT));
            Assume.that(result.exploration().complete());
            return result;
        } catch (ModelError e) {
            Assume.that(false);
            throw e;
        }
    }
}
