package org.shootdown.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.shootdown.catalogue.Catalogue;
import org.shootdown.catalogue.Scenario;
import org.shootdown.report.CatalogueListing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "list",
        description = "Lists what can be selected, with a line on each, and the scenarios that match.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  shootdown list", "  shootdown list --policy v10 --backend kvm"})
final class ListCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Mixin
    private Selectors selectors;

    @Override
    public Integer call() {
        List<Scenario> scenarios = selectors.select(main.catalogues());
        Catalogue catalogue = selectors.catalogue(main.catalogues());
        int width = main.terminal().columns();
        if (!selectors.given()) {
            main.terminal().print(CatalogueListing.catalogues(main.catalogues(), width));
            main.terminal().print(CatalogueListing.choices(catalogue, width));
        }
        main.terminal().print(CatalogueListing.scenarios(catalogue, scenarios));
        return ExitCode.OK;
    }
}
