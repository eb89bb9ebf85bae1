package org.shootdown.interleaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.shootdown.interleaving.RaceClasses.refused;

import org.junit.jupiter.api.Test;
import org.shootdown.machine.Cpu;

/** A race for each combination of its parameters' values. */
class RaceParametersTest {
    enum Order {
        STORE_FIRST,
        FREE_FIRST
    }

    @Interleavings
    static class Parameters {
        @Param
        boolean fixed;

        @Param
        Order order;

        @Param({"1", "3"})
        int rounds;

        @Param("a")
        String name;

        @Actor
        void cpu0(Cpu cpu) {}
    }

    @Test
    void everyCombinationOfValuesIsARace() {
        assertThat(Race.of(Parameters.class))
                .extracting(Race::name)
                .hasSize(8)
                .startsWith(
                        "Parameters[fixed=false,name=a,order=STORE_FIRST,rounds=1]",
                        "Parameters[fixed=false,name=a,order=STORE_FIRST,rounds=3]")
                .endsWith("Parameters[fixed=true,name=a,order=FREE_FIRST,rounds=3]");
    }

    @Interleavings
    static class NoValues {
        @Param
        int n;

        @Actor
        void cpu0(Cpu cpu) {}
    }

    @Interleavings
    static class NoNumber {
        @Param({"1", "one"})
        int n;

        @Actor
        void cpu0(Cpu cpu) {}
    }

    @Interleavings
    static class TwoOfOne {
        @Param({"1", "01"})
        int n;

        @Actor
        void cpu0(Cpu cpu) {}
    }

    @Interleavings
    @Outcome(id = "P1", when = "fixed=yes", expect = Expect.FORBIDDEN)
    static class NoSuchValue {
        @Param
        boolean fixed;

        @Actor
        void cpu0(Cpu cpu) {}
    }

    @Interleavings
    static class ParamOfAnotherType {
        @Param("1.0")
        double d;

        @Actor
        void cpu0(Cpu cpu) {}
    }

    @Test
    void parametersThatMakeNoSenseAreRefused() {
        refused(NoValues.class, ": @Param field n needs values, as in @Param({\"1\", \"2\"})");
        refused(NoNumber.class, ": @Param field n: \"one\" is no int");
        refused(TwoOfOne.class, ": @Param field n: \"01\" is there twice");
        refused(
                NoSuchValue.class,
                ": @Outcome when \"fixed=yes\" is the value of no parameter: there are fixed=false, fixed=true");
        refused(
                ParamOfAnotherType.class,
                ": @Param field d must be a boolean or a int or a String or an enum, not a double");
    }
}
