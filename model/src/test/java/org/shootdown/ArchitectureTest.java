package org.shootdown;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Dependencies between packages point one way, so that a reader can start at {@code machine} and go on from there. */
@AnalyzeClasses(packages = "org.shootdown", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** The contract between models and whatever runs them knows neither. */
    @ArchTest
    static final ArchRule THE_CONTRACT_DEPENDS_ON_NOTHING = classes()
            .that()
            .resideInAPackage("..machine..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("..shootdown.machine..", "java..");

    @ArchTest
    static final ArchRule LAYERS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("machine")
            .definedBy("..shootdown.machine..")
            .layer("kernel")
            .definedBy("..shootdown.kernel..")
            .layer("check")
            .definedBy("..shootdown.check..")
            .layer("live")
            .definedBy("..shootdown.live..")
            .layer("catalogue")
            .definedBy("..shootdown.catalogue..")
            .layer("decide")
            .definedBy("..shootdown.decide..")
            .layer("findings")
            .definedBy("..shootdown.findings..")
            .layer("export")
            .definedBy("..shootdown.export..")
            .layer("bench")
            .definedBy("..shootdown.bench..")
            .layer("drawing")
            .definedBy("..shootdown.drawing..")
            .layer("interleaving")
            .definedBy("..shootdown.interleaving..")
            .layer("report")
            .definedBy("..shootdown.report..")
            .layer("cli")
            .definedBy("..shootdown.cli..")
            .whereLayer("machine")
            .mayNotAccessAnyLayer()
            .whereLayer("kernel")
            .mayOnlyAccessLayers("machine")
            .whereLayer("check")
            .mayOnlyAccessLayers("machine")
            .whereLayer("live")
            .mayOnlyAccessLayers("machine")
            .whereLayer("catalogue")
            .mayOnlyAccessLayers("machine", "kernel", "check")
            .whereLayer("decide")
            .mayOnlyAccessLayers("machine", "check", "catalogue")
            .whereLayer("findings")
            .mayOnlyAccessLayers("machine", "check", "catalogue", "decide")
            .whereLayer("export")
            .mayOnlyAccessLayers("machine", "check")
            .whereLayer("bench")
            .mayOnlyAccessLayers("machine", "check", "export")
            .whereLayer("drawing")
            .mayOnlyAccessLayers("machine", "check")
            .whereLayer("interleaving")
            .mayOnlyAccessLayers("machine", "check", "drawing")
            .whereLayer("report")
            .mayOnlyAccessLayers("machine", "check", "drawing", "catalogue", "decide", "findings");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("org.shootdown.(*)..").should().beFreeOfCycles();
}
