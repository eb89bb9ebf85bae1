package org.shootdown.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.shootdown.catalogue.Axis;
import org.shootdown.catalogue.Catalogue;
import org.shootdown.catalogue.Catalogues;
import org.shootdown.catalogue.Parts;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.unfold.UnfoldOptions;
import org.shootdown.check.unfold.Unfolder;
import org.shootdown.interleaving.Actor;
import org.shootdown.interleaving.Interleavings;
import org.shootdown.interleaving.Shared;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.Gather;
import org.shootdown.kernel.Kernel;
import org.shootdown.kernel.SyncPolicy;
import org.shootdown.kernel.SyncRule;
import org.shootdown.kernel.policy.TableSync;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Machine;
import org.shootdown.machine.ModelError;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;

/** What is wrong with a model is told in one line that names the program and where it stands, and the exit code is 2. */
class ModelErrorsTest {
    private static final int RUNS = 200;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Terminal terminal =
            new Terminal(new PrintWriter(out), new PrintWriter(err), false, false, Terminal.DEFAULT_COLUMNS);

    private void assertOneLine(int code, String... parts) {
        assertThat(code).as(err.toString()).isEqualTo(2);
        assertThat(err.toString()).contains(parts).hasLineCount(1);
    }

    // ---- races ------------------------------------------------------------------------------------------------------

    @Interleavings(mustLookAfterUnlink = false)
    static final class FreesTwice {
        @Shared
        Page table;

        @Actor
        void first(Cpu cpu) {
            cpu.free(table);
        }

        @Actor
        void second(Cpu cpu) {
            cpu.smpMb();
            cpu.free(table);
        }
    }

    @Interleavings(mustLookAfterUnlink = false)
    static final class Recurs {
        @Shared
        Cell x;

        @Actor
        void recurs(Cpu cpu) {
            deeper(cpu, 1);
        }

        private int deeper(Cpu cpu, int depth) {
            return depth + deeper(cpu, depth + 1) + 1;
        }
    }

    @Interleavings(mustLookAfterUnlink = false)
    static final class LoopsForEver {
        @Shared
        Cell x;

        @Actor
        void loops(Cpu cpu) {
            cpu.readOnce(x);
            for (long spins = 0; ; spins++) {
                Thread.onSpinWait();
            }
        }
    }

    @Interleavings(mustLookAfterUnlink = false)
    static final class DividesByZero {
        @Shared
        Cell x;

        @Actor
        void divides(Cpu cpu) {
            cpu.writeOnce(x, 1 / cpu.readOnce(x));
        }
    }

    @Interleavings(mustLookAfterUnlink = false)
    static final class Dereferences {
        @Shared
        Cell x;

        private String nothing;

        @Actor
        void dereferences(Cpu cpu) {
            cpu.writeOnce(x, nothing.length());
        }
    }

    @Interleavings(mustLookAfterUnlink = false)
    static final class KeepsItsCpu {
        private static Cpu kept;

        @Shared
        Cell x;

        @Actor
        void keeps(Cpu cpu) {
            kept = cpu;
            cpu.writeOnce(x, 1);
        }

        @Actor
        void uses(Cpu cpu) {
            cpu.smpMb();
            kept.readOnce(x);
        }
    }

    @Interleavings(mustLookAfterUnlink = false)
    static final class HugeRange {
        @Shared(max = 2_000_000_000)
        Cell x;

        @Actor
        void stores(Cpu cpu) {
            cpu.writeOnce(x, 1);
        }
    }

    @Interleavings(mustLookAfterUnlink = false)
    static final class TossesACoin {
        @Shared
        Cell x;

        @Actor
        void tosses(Cpu cpu) {
            cpu.writeOnce(x, 1);
            if (Math.random() < 0.5) {
                cpu.smpMb();
            }
        }
    }

    /** A race and what is said of it. */
    private record Wrong(Class<?> race, String... parts) {
        @Override
        public String toString() {
            return race.getSimpleName();
        }
    }

    static List<Wrong> races() {
        String here = "at ModelErrorsTest.java:";
        return List.of(
                new Wrong(FreesTwice.class, "frees page table, which is freed already,", here),
                new Wrong(Recurs.class, "program recurs threw java.lang.StackOverflowError", here),
                new Wrong(LoopsForEver.class, "program loops made no step for 1.0 s", here),
                new Wrong(DividesByZero.class, "program divides threw java.lang.ArithmeticException: / by zero", here),
                new Wrong(Dereferences.class, "program dereferences threw java.lang.NullPointerException", here),
                new Wrong(KeepsItsCpu.class, "program keeps is over, and its Cpu was used", here),
                new Wrong(HugeRange.class, "cell x: its largest value may be 65535 at most, not 2000000000"),
                new Wrong(TossesACoin.class, "program tosses is not deterministic", "smp_mb() " + here));
    }

    @ParameterizedTest
    @MethodSource("races")
    void aRace(Wrong wrong) {
        assertOneLine(Explore.race(terminal, wrong.race, "--memory", "sc", "--max-run-time", "1"), wrong.parts);
    }

    // ---- machines ---------------------------------------------------------------------------------------------------

    private int machine(Supplier<Machine> build) {
        return Explore.machine(terminal, build, "--memory", "sc");
    }

    @Test
    void aMachineWithoutCpus() {
        assertOneLine(
                machine(() -> Machine.builder("empty").build()),
                "the machine cannot be built",
                "machine empty has no CPU",
                "at ModelErrorsTest.java:");
    }

    @Test
    void aMachineWithoutCpusButAnAgent() {
        assertOneLine(
                machine(() -> {
                    Machine.Builder b = Machine.builder("hardware");
                    b.agent("walker", Program.IDLE);
                    return b.build();
                }),
                "machine hardware has no CPU");
    }

    @Test
    void aBuilderThatIsRefused() {
        assertOneLine(
                machine(() -> {
                    Machine.Builder b = Machine.builder("wrong");
                    b.cell("x", 1, 2);
                    return b.build();
                }),
                "the machine cannot be built",
                "cell x: needs 0 <= initial <= max, not initial 2 and max 1",
                "at ModelErrorsTest.java:");
    }

    @Test
    void aBuilderThatFails() {
        assertOneLine(
                machine(() -> {
                    throw new UnsupportedOperationException("two\nlines");
                }),
                "the machine cannot be built: java.lang.UnsupportedOperationException: two lines at ModelErrorsTest");
    }

    // ---- policies ---------------------------------------------------------------------------------------------------

    /** What a policy tosses its coin with. */
    enum Coin implements BooleanSupplier {
        EVEN(() -> Math.random() < 0.5),
        CLOCK(() -> System.nanoTime() / 100 % 2 == 0),
        COUNTER(Coin::isEven),
        HASH_ORDER(() -> {
            Object heads = new Object();
            Set<Object> both = new HashSet<>(List.of(heads, new Object()));
            return both.iterator().next() == heads;
        });

        private static int tosses;
        private final BooleanSupplier toss;

        Coin(BooleanSupplier toss) {
            this.toss = toss;
        }

        private static boolean isEven() {
            return tosses++ % 2 == 0;
        }

        @Override
        public boolean getAsBoolean() {
            return toss.getAsBoolean();
        }
    }

    private record Tosses(BooleanSupplier coin) implements SyncRule {
        @Override
        public void syncOne(Kernel k, Cpu cpu, Gather tlb) {
            if (coin.getAsBoolean()) {
                TableSync.interrupt(cpu, cpu.onlineMask());
            }
        }
    }

    private record SyncsEverywhere() implements SyncRule {
        @Override
        public void syncOne(Kernel k, Cpu cpu, Gather tlb) {
            TableSync.interrupt(cpu, cpu.onlineMask());
        }
    }

    private record SyncsNowhere() implements SyncRule {
        @Override
        public void syncOne(Kernel k, Cpu cpu, Gather tlb) {
            cpu.smpMb();
        }
    }

    private static List<Catalogue> with(Function<Backend, SyncRule> decide) {
        return Catalogues.of(Parts.BUILT_IN.with(new SyncPolicy("coin", "tosses a coin", decide)));
    }

    private int check(List<Catalogue> catalogues) {
        err.getBuffer().setLength(0);
        out.getBuffer().setLength(0);
        return Main.run(
                terminal,
                catalogues,
                "check",
                "--policy",
                "coin",
                "--backend",
                "native",
                "--operation",
                "hugetlb-unshare",
                "--walker",
                "gup-fast",
                "--situation",
                "running",
                "--memory",
                "sc");
    }

    private static SyncRule boot(Coin coin) {
        return coin.getAsBoolean() ? new SyncsEverywhere() : new SyncsNowhere();
    }

    @ParameterizedTest
    @EnumSource(Coin.class)
    void aPolicyThatTossesACoin(Coin coin) {
        assertOneLine(
                check(with(backend -> new Tosses(coin))),
                "program huge_pmd_unshare is not deterministic",
                "send_IPI(CPU 1, tlb_remove_table_smp_sync) at TableSync.java:",
                ", from ModelErrorsTest.java:");
    }

    /** Each machine is deterministic, and another one each time. */
    @ParameterizedTest
    @EnumSource(Coin.class)
    void aPolicyThatTossesACoinAtBoot(Coin coin) {
        assertOneLine(check(with(backend -> boot(coin))), "program huge_pmd_unshare is not deterministic", "smp_mb()");
    }

    @ParameterizedTest
    @EnumSource(Coin.class)
    void aPolicyThatTossesACoinManyTimes(Coin coin) {
        assertAlwaysRefused(with(backend -> new Tosses(coin)));
        assertAlwaysRefused(with(backend -> boot(coin)));
    }

    private static void assertAlwaysRefused(List<Catalogue> catalogues) {
        Scenario scenario = catalogues.get(0).scenarios(Map.of(Axis.POLICY, List.of("coin"))).stream()
                .filter(s -> s.name().equals("coin/native/hugetlb-unshare/gup-fast/sc"))
                .findFirst()
                .orElseThrow();
        for (int run = 0; run < RUNS; run++) {
            assertThatExceptionOfType(ModelError.class)
                    .as("run %d", run)
                    .isThrownBy(() -> Unfolder.unfold(scenario.machine(), UnfoldOptions.ONE));
        }
    }
}
