package org.shootdown.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.shootdown.catalogue.Scenario;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** A command that decides the scenarios a user selects. */
abstract class ScenarioCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Mixin
    private Selectors selectors;

    @Mixin
    private Search search;

    Main main() {
        return main;
    }

    Terminal terminal() {
        return main.terminal();
    }

    Selectors selectors() {
        return selectors;
    }

    List<Scenario> selected() {
        return selectors.select(main.catalogues());
    }

    Deciding deciding() {
        return new Deciding(terminal(), search);
    }

    Removing removing() {
        return new Removing(terminal(), search);
    }
}
