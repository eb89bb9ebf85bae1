package org.shootdown.junit;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.platform.engine.ConfigurationParameters;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.check.options.SearchMonitor;
import org.shootdown.check.options.WholeNumber;

/**
 * How to search, from JUnit's configuration parameters, which may be system properties too. They mean what the options of
 * {@code shootdown check} mean: {@code shootdown.max-states}, {@code shootdown.max-memory} (in MiB), {@code
 * shootdown.threads}, {@code shootdown.memory} (names of memory models, with commas), {@code shootdown.reduction} and
 * {@code shootdown.progress} (true or false).
 */
final class RaceConfiguration {
    private static final String PREFIX = "shootdown.";

    private final ConfigurationParameters parameters;

    RaceConfiguration(ConfigurationParameters parameters) {
        this.parameters = parameters;
    }

    /**
     * The options under a memory model.
     *
     * @throws IllegalArgumentException if a parameter cannot be used; the message is one line
     */
    CheckOptions options(MemoryModel memory) {
        CheckOptions options = CheckOptions.exhaustive(memory)
                .sharedBy(1)
                .withReduction(flag("reduction").orElse(true))
                .withThreads(number("threads", 1, CheckOptions.MOST_THREADS)
                        .map(Long::intValue)
                        .orElse(CheckOptions.allProcessors()));
        options = number("max-states", 1, CheckOptions.MOST_STATES)
                .map(options::withMaxStates)
                .orElse(options);
        return number("max-memory", CheckOptions.LEAST_MEMORY >> 20, CheckOptions.heapForStates() >> 20)
                .map(mebibytes -> mebibytes << 20)
                .map(options::withMaxMemory)
                .orElse(options);
    }

    /**
     * Why a memory model is not wanted, if so.
     *
     * @throws IllegalArgumentException if a memory model is named that there is not; the message is one line
     */
    Optional<String> unwanted(MemoryModel memory) {
        List<String> wanted = parameters
                .get(PREFIX + "memory")
                .map(names -> Stream.of(names.split(",")).map(String::strip).toList())
                .orElse(List.of(memory.id()));
        List<String> known =
                Stream.of(MemoryModel.values()).map(MemoryModel::id).toList();
        for (String name : wanted) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        PREFIX + "memory " + name + ": there are " + String.join(", ", known));
            }
        }
        return wanted.contains(memory.id())
                ? Optional.empty()
                : Optional.of(PREFIX + "memory is " + String.join(", ", wanted));
    }

    /**
     * Makes the monitors of one test's searches.
     *
     * @param test what lines of progress call it
     */
    Supplier<SearchMonitor> monitors(String test) {
        return flag("progress").orElse(false)
                ? () -> new PrintedProgress(test, new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                : () -> SearchMonitor.NONE;
    }

    private Optional<Boolean> flag(String name) {
        return parameter(name, text -> switch (text.strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(PREFIX + name + " " + text + ": needs true or false");
        });
    }

    private Optional<Long> number(String name, long least, long most) {
        return parameter(name, text -> WholeNumber.between(PREFIX + name, text, least, most));
    }

    private <T> Optional<T> parameter(String name, Function<String, T> read) {
        return parameters.get(PREFIX + name).map(read);
    }
}
