package org.shootdown.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shootdown.check.Checker;
import org.shootdown.kernel.Backend;
import org.shootdown.kernel.SyncRule;

/** A point written as a Java file compiles, and makes the same machines as the point. */
class RuleFileTest {
    private static final int RULES = 24;

    @Test
    void aPointAndItsFileAreTheSameMachines(@TempDir Path folder) throws Exception {
        List<Candidate> all = new RuleSpace().candidates();
        Random random = new Random(3);
        List<Rule> rules = new ArrayList<>();
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path")));
        for (int n = 0; n < RULES; n++) {
            Rule rule = (Rule) all.get(random.nextInt(all.size())).rule();
            rules.add(rule);
            Path file = folder.resolve(RuleFile.className(rule) + ".java");
            Files.writeString(file, RuleFile.java(rule));
            arguments.add(file.toString());
        }
        int code = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(code).isZero();
        Cells cells =
                new Cells(Picks.cells(Set.of("hugetlb-unshare-3mm", "free-one", "free-one-7.1"), Set.of("perf-nmi")));
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            for (Rule rule : rules) {
                Constructor<?> constructor =
                        loader.loadClass(RuleFile.className(rule)).getDeclaredConstructor();
                constructor.setAccessible(true);
                SyncRule written = (SyncRule) constructor.newInstance();
                Backend backend = Picks.backend("native-invlpgb");
                assertThat(machines(cells, written, backend)).as(rule.id()).isEqualTo(machines(cells, rule, backend));
            }
        }
    }

    private static Map<String, String> machines(Cells cells, SyncRule rule, Backend backend) {
        Map<String, String> machines = new HashMap<>();
        cells.of("x", rule, backend)
                .forEach((cell, scenario) -> machines.put(
                        cell, Checker.fingerprint(scenario.machine().get())));
        assertThat(machines).isNotEmpty();
        return machines;
    }

    @Test
    void itsProseIsAtMostTenLines() {
        assertThat(new RuleSpace().candidates())
                .allSatisfy(candidate -> assertThat(RuleFile.prose((Rule) candidate.rule()))
                        .hasSizeBetween(4, 10)
                        .allMatch(line -> line.endsWith(".")));
    }
}
