package org.shootdown;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Dependencies between packages point one way, at all depths, so that a reader can start at {@code machine} and go on from
 * there; and what others may lean on is named once.
 */
class ArchitectureTest {
    private static final String ROOT = "org.shootdown";

    /** Every package below {@link #ROOT}, and behind the colon those that it may use; each of these stands above it. */
    private static final Map<String, Set<String>> MAY_USE = table("""
            machine:
            kernel:             machine
            kernel.tlb:         machine kernel
            kernel.mm:          machine kernel kernel.tlb
            kernel.boot:        machine kernel
            kernel.backend:     machine kernel kernel.tlb
            kernel.policy:      machine kernel kernel.boot
            kernel.history:     machine kernel kernel.tlb kernel.mm kernel.policy
            kernel.misuse:      machine kernel kernel.tlb kernel.mm
            live:               machine
            check.options:
            check.result:       machine
            check.unfold:       machine check.options check.result
            check.store:        check.options
            check.system:       machine check.options check.result check.unfold
            check.reduce:       machine check.result check.unfold check.store check.system
            check.search:       machine check.options check.result check.store check.system check.reduce
            check.necessity:    machine check.unfold
            check.armv8:        check.options check.result
            check:              machine check.options check.result check.unfold check.system check.search
            drawing:            check.result
            export:             machine check.options check.result check.unfold
            bench:              machine check check.options check.result export
            litmus:             machine check check.options check.result check.armv8
            interleaving:       machine check check.options check.result check.unfold drawing
            junit:              machine check.options interleaving
            catalogue:          machine kernel kernel.tlb kernel.mm kernel.boot kernel.backend kernel.policy kernel.history kernel.misuse check.options
            decide:             machine check check.options check.result check.unfold check.necessity catalogue
            findings:           catalogue
            coverage:           machine check.options check.result check.store check.system check.unfold catalogue
            report:             machine check.result check.unfold check.necessity drawing catalogue decide findings coverage
            report.html:        machine check.options check.result check.necessity catalogue decide findings coverage report
            drift.c:
            drift:              machine kernel check.options check.result check.unfold catalogue drift.c
            stepper:            machine check check.options check.result check.system check.unfold catalogue decide report.html
            synthesis:          machine check check.options check.result check.unfold kernel kernel.backend kernel.boot kernel.policy catalogue decide
            cli:                machine kernel synthesis check check.options check.result check.unfold drawing export bench litmus interleaving catalogue decide report report.html drift stepper coverage
            .:                  machine kernel interleaving catalogue synthesis cli
            """);

    /** The packages that others may lean on. */
    static final Set<String> PUBLIC =
            Set.of("machine", "interleaving", "junit", ".", "check", "check.options", "check.result", "kernel");

    /** What one-file policies, backends and walkers use besides. */
    private static final Set<String> PUBLIC_CLASSES = Set.of(
            "catalogue.Parts",
            "kernel.policy.TableSync",
            "kernel.tlb.FlushTlbInfo",
            "kernel.tlb.X86Backend",
            "synthesis.PolicySpace",
            "synthesis.Candidate");

    /** What the public API hands on to whoever made it, and says nothing about. */
    private static final Set<String> OPAQUE = Set.of("check.unfold.UnfoldedMachine");

    private static final Pattern PACKAGE = Pattern.compile("^package org\\.shootdown([\\w.]*);", Pattern.MULTILINE);
    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?org\\.shootdown((?:\\.[a-z]\\w*)*)\\.[A-Z]", Pattern.MULTILINE);

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    private static Map<String, Set<String>> table(String lines) {
        Map<String, Set<String>> table = new LinkedHashMap<>();
        for (String line : lines.lines().toList()) {
            String[] parts = line.split(":\\s*");
            table.put(parts[0], parts.length == 1 ? Set.of() : Set.of(parts[1].split(" ")));
        }
        return table;
    }

    private static String packageOf(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(ROOT) ? "." : name.substring(ROOT.length() + 1);
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().equals(ROOT) || type.getPackageName().startsWith(ROOT + ".");
    }

    @Test
    void everyPackageIsNamedAndUsesOnlyWhatItMay() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            String from = packageOf(type);
            if (!MAY_USE.containsKey(from)) {
                wrong.add(from + " is not named");
                continue;
            }
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(ArchitectureTest::isOurs)
                    .filter(target -> !from.equals(packageOf(target))
                            && !MAY_USE.get(from).contains(packageOf(target)))
                    .forEach(target -> wrong.add(from + " must not use " + packageOf(target) + ": "
                            + type.getSimpleName() + " uses " + target.getSimpleName()));
        }
        assertThat(wrong).isEmpty();
    }

    /** A link in a comment may need an import that leaves no trace in a class file. */
    @Test
    void importsForCommentsKeepToTheTableToo() throws IOException {
        Set<String> wrong = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/org/shootdown"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                String text = Files.readString(file);
                String from = nameOf(PACKAGE.matcher(text).results().findFirst().orElseThrow());
                IMPORT.matcher(text)
                        .results()
                        .map(ArchitectureTest::nameOf)
                        .filter(to -> !to.equals(from)
                                && !MAY_USE.getOrDefault(from, Set.of()).contains(to))
                        .forEach(to -> wrong.add(file.getFileName() + " imports " + to));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String nameOf(MatchResult found) {
        return found.group(1).isEmpty() ? "." : found.group(1).substring(1);
    }

    /** So there is no cycle between any two packages, at any depth. */
    @Test
    void packagesUseOnlyPackagesAboveThem() {
        List<String> above = new ArrayList<>();
        MAY_USE.forEach((name, uses) -> {
            assertThat(above).as("above " + name).containsAll(uses);
            above.add(name);
        });
    }

    @Test
    void everyNamedPackageExists() {
        Set<String> packages = CLASSES.stream().map(ArchitectureTest::packageOf).collect(Collectors.toSet());
        assertThat(packages).containsAll(MAY_USE.keySet()).containsAll(PUBLIC);
    }

    /** The contract between models and whatever runs them knows neither, nor any library. */
    @Test
    void theContractUsesNothingButJava() {
        Set<String> libraries = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            if (packageOf(type).equals("machine")) {
                type.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                        .filter(target -> !isOurs(target)
                                && !target.isPrimitive()
                                && !target.getPackageName().startsWith("java."))
                        .forEach(target -> libraries.add(target.getName()));
            }
        }
        assertThat(libraries).isEmpty();
    }

    private static boolean isPublicApi(JavaClass type) {
        return PUBLIC.contains(packageOf(type))
                || PUBLIC_CLASSES.contains(type.getName().substring(ROOT.length() + 1));
    }

    /** A signature that others may lean on names nothing that they may not. */
    @Test
    void thePublicApiSpeaksOnlyOfItself() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            if (isPublicApi(type) && type.getModifiers().contains(JavaModifier.PUBLIC)) {
                for (JavaMethod method : type.getMethods()) {
                    if (method.getModifiers().contains(JavaModifier.PUBLIC)) {
                        Stream.of(List.of(method.getRawReturnType()), method.getRawParameterTypes())
                                .flatMap(Collection::stream)
                                .map(JavaClass::getBaseComponentType)
                                .filter(t -> isOurs(t)
                                        && !isPublicApi(t)
                                        && !OPAQUE.contains(t.getName().substring(ROOT.length() + 1)))
                                .forEach(t -> wrong.add(method.getFullName() + " speaks of " + t.getName()));
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** What the guide and the templates teach to import is public, so that it can be relied on. */
    @Test
    void theGuideAndTheTemplatesUseThePublicApi() throws IOException {
        Set<String> names = new TreeSet<>(PUBLIC_CLASSES);
        PUBLIC.forEach(name -> names.add(name.equals(".") ? "Shootdown" : name));
        for (String page : List.of("GUIDE.md", "TEMPLATES.md")) {
            List<String> imports = Pattern.compile(
                            "^import (?:static )?org\\.shootdown\\.([\\w.*]+);", Pattern.MULTILINE)
                    .matcher(Files.readString(Path.of(page)))
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            assertThat(imports).as(page).isNotEmpty().allMatch(i -> names.contains(i) || names.contains(parent(i)));
        }
    }

    private static String parent(String imported) {
        return imported.replaceFirst("\\.[^.]*$", "");
    }

    /** The build that compares with a release compares exactly this. */
    @Test
    void theBuildComparesThePublicApi() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        List<String> compared = Pattern.compile("<include>" + Pattern.quote(ROOT) + "\\.?([^<]*)</include>")
                .matcher(pom)
                .results()
                .map((MatchResult found) -> found.group(1).isEmpty() ? "." : found.group(1))
                .toList();
        assertThat(compared)
                .containsAll(PUBLIC)
                .containsAll(PUBLIC_CLASSES)
                .hasSize(PUBLIC.size() + PUBLIC_CLASSES.size());
    }
}
