package org.shootdown.property.tiny;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.shootdown.check.CheckResult;
import org.shootdown.check.Checker;
import org.shootdown.check.options.CheckOptions;
import org.shootdown.check.options.MemoryModel;
import org.shootdown.machine.Machine;
import org.shootdown.machine.ModelError;

/** What a generated machine is printed as can be pasted into a test, and is the same machine. */
class PrintingProperties {
    @Provide
    Arbitrary<List<TinyModel>> models() {
        return TinyModels.wholeContract().list().ofSize(40);
    }

    @Property(tries = 1, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void theTextIsTheSameMachine(@ForAll("models") List<TinyModel> models) throws Exception {
        Path classes = Files.createTempDirectory("printed");
        compile(models, classes);
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            for (int i = 0; i < models.size(); i++) {
                Machine printed = (Machine) loader.loadClass("Printed" + i)
                        .getDeclaredMethod("machine")
                        .invoke(null);
                assertThat(check(printed))
                        .as(models.get(i).toString())
                        .isEqualTo(check(models.get(i).machine()));
            }
        }
    }

    /** Verdict, states and transitions; not the outcomes, since ghosts that nothing writes are not printed. */
    private static List<Object> check(Machine machine) {
        try {
            CheckOptions options = CheckOptions.exhaustive(MemoryModel.TSO).withMaxStates(2_000);
            CheckResult result = Checker.check(machine, options);
            return List.of(
                    result.verdict(),
                    result.broken(),
                    result.states(),
                    result.exploration().transitions(),
                    result.outcomes().size());
        } catch (ModelError e) {
            return List.of("error");
        }
    }

    private static void compile(List<TinyModel> models, Path into) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<SimpleJavaFileObject> sources = IntStream.range(0, models.size())
                .mapToObj(i -> source(i, models.get(i)))
                .toList();
        StringWriter messages = new StringWriter();
        List<String> options =
                List.of("-d", into.toString(), "-proc:none", "-cp", System.getProperty("java.class.path"));
        boolean compiled =
                compiler.getTask(messages, null, null, options, null, sources).call();
        assertThat(compiled).as(messages.toString()).isTrue();
    }

    private static SimpleJavaFileObject source(int number, TinyModel model) {
        String text = "import org.shootdown.machine.*;\n"
                + "public class Printed" + number + " {\n"
                + "    public static Machine machine() {\n"
                + model
                + "        return machine;\n"
                + "    }\n"
                + "}\n";
        return new SimpleJavaFileObject(
                URI.create("string:///Printed" + number + ".java"), javax.tools.JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
