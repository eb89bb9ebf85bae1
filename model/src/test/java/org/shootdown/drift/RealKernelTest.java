package org.shootdown.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shootdown.catalogue.Catalogues;
import org.shootdown.drift.c.CFunction;

/**
 * The kernel that the models follow, where {@code -Dkernel=DIR} names its source, with {@code -Dkernel.revision} where
 * that is a git repository; and Debian's older one, where its package is installed.
 */
class RealKernelTest {
    private static final Path DEBIAN = Path.of("/usr/src/linux-source-6.12.tar.xz");

    /**
     * What no reason excuses, and no model follows yet: the mask is read as often as the kernel does only once two CPUs flush
     * one mm, and gathers are counted only once two are open. One that goes away must go from here,
     * and one that comes fails.
     */
    private static final List<String> OPEN = List.of(
            "hyperv_flush_tlb_multi: only the kernel: read mm_cpumask",
            "hyperv_flush_tlb_multi: only the kernel: read mm_cpumask",
            "kvm_flush_tlb_multi: only the kernel: read mm_cpumask",
            "native_flush_tlb_multi: only the kernel: read mm_cpumask",
            "native_flush_tlb_multi: only the kernel: read mm_cpumask",
            "xen_flush_tlb_multi: only the kernel: read mm_cpumask",
            "xen_flush_tlb_multi: only the kernel: read mm_cpumask",
            "tlb_finish_mmu: only the kernel: read tlb_flush_pending",
            "tlb_finish_mmu: only the kernel: rmw tlb_flush_pending");

    @TempDir
    private Path folder;

    private static KernelTree kernel() {
        String place = System.getProperty("kernel");
        assumeTrue(place != null, "-Dkernel=DIR names no kernel source");
        return KernelTree.open(Path.of(place), System.getProperty("kernel.revision"));
    }

    @Test
    void isAsItWasRead() {
        Drift drift = Drift.of(kernel(), Lock.builtIn(), Catalogues.all());
        assertThat(DriftReport.render(drift, false)).contains("Linux " + Citation.CURRENT);
        assertThat(drift.changes()).isEmpty();
        assertThat(drift.lineUps()).allMatch(lineUp -> lineUp.idle().isEmpty());
        assertThat(drift.lineUps().stream()
                        .flatMap(lineUp -> lineUp.withoutReason().stream()
                                .map(difference -> lineUp.citation().function() + ": only the "
                                        + (difference.ofKernel() ? "kernel: " : "model: ") + difference.what())))
                .containsExactlyInAnyOrderElementsOf(OPEN);
    }

    /** How to spoil a body, line by line. */
    private interface Spoiler {
        /** The lines spoiled at {@code at}, or {@code null} if that makes no sense there. */
        List<String> spoil(List<String> lines, int at);
    }

    private static final Map<String, Spoiler> SPOILERS = new TreeMap<>(Map.of(
            "a statement gone", (lines, at) -> isStatement(lines.get(at)) ? without(lines, at) : null,
            "two statements swapped", RealKernelTest::swapped,
            "a new barrier", (lines, at) -> isStatement(lines.get(at)) ? with(lines, at, "\tsmp_mb();") : null,
            "a condition negated", (lines, at) -> replaced(lines, at, "if (", "if (!"),
            "a weaker access", (lines, at) -> replaced(lines, at, "this_cpu_write(", "raw_cpu_write("),
            "a weaker barrier", (lines, at) -> replaced(lines, at, "smp_mb()", "smp_wmb()"),
            "another value", (lines, at) -> replaced(lines, at, "return 0;", "return 1;"),
            "interrupts not off", (lines, at) -> replaced(lines, at, "local_irq_", "local_bh_")));

    private static boolean isStatement(String line) {
        return line.matches("\t+\\w[^/*]*\\([^/*]*\\);");
    }

    private static List<String> without(List<String> lines, int at) {
        List<String> left = new ArrayList<>(lines);
        left.remove(at);
        return left;
    }

    private static List<String> with(List<String> lines, int at, String line) {
        List<String> more = new ArrayList<>(lines);
        more.add(at, line);
        return more;
    }

    private static List<String> swapped(List<String> lines, int at) {
        boolean two = at + 1 < lines.size() && isStatement(lines.get(at)) && isStatement(lines.get(at + 1));
        return two && !lines.get(at).equals(lines.get(at + 1)) ? with(without(lines, at), at + 1, lines.get(at)) : null;
    }

    private static List<String> replaced(List<String> lines, int at, String before, String after) {
        if (!lines.get(at).contains(before) || lines.get(at).strip().matches("/?\\*.*")) {
            return null;
        }
        List<String> changed = new ArrayList<>(lines);
        changed.set(at, lines.get(at).replace(before, after));
        return changed;
    }

    /** Spoils copies of the cited functions, each in every way that fits it; each is noticed, there and nowhere else. */
    @Test
    void everyChangeSeededIntoItIsReported() throws IOException {
        KernelTree tree = kernel();
        Lock lock = Drift.lock(tree);
        List<String> files = lock.entries().stream()
                .map(entry -> entry.citation().file())
                .distinct()
                .toList();
        copy(tree, "Makefile");
        for (String file : files) {
            copy(tree, file);
        }
        Map<String, Integer> seeded = new TreeMap<>();
        for (LockEntry entry : lock.entries()) {
            Citation citation = entry.citation();
            CFunction function =
                    tree.function(citation.file(), citation.function()).orElseThrow();
            for (Map.Entry<String, Spoiler> spoiler : SPOILERS.entrySet()) {
                if (seed(citation, function, spoiler.getValue(), lock)) {
                    seeded.merge(spoiler.getKey(), 1, Integer::sum);
                }
            }
        }
        assertThat(seeded.keySet()).isEqualTo(SPOILERS.keySet());
        assertThat(seeded.values().stream().mapToInt(n -> n).sum()).isGreaterThan(100);
    }

    private static List<BodyChange> changes(KernelTree tree, Lock lock) {
        List<Cited> cited = Cited.in(ModelClasses.all());
        Reading reading = new Reading(tree, cited);
        return Cited.current(cited).stream()
                .flatMap(citation -> BodyChange.of(citation, tree, reading, lock).stream())
                .toList();
    }

    private void copy(KernelTree tree, String file) throws IOException {
        Path copy = folder.resolve(file);
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, tree.text(file).orElseThrow());
    }

    /** Spoils the first place of a function where it makes sense, looks, and mends it; false if there is none. */
    private boolean seed(Citation citation, CFunction function, Spoiler spoiler, Lock lock) throws IOException {
        Path file = folder.resolve(citation.file());
        String whole = Files.readString(file);
        List<String> lines = Arrays.asList(whole.split("\n", -1));
        int last = function.tokens().get(function.tokens().size() - 1).line();
        for (int at = function.line(); at < last; at++) {
            List<String> spoiled = spoiler.spoil(lines, at);
            if (spoiled != null) {
                Files.writeString(file, String.join("\n", spoiled));
                List<BodyChange> changes = changes(KernelTree.open(folder, null), lock);
                Files.writeString(file, whole);
                assertThat(changes).extracting(BodyChange::citation).contains(citation);
                assertThat(changes.stream().filter(change -> change.citation().equals(citation)))
                        .singleElement()
                        .matches(change -> change.how() == BodyChange.How.CHANGED
                                && !change.lines().isEmpty());
                return true;
            }
        }
        return false;
    }

    /** A kernel of a year before lacks some functions, and has others in another form. */
    @Test
    void debiansOlderKernelHasDrifted() throws Exception {
        assumeTrue(Files.isReadable(DEBIAN), "needs Debian's package linux-source-6.12");
        List<String> files = Lock.builtIn().entries().stream()
                .map(entry -> "linux-source-6.12/" + entry.citation().file())
                .distinct()
                .collect(Collectors.toCollection(ArrayList::new));
        files.add("linux-source-6.12/Makefile");
        List<String> command = new ArrayList<>(List.of("tar", "-C", folder.toString(), "-xJf", DEBIAN.toString()));
        command.addAll(files);
        Process tar = new ProcessBuilder(command).redirectErrorStream(true).start();
        tar.getInputStream().readAllBytes();
        assertThat(tar.waitFor(5, TimeUnit.MINUTES)).isTrue();
        KernelTree tree = KernelTree.open(folder.resolve("linux-source-6.12"), null);
        assertThat(DriftReport.render(Drift.of(tree, Lock.builtIn(), Catalogues.all()), false))
                .contains("Linux 6.12 in ")
                .contains("arch/x86/mm/tlb.c: broadcast_tlb_flush is not there any more\n")
                .contains(": huge_pmd_unshare has changed, lines ")
                .contains("  - call broadcast_tlb_flush (call) ");
    }
}
