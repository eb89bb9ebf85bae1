package org.shootdown.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.shootdown.catalogue.Axis;
import org.shootdown.catalogue.Scenario;
import org.shootdown.check.result.Range;
import org.shootdown.check.result.Trace;
import org.shootdown.check.result.Verdict;
import org.shootdown.decide.CellResult;
import org.shootdown.findings.Finding;
import org.shootdown.findings.Findings;

/** What a file of results holds, key by key; {@code results.schema.json} says the same in the words of JSON Schema. */
public final class ResultRecords {
    private ResultRecords() {}

    /**
     * One scenario.
     *
     * @param why why it is undecided, or {@code null}
     * @param property the first property that is broken, or {@code null}
     * @param finding why it is UNSAFE, as VERDICTS.md has it, or {@code null} where that is not written down
     * @param control whether it is meant to be UNSAFE
     * @param millis how long it took; cells that are the same machine share their time
     * @param flushIpis IPIs sent by flushes, or {@code null} where no execution came to its end
     * @param trace a shortest execution that breaks the property, where it was asked for
     * @param reason what its last step breaks, in a sentence
     */
    public record Cell(
            String scenario,
            String policy,
            String backend,
            String operation,
            String walker,
            String situation,
            String memory,
            String verdict,
            boolean control,
            @Nullable String why,
            @Nullable String property,
            @Nullable String finding,
            long states,
            long transitions,
            long millis,
            @Nullable Span flushIpis,
            @Nullable Span syncIpis,
            @Nullable Span disturbed,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<Step> trace,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String reason) {
        static Cell of(CellResult result, Optional<Trace> trace) {
            Scenario scenario = result.scenario();
            return new Cell(
                    scenario.name(),
                    scenario.on(Axis.POLICY),
                    scenario.on(Axis.BACKEND),
                    scenario.on(Axis.OPERATION),
                    scenario.on(Axis.WALKER),
                    scenario.on(Axis.SITUATION),
                    scenario.on(Axis.MEMORY),
                    result.verdict().name(),
                    scenario.control(),
                    Summary.whyUndecided(result).orElse(null),
                    result.firstBroken().map(Enum::name).orElse(null),
                    result.verdict() == Verdict.UNSAFE
                            ? Findings.of(scenario).map(Finding::title).orElse(null)
                            : null,
                    result.effort().states(),
                    result.effort().transitions(),
                    TimeUnit.NANOSECONDS.toMillis(result.effort().nanos()),
                    Span.of(result.ipis().flush()),
                    Span.of(result.ipis().sync()),
                    Span.of(result.ipis().disturbed()),
                    trace.map(Step::all).orElse(null),
                    trace.map(Trace::why).orElse(null));
        }
    }

    /** A number that differs from execution to execution. */
    public record Span(int min, int max) {
        static @Nullable Span of(Range range) {
            return range.isEmpty() ? null : new Span(range.min(), range.max());
        }
    }

    /**
     * One step of a trace.
     *
     * @param step its number, from 1
     * @param cpu whose step it is
     * @param context task, IRQ or NMI
     * @param function the kernel function that the model follows; empty for what hardware does
     * @param kernel where the kernel has it, or {@code null} where the model names no kernel function
     * @param source the Java line
     * @param buffer what sits in the CPU's store buffer afterwards, oldest first
     * @param irqOff whether the CPU has interrupts off afterwards
     */
    public record Step(
            int step,
            String cpu,
            String context,
            String function,
            @Nullable KernelSource kernel,
            String source,
            String text,
            List<String> buffer,
            boolean irqOff) {
        static List<Step> all(Trace trace) {
            return IntStream.range(0, trace.events().size())
                    .mapToObj(n -> of(n + 1, trace, trace.events().get(n)))
                    .toList();
        }

        private static Step of(int number, Trace trace, Trace.Event event) {
            Trace.Kernel kernel = event.step().kernel();
            return new Step(
                    number,
                    trace.processors().get(event.processor()),
                    event.context().name().toLowerCase(Locale.ROOT),
                    event.function(),
                    kernel.equals(Trace.Kernel.UNKNOWN) ? null : new KernelSource(kernel.file(), kernel.version()),
                    event.source(),
                    event.text(),
                    event.after().buffer(),
                    event.after().irqOff());
        }
    }

    /** A file of the kernel, and the version of it that a model follows. */
    public record KernelSource(String file, String version) {}

    /** How many cells have each verdict. */
    public record Totals(long cells, long safe, long unsafe, long incomplete, long vacuous, long error, long states) {
        static Totals of(List<CellResult> results) {
            return new Totals(
                    results.size(),
                    count(results, Verdict.SAFE),
                    count(results, Verdict.UNSAFE),
                    count(results, Verdict.INCOMPLETE),
                    count(results, Verdict.VACUOUS),
                    count(results, Verdict.ERROR),
                    Wording.totalStates(results));
        }

        private static long count(List<CellResult> results, Verdict verdict) {
            return results.stream().filter(r -> r.verdict() == verdict).count();
        }
    }
}
