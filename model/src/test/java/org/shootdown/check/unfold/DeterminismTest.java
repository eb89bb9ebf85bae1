package org.shootdown.check.unfold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Cpu;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.IpiFunction;
import org.shootdown.machine.IpiFunction.Purpose;
import org.shootdown.machine.Machine;
import org.shootdown.machine.ModelError;
import org.shootdown.machine.Page;
import org.shootdown.machine.Program;
import org.shootdown.machine.Property;
import org.shootdown.machine.Situation;
import org.shootdown.machine.Walk;

/**
 * Whatever a program does that its results do not determine is refused, whatever it is tossed by and wherever it shows:
 * in 200 of 200 runs.
 */
class DeterminismTest {
    private static final int RUNS = 200;

    /** What a coin is tossed with. */
    enum Coin {
        EVEN {
            @Override
            boolean toss() {
                return Math.random() < 0.5;
            }
        },
        NANOSECONDS {
            @Override
            boolean toss() {
                return System.nanoTime() / 100 % 2 == 0;
            }
        },
        MILLISECONDS {
            @Override
            boolean toss() {
                return System.currentTimeMillis() % 2 == 0;
            }
        },
        COUNTER {
            private int tosses;

            @Override
            boolean toss() {
                return tosses++ % 2 == 0;
            }
        },
        HASH_ORDER {
            @Override
            boolean toss() {
                Object heads = new Object();
                Set<Object> both = new HashSet<>(List.of(heads, new Object()));
                return both.iterator().next() == heads;
            }
        };

        abstract boolean toss();
    }

    private static final class Parts {
        final Machine.Builder b = Machine.builder("coins");
        final Cell x = b.cell("x", 3);
        final Cell y = b.cell("y", 3);
        final Ghost ghost = b.ghost("ghost", 1, 0);
        final Situation here = b.situation("here");
        final Page page = b.page("page", 0);

        /** The two CPUs that most need: one that stores all that the other may read. */
        Machine with(Program task) {
            b.cpu("stores", cpu -> {
                cpu.writeOnce(x, 1);
                cpu.writeOnce(x, 2);
                cpu.writeOnce(y, cpu.choose(3));
            });
            b.cpu("tosses", task);
            return b.build();
        }
    }

    private static void assertRefused(Supplier<Machine> build, String... parts) {
        for (int run = 0; run < RUNS; run++) {
            assertThatExceptionOfType(ModelError.class)
                    .as("run %d", run)
                    .isThrownBy(() -> Unfolder.unfold(build, UnfoldOptions.ONE))
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"))
                    .satisfies(e -> assertThat(List.of(parts)).allMatch(e.getMessage()::contains));
        }
    }

    @ParameterizedTest
    @EnumSource(Coin.class)
    void aStep(Coin coin) {
        assertRefused(
                () -> {
                    Parts p = new Parts();
                    return p.with(cpu -> {
                        if (coin.toss()) {
                            cpu.smpMb();
                        }
                        cpu.readOnce(p.x);
                    });
                },
                "program tosses is not deterministic: as its step 1 it once made ",
                "smp_mb()",
                "READ_ONCE(x)",
                "DeterminismTest.java:");
    }

    /** One place behind one of many histories, and nothing to tell but what comes after it. */
    @ParameterizedTest
    @EnumSource(Coin.class)
    void behindTheRarestOfManyHistories(Coin coin) {
        assertRefused(() -> {
            Parts p = new Parts();
            return p.with(cpu -> {
                int sum = cpu.readOnce(p.x) + cpu.readOnce(p.y) + cpu.readOnce(p.x) + cpu.readOnce(p.y);
                if (sum == 8 && coin.toss()) {
                    cpu.writeOnce(p.y, 3);
                }
            });
        });
    }

    @ParameterizedTest
    @EnumSource(Coin.class)
    void theMachineItself(Coin coin) {
        assertRefused(
                () -> {
                    Parts p = new Parts();
                    Cell z = p.b.cell("z", coin.toss() ? 1 : 2);
                    return p.with(cpu -> cpu.readOnce(z));
                },
                "machine coins is not the same each time it is built: ",
                "cell z of 0..1 starts as 0",
                "cell z of 0..2 starts as 0");
    }

    /** As where a policy decides at boot: each machine is sound in itself. */
    @ParameterizedTest
    @EnumSource(Coin.class)
    void whatTheMachineIsBuiltOf(Coin coin) {
        assertRefused(
                () -> {
                    Parts p = new Parts();
                    boolean barrier = coin.toss();
                    return p.with(cpu -> {
                        if (barrier) {
                            cpu.smpMb();
                        }
                    });
                },
                "smp_mb()",
                "its end");
    }

    /** Places other than a task, and things other than a step. */
    enum Place {
        RMW_FUNCTION {
            @Override
            Machine machine(Parts p) {
                IntUnaryOperator f = old -> heads() ? 1 : 2;
                return p.with(cpu -> cpu.readModifyWrite(p.x, f));
            }
        },
        /** At a value that the step waits at, which no history goes on from. */
        AWAIT_FUNCTION {
            @Override
            Machine machine(Parts p) {
                return p.with(cpu -> cpu.awaitUntil(p.x, value -> value == 2 || value == 1 && heads()));
            }
        },
        /** The function is pure each time, and another one each time. */
        WHICH_RMW_FUNCTION {
            @Override
            Machine machine(Parts p) {
                return p.with(cpu -> {
                    int value = heads() ? 1 : 2;
                    cpu.xchg(p.x, value);
                });
            }
        },
        NAME_OF_STEP {
            @Override
            Machine machine(Parts p) {
                return p.with(cpu -> {
                    if (heads()) {
                        cpu.readOnce(p.x);
                    } else {
                        cpu.loadAcquire(p.x);
                    }
                });
            }
        },
        NOTE {
            @Override
            Machine machine(Parts p) {
                return p.with(cpu -> {
                    cpu.smpMb();
                    cpu.note(p.ghost, heads() ? 1 : 0);
                });
            }
        },
        REACHED {
            @Override
            Machine machine(Parts p) {
                return p.with(cpu -> {
                    cpu.smpMb();
                    if (heads()) {
                        cpu.reached(p.here);
                    }
                    cpu.smpMb();
                });
            }
        },
        UNLINK {
            @Override
            Machine machine(Parts p) {
                return p.with(cpu -> {
                    cpu.smpMb();
                    if (heads()) {
                        cpu.unlink(p.page);
                    }
                });
            }
        },
        FREE {
            @Override
            Machine machine(Parts p) {
                return p.with(cpu -> {
                    if (heads()) {
                        cpu.free(p.page);
                    } else {
                        cpu.repurpose(p.page);
                    }
                });
            }
        },
        REQUIRE {
            @Override
            Machine machine(Parts p) {
                return p.with(cpu -> {
                    cpu.smpMb();
                    cpu.require(heads(), Property.ASSERTION, "heads");
                });
            }
        },
        EXCEPTION {
            @Override
            Machine machine(Parts p) {
                return p.with(cpu -> {
                    cpu.smpMb();
                    if (heads()) {
                        throw new IllegalStateException("heads");
                    }
                });
            }
        },
        WHO_LOOKS {
            @Override
            Machine machine(Parts p) {
                return p.with(cpu -> cpu.touch(p.page, 0, heads() ? Walk.HARDWARE : Walk.SOFTWARE));
            }
        },
        TRANSLATION {
            @Override
            Machine machine(Parts p) {
                return p.with(cpu -> cpu.translate(p.x, heads() ? 1 : 2, p.page, 0));
            }
        },
        SECOND_OF_A_SEQUENCE {
            @Override
            Machine machine(Parts p) {
                Program first = cpu -> cpu.readOnce(p.x);
                return p.with(first.then(cpu -> {
                    if (heads()) {
                        cpu.smpMb();
                    }
                }));
            }
        },
        NMI {
            @Override
            Machine machine(Parts p) {
                p.b.cpu("interrupted", Program.IDLE).nmi(Place::tossed, 1);
                return p.with(Cpu::smpMb);
            }
        },
        AGENT {
            @Override
            Machine machine(Parts p) {
                p.b.agent("host", Place::tossed);
                return p.with(Cpu::smpMb);
            }
        },
        IPI_FUNCTION {
            @Override
            Machine machine(Parts p) {
                IpiFunction function = IpiFunction.of("function", Purpose.OTHER, Place::tossed);
                return p.with(cpu -> cpu.sendIpi(0, function));
            }
        },
        /** Called by a function that is called by a task. */
        IPI_FUNCTION_OF_AN_IPI_FUNCTION {
            @Override
            Machine machine(Parts p) {
                IpiFunction inner = IpiFunction.of("inner", Purpose.OTHER, Place::tossed);
                IpiFunction outer = IpiFunction.of("outer", Purpose.OTHER, cpu -> cpu.sendIpi(1, inner));
                return p.with(cpu -> cpu.sendIpi(0, outer));
            }
        },
        RCU_CALLBACK {
            @Override
            Machine machine(Parts p) {
                Program callback = Place::tossed;
                return p.with(cpu -> cpu.callRcu(callback));
            }
        },
        WHICH_FUNCTION {
            @Override
            Machine machine(Parts p) {
                IpiFunction a = IpiFunction.empty("a", Purpose.OTHER);
                IpiFunction b = IpiFunction.empty("b", Purpose.OTHER);
                return p.with(cpu -> cpu.sendIpi(0, heads() ? a : b));
            }
        },
        PURPOSE_OF_A_FUNCTION {
            @Override
            Machine machine(Parts p) {
                IpiFunction function = IpiFunction.empty("a", heads() ? Purpose.OTHER : Purpose.TABLE_SYNC);
                return p.with(cpu -> cpu.sendIpi(0, function));
            }
        },
        /** A program that catches what ends its runs. */
        CAUGHT {
            @Override
            Machine machine(Parts p) {
                return p.with(cpu -> {
                    try {
                        tossed(cpu);
                    } catch (Throwable any) {
                        cpu.smpWmb();
                    }
                });
            }
        };

        abstract Machine machine(Parts p);

        static boolean heads() {
            return Coin.EVEN.toss();
        }

        static void tossed(Cpu cpu) {
            if (heads()) {
                cpu.smpMb();
            } else {
                cpu.smpRmb();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void anyPlace(Place place) {
        assertRefused(() -> place.machine(new Parts()));
    }

    /** What one run leaves behind for the next, on objects that outlive it. */
    static List<Supplier<Supplier<Machine>>> memories() {
        return List.of(
                // The largest value that any run has seen: the same in all runs after the one that saw it.
                () -> {
                    int[] largest = new int[1];
                    return () -> {
                        Parts p = new Parts();
                        return p.with(cpu -> {
                            largest[0] = Math.max(largest[0], cpu.readOnce(p.x));
                            cpu.writeOnce(p.y, largest[0]);
                        });
                    };
                },
                // The same, forgotten when the machine is built again.
                () -> () -> {
                    int[] largest = new int[1];
                    Parts p = new Parts();
                    return p.with(cpu -> {
                        largest[0] = Math.max(largest[0], cpu.readOnce(p.x));
                        cpu.writeOnce(p.y, largest[0]);
                    });
                },
                // What is read once is remembered by the cell's name.
                () -> {
                    Map<String, Integer> read = new HashMap<>();
                    return () -> {
                        Parts p = new Parts();
                        return p.with(cpu -> cpu.writeOnce(p.y, read.computeIfAbsent("x", k -> cpu.readOnce(p.x))));
                    };
                },
                // What one CPU does is remembered by another.
                () -> {
                    List<Integer> done = new ArrayList<>();
                    return () -> {
                        Parts p = new Parts();
                        p.b.cpu("asks", cpu -> cpu.writeOnce(p.y, done.size() > 20 ? 1 : 0));
                        return p.with(cpu -> done.add(cpu.readOnce(p.x)));
                    };
                });
    }

    @ParameterizedTest
    @MethodSource("memories")
    void whatARunRemembers(Supplier<Supplier<Machine>> memory) {
        for (int run = 0; run < RUNS; run++) {
            Supplier<Machine> build = memory.get();
            assertThatExceptionOfType(ModelError.class).isThrownBy(() -> Unfolder.unfold(build, UnfoldOptions.ONE));
        }
    }

    /** A machine that cannot be built again has its histories run again all the same. */
    @Test
    void onTheSameObjects() {
        for (int run = 0; run < RUNS; run++) {
            assertThatExceptionOfType(ModelError.class)
                    .isThrownBy(() -> Unfolder.unfold(Place.SECOND_OF_A_SEQUENCE.machine(new Parts())));
        }
    }

    /** Functions and callbacks that are other objects on another machine, and many histories: all as it should be. */
    @Test
    void whatIsDeterministicIsNotRefused() {
        Supplier<Machine> build = () -> {
            Parts p = new Parts();
            Program callback = cpu -> cpu.free(p.page);
            return p.with(cpu -> {
                int flags = cpu.irqSave();
                try {
                    cpu.note(p.ghost, 1);
                    IpiFunction function = IpiFunction.of("stores", Purpose.OTHER, new Stores(p.x, cpu.readOnce(p.y)));
                    cpu.sendIpi(0, function);
                    cpu.awaitIpi(0);
                } finally {
                    cpu.irqRestore(flags);
                }
                cpu.callRcu(callback);
                cpu.addReturn(p.x, 1);
            });
        };
        assertThatCode(() -> Unfolder.unfold(build, UnfoldOptions.ONE)).doesNotThrowAnyException();
    }

    private record Stores(Cell cell, int value) implements Program {
        @Override
        public void run(Cpu cpu) {
            cpu.writeOnce(cell, value);
        }
    }
}
