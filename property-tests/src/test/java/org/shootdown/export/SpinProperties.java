package org.shootdown.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.machine.ModelError;
import org.shootdown.property.OnlyDeep;
import org.shootdown.property.tiny.TinyModel;
import org.shootdown.property.tiny.TinyModels;

/** SPIN agrees on every generated machine, in states and in violations. Each one costs a compilation, so few are tried. */
class SpinProperties {
    private static final int MAX_STATES = 100_000;

    @Provide
    Arbitrary<TinyModel> models() {
        return TinyModels.wholeContract();
    }

    @Property(tries = 5, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    @AddLifecycleHook(OnlyWithSpin.class)
    void agreesOnStatesAndViolations(@ForAll("models") TinyModel model, @ForAll MemoryModel memory) throws Exception {
        compare(model, memory);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    @AddLifecycleHook(OnlyDeep.class)
    @AddLifecycleHook(OnlyWithSpin.class)
    void agreesOnStatesAndViolationsOfMany(@ForAll("models") TinyModel model, @ForAll MemoryModel memory)
            throws Exception {
        compare(model, memory);
    }

    private static void compare(TinyModel model, MemoryModel memory) throws Exception {
        Spin.assumeInstalled();
        CheckResult ours;
        try {
            ours = Checker.check(
                    model.machine(), CheckOptions.exhaustive(memory).withMaxStates(MAX_STATES));
        } catch (ModelError e) {
            // A machine that is wrong in itself has no number of states.
            return;
        }
        if (!ours.exploration().complete()) {
            return;
        }
        Path folder = Files.createTempDirectory("spin");
        try {
            Spin theirs = Spin.check(ExportFormat.PROMELA.export(model.machine(), memory), folder);
            assertThat(theirs).isEqualTo(new Spin(ours.states(), ours.broken()));
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
