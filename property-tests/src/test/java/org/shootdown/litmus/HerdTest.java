package org.shootdown.litmus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;

/**
 * Does the checker agree with herd7 on tests that others wrote?
 *
 * <p>On x86 it must agree in every final state, since both claim to be exactly x86-TSO; on AArch64 in every verdict. On the Linux kernel's tests it
 * may allow less than LKMM, which has to cover weaker machines, but never more.
 */
class HerdTest {
    /** Files that {@link LitmusTest} may refuse, each with the reason; the refusal is checked. */
    private static final Map<String, String> UNREADABLE = Map.of();

    @Test
    void everyX86TestHasTheVerdictAndTheFinalStatesThatOthersFound() throws IOException {
        Map<String, LitmusResult> results = run("x86");
        assertThat(wrongStates(results)).isEmpty();

        Map<String, String> verdicts = SharedLitmus.table("expected.tsv", 2);
        verdicts.keySet().removeIf(file -> !file.startsWith("x86/"));
        Map<String, String> ours = new LinkedHashMap<>();
        results.forEach((file, result) -> ours.put(file, result.observation()));
        ours.keySet().retainAll(verdicts.keySet());
        assertThat(ours).isEqualTo(verdicts);
    }

    private static List<String> wrongStates(Map<String, LitmusResult> results) throws IOException {
        Map<String, String> states = SharedLitmus.table("x86-states.tsv", 3);
        assertThat(results.keySet()).containsAll(states.keySet());
        List<String> wrong = new ArrayList<>();
        results.forEach((file, result) -> {
            if (states.containsKey(file)) {
                TreeSet<String> ours = new TreeSet<>();
                result.states().forEach(s -> ours.add(result.show(s)));
                TreeSet<String> theirs = new TreeSet<>();
                for (String state : states.get(file).split(" \\| ")) {
                    theirs.add(state.strip());
                }
                if (!ours.equals(theirs)) {
                    wrong.add(file + ": herd " + theirs + ", here " + ours);
                }
            }
        });
        return wrong;
    }

    @Test
    void everyAArch64TestHasTheVerdictThatOthersFound() throws IOException {
        Map<String, String> verdicts = SharedLitmus.table("expected.tsv", 2);
        Map<String, String> theirs = new LinkedHashMap<>();
        Map<String, String> ours = new LinkedHashMap<>();
        for (String folder : List.of("aarch64/herd-catalogue-aarch64", "aarch64/dat3m")) {
            for (Map.Entry<String, Path> file : SharedLitmus.files(folder).entrySet()) {
                theirs.put(file.getKey(), verdicts.get(file.getKey()));
                ours.put(
                        file.getKey(),
                        Decided.underArmv8(LitmusTest.read(file.getValue())).observation());
            }
        }
        assertThat(ours).isEqualTo(theirs).hasSize(233);
    }

    @Test
    void whateverTheKernelMemoryModelForbidsTsoForbids() throws IOException {
        Map<String, String> verdicts = SharedLitmus.table("expected.tsv", 2);
        List<String> wrong = new ArrayList<>();
        Map<String, LitmusResult> results = run("lkmm");
        results.forEach((file, result) -> {
            String theirs = verdicts.get(file);
            if (!theirs.equals("Sometimes") && !theirs.equals(result.observation())) {
                wrong.add(file + ": LKMM " + theirs + ", here " + result.observation());
            }
        });
        assertThat(wrong).isEmpty();
        assertThat(results).hasSameSizeAs(SharedLitmus.files("lkmm").keySet());
    }

    /** Sequential consistency allows a subset of what TSO allows, on every test. */
    @Test
    void sequentialConsistencyAllowsNothingMoreThanTso() throws IOException {
        List<String> wrong = new ArrayList<>();
        int smaller = 0;
        for (Map.Entry<String, Path> file : SharedLitmus.files("x86").entrySet()) {
            LitmusTest test = LitmusTest.read(file.getValue());
            var sc = test.run(CheckOptions.exhaustive(MemoryModel.SC)).states();
            var tso = test.run(CheckOptions.exhaustive(MemoryModel.TSO)).states();
            if (!tso.containsAll(sc)) {
                wrong.add(file.getKey());
            }
            smaller += sc.size() < tso.size() ? 1 : 0;
        }
        assertThat(wrong).isEmpty();
        assertThat(smaller).as("tests that tell the two apart").isPositive();
    }

    /** Every file below {@code folder} that can be read, run; at most one in twenty cannot, and those are named. */
    private static Map<String, LitmusResult> run(String folder) throws IOException {
        Map<String, Path> files = SharedLitmus.files(folder);
        Map<String, LitmusResult> results = new LinkedHashMap<>();
        Map<String, String> refused = new LinkedHashMap<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            try {
                results.put(
                        file.getKey(), LitmusTest.read(file.getValue()).run(CheckOptions.exhaustive(MemoryModel.TSO)));
            } catch (LitmusException e) {
                refused.put(file.getKey(), e.getMessage());
            }
        }
        assertThat(refused.keySet()).as("refused: %s", refused).isEqualTo(UNREADABLE.keySet());
        assertThat(results.size()).isGreaterThanOrEqualTo(files.size() * 95 / 100);
        return results;
    }
}
