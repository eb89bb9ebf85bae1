package org.shootdown.decide;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.shootdown.check.CheckResult;
import org.shootdown.check.result.End;
import org.shootdown.check.result.Verdict;
import org.shootdown.machine.Property;
import org.shootdown.machine.Situation;

/** A verdict together with what it rests on. */
public sealed interface Answer {
    Verdict verdict();

    /** The properties that some execution breaks, each with the length of a shortest such execution. */
    default Map<Property, Integer> broken() {
        return Map.of();
    }

    /** Every execution was explored, and none breaks anything. */
    record Safe() implements Answer {
        @Override
        public Verdict verdict() {
            return Verdict.SAFE;
        }
    }

    /**
     * Some execution breaks a property.
     *
     * @param broken the properties that some execution breaks, in their order, each with the length of a shortest such
     *     execution
     */
    record Unsafe(Map<Property, Integer> broken) implements Answer {
        public Unsafe {
            Map<Property, Integer> inOrder = new EnumMap<>(Property.class);
            inOrder.putAll(broken);
            broken = Collections.unmodifiableMap(inOrder);
        }

        @Override
        public Verdict verdict() {
            return Verdict.UNSAFE;
        }
    }

    /**
     * A limit, or the user, ended the search.
     *
     * @param end which of them
     */
    record Incomplete(End end) implements Answer {
        @Override
        public Verdict verdict() {
            return Verdict.INCOMPLETE;
        }
    }

    /**
     * Every execution was explored, but what the model is about never happened.
     *
     * @param missing the situations that were declared and never reached
     */
    record Vacuous(List<String> missing) implements Answer {
        public Vacuous {
            missing = List.copyOf(missing);
        }

        @Override
        public Verdict verdict() {
            return Verdict.VACUOUS;
        }
    }

    /**
     * The model is wrong, or the checker fails on it.
     *
     * @param cause what was thrown
     */
    record Faulty(Throwable cause) implements Answer {
        @Override
        public Verdict verdict() {
            return Verdict.ERROR;
        }

        /** What is wrong, in one line. */
        public String message() {
            return Fault.inOneLine(cause);
        }
    }

    /** What a check came to. */
    static Answer of(CheckResult result) {
        return switch (result.verdict()) {
            case SAFE -> new Safe();
            case UNSAFE -> new Unsafe(result.exploration().broken());
            case INCOMPLETE -> new Incomplete(result.exploration().end());
            case VACUOUS ->
                new Vacuous(result.missing().stream().map(Situation::name).toList());
            case ERROR -> throw new IllegalArgumentException("a check of one machine throws its error");
        };
    }
}
