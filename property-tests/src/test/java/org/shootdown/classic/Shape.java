package org.shootdown.classic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.machine.Cell;
import org.shootdown.machine.Ghost;
import org.shootdown.machine.Machine;
import org.shootdown.machine.Program;

/** A litmus test written against the contract: locations, registers and CPUs, and then what it must end in. */
final class Shape {
    private final Machine.Builder builder;
    private int cpus;

    Shape(String name) {
        builder = Machine.builder(name);
    }

    /** A location that starts as 0 and takes values up to 2. */
    Cell location(String name) {
        return builder.cell(name, 2);
    }

    /** A location whose final value is part of the outcome, before all registers. */
    Cell lasting(String name) {
        Cell cell = location(name);
        builder.observe(cell);
        return cell;
    }

    /** A register, whose final value is part of the outcome. */
    Ghost register(String name) {
        Ghost ghost = builder.ghost(name, 2, 0);
        builder.observe(ghost);
        return ghost;
    }

    Shape cpu(Program program) {
        builder.cpu("P" + cpus++, program);
        return this;
    }

    /**
     * Under {@code memory} the test has exactly these outcomes, and exactly so many states.
     *
     * @param outcomes separated by blanks; each the values of lasting locations and then registers as they were declared
     */
    Shape ends(MemoryModel memory, int states, String outcomes) {
        CheckResult result = Checker.check(builder.build(), CheckOptions.exhaustive(memory));
        Set<String> seen = new TreeSet<>();
        result.outcomes().forEach(o -> seen.add(o.stream().map(String::valueOf).collect(Collectors.joining())));
        assertThat(seen).as("outcomes under %s", memory.id()).isEqualTo(new TreeSet<>(Set.of(outcomes.split(" "))));
        assertThat(result.broken()).isEmpty();
        assertThat(result.states()).as("states under %s", memory.id()).isEqualTo(states);
        return this;
    }
}
