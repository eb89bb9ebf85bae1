package org.shootdown.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.shootdown.catalogue.Axis;
import org.shootdown.catalogue.Catalogue;
import org.shootdown.catalogue.Choice;
import org.shootdown.catalogue.Coordinates;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.machine.Machine;

/** A catalogue for tests of the command line: tiny machines with every verdict among them. */
record SmallCatalogue(
        String id,
        List<Choice> policies,
        List<Choice> backends,
        List<Choice> operations,
        List<Choice> situations,
        List<Scenario> scenarios,
        List<LeftOut> leftOut)
        implements Catalogue {

    private static final Choice BROADCAST = new Choice("broadcast", "interrupts every other CPU");
    private static final Choice NEVER = new Choice("never", "does not sync at all: the control");
    private static final Choice NATIVE = new Choice("native", "flushes by IPI");
    private static final Choice INVLPGB = new Choice("native-invlpgb", "flushes by INVLPGB, which interrupts nobody");
    private static final Choice KVM = new Choice("kvm", "flushes by IPI, but leaves out preempted vCPUs");
    private static final Choice ZAP = new Choice("zap", "unlinks a table and frees it");
    private static final Choice GUP = new Choice("gup-fast", "a walk with interrupts off");
    private static final Choice RUNNING = new Choice("running", "runs all the time");
    private static final Choice PREEMPTED = new Choice("preempted", "is a vCPU that its host may preempt");

    /** Two policies on three backends, the last of which also preempts. */
    static Catalogue main() {
        List<Scenario> scenarios = new ArrayList<>();
        for (Choice policy : List.of(BROADCAST, NEVER)) {
            for (Choice backend : List.of(NATIVE, INVLPGB, KVM)) {
                for (Choice situation : List.of(RUNNING, PREEMPTED)) {
                    for (MemoryModel memory : MemoryModel.values()) {
                        if (situation == RUNNING || backend == KVM) {
                            scenarios.add(new Scenario(
                                    "main",
                                    new Coordinates(policy, backend, ZAP, GUP, situation, memory),
                                    policy == NEVER,
                                    () -> SmallMachines.zap(
                                            backend != INVLPGB, policy == BROADCAST, situation == PREEMPTED)));
                        }
                    }
                }
            }
        }
        return new SmallCatalogue(
                "main",
                List.of(BROADCAST, NEVER),
                List.of(NATIVE, INVLPGB, KVM),
                List.of(ZAP),
                List.of(RUNNING, PREEMPTED),
                scenarios,
                List.of(new LeftOut("native, native-invlpgb x preempted", "there is no host to preempt anything")));
    }

    /** One scenario for each way to have no proof, named by its operation. */
    static Catalogue misuse() {
        List<Choice> operations = new ArrayList<>();
        List<Scenario> scenarios = new ArrayList<>();
        add(operations, scenarios, "wait-in-circles", "two CPUs wait for each other", SmallMachines::deadlock);
        add(operations, scenarios, "not-reached", "never gets where it wants", SmallMachines::vacuous);
        add(operations, scenarios, "delayed-store", "a store lingers in a buffer", SmallMachines::storeBuffering);
        add(operations, scenarios, "out-of-range", "a broken model", SmallMachines::modelError);
        return new SmallCatalogue(
                "misuse", List.of(NEVER), List.of(NATIVE), operations, List.of(RUNNING), scenarios, List.of());
    }

    /**
     * A cell that is decided at once, and then one that takes too long to wait for.
     *
     * @param slowBegins told when the second one is begun
     */
    static Catalogue slow(Runnable slowBegins) {
        List<Choice> operations = new ArrayList<>();
        List<Scenario> scenarios = new ArrayList<>();
        add(operations, scenarios, "quick", "decided at once", () -> SmallMachines.counters(1));
        add(operations, scenarios, "slow", "decided in the end", () -> {
            slowBegins.run();
            return SmallMachines.counters(9);
        });
        return new SmallCatalogue(
                "main", List.of(NEVER), List.of(NATIVE), operations, List.of(RUNNING), scenarios, List.of());
    }

    /** Cells whose models are wrong in several ways, before, between and after good ones. */
    static Catalogue faulty() {
        List<Choice> operations = new ArrayList<>();
        List<Scenario> scenarios = new ArrayList<>();
        add(operations, scenarios, "out-of-range", "a broken model", SmallMachines::modelError);
        add(operations, scenarios, "quick", "decided at once", () -> SmallMachines.counters(1));
        add(operations, scenarios, "throws", "fails in Java", () -> {
            throw new IllegalStateException("a fault of its own");
        });
        add(operations, scenarios, "too-deep", "recurses without end", () -> SmallMachines.recursive(null));
        add(operations, scenarios, "also-out-of-range", "the same once more", SmallMachines::modelError);
        add(operations, scenarios, "delayed-store", "a store lingers in a buffer", SmallMachines::storeBuffering);
        add(operations, scenarios, "not-reached", "never gets where it wants", SmallMachines::vacuous);
        return new SmallCatalogue(
                "main", List.of(NEVER), List.of(NATIVE), operations, List.of(RUNNING), scenarios, List.of());
    }

    /** A cell that is decided at once, but whose counterexample takes too long to wait for. */
    static Catalogue hidden() {
        List<Choice> operations = new ArrayList<>();
        List<Scenario> scenarios = new ArrayList<>();
        add(operations, scenarios, "hidden", "breaks at the end only", () -> SmallMachines.hidden(12));
        return new SmallCatalogue(
                "misuse", List.of(NEVER), List.of(NATIVE), operations, List.of(RUNNING), scenarios, List.of());
    }

    private static void add(
            List<Choice> operations, List<Scenario> scenarios, String id, String what, Supplier<Machine> machine) {
        Choice operation = new Choice(id, what);
        operations.add(operation);
        Coordinates at = new Coordinates(NEVER, NATIVE, operation, GUP, RUNNING, MemoryModel.TSO);
        scenarios.add(new Scenario("misuse", at, false, machine));
    }

    static List<Catalogue> all() {
        return List.of(main(), misuse());
    }

    @Override
    public String description() {
        return id.equals("main") ? "correct callers" : "callers that break the rules";
    }

    @Override
    public List<Choice> choices(Axis axis) {
        return switch (axis) {
            case POLICY -> policies;
            case BACKEND -> backends;
            case OPERATION -> operations;
            case WALKER -> List.of(GUP);
            case SITUATION -> situations;
            case MEMORY -> Choice.memoryModels();
        };
    }
}
