package org.shootdown.report.html;

import static j2html.TagCreator.a;
import static j2html.TagCreator.button;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.footer;
import static j2html.TagCreator.form;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.header;
import static j2html.TagCreator.main;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.table;

import j2html.tags.DomContent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.shootdown.coverage.Coverage;

/**
 * Writes the results of a matrix as one HTML page that needs nothing else, no network either. The page's frame is made
 * here; its scripts draw all that depends on the data.
 */
public final class HtmlReport {
    private static final List<SelfContainedPage.Resource> PARTS = Stream.of(
                    "report.css",
                    "copy.js",
                    "data.js",
                    "state.js",
                    "filters.js",
                    "heat-map.js",
                    "overview.js",
                    "comparison.js",
                    "before.js",
                    "difference.js",
                    "plot.js",
                    "sequence-diagram.js",
                    "trace-view.js",
                    "cell-list.js",
                    "necessity.js",
                    "coverage.js",
                    "about.js",
                    "report.js")
            .map(name -> new SelfContainedPage.Resource(HtmlReport.class, name))
            .toList();

    private HtmlReport() {}

    /**
     * The page's text.
     *
     * @param heading what the page is about, as in {@code catalogue main}
     * @param provenance where it comes from
     * @param cells the cells, in the order of the tables
     * @param necessity which steps carry weight; may be empty
     * @param coverage which lines of the models no execution makes, if that was asked
     * @param before another run that this one is compared with at first, if there is one
     */
    public static String render(
            String heading,
            Provenance provenance,
            List<ReportCell> cells,
            List<NecessityRow> necessity,
            Optional<Coverage.Result> coverage,
            Optional<BeforeRun> before) {
        return SelfContainedPage.render(
                "Shootdown: " + heading,
                PageData.json(provenance, cells, necessity, coverage, before),
                PARTS,
                a("To the scenarios").withId("skip").withClass("skip").withHref("#list-heading"),
                header(
                        h1("Shootdown: " + heading),
                        p("Which sync policies are safe, against which kernel, and what they cost. SAFE is a proof within the"
                                        + " models' bounds; UNSAFE comes with a shortest trace; INCOMPLETE and VACUOUS are"
                                        + " no answers.")
                                .withClass("dim")),
                main(
                        p().withId("complaint").attr("role", "alert"),
                        p().withId("answer"),
                        section().withId("overview"),
                        section().withId("difference"),
                        section().withId("plot"),
                        scenarios(),
                        h2("Necessity"),
                        section(p("No steps were left out for this report; --necessity does that.")
                                        .withClass("dim"))
                                .withId("necessity"),
                        h2("Steps that no execution makes"),
                        section(p("The models' lines were not looked at for this report; --coverage does that.")
                                        .withClass("dim"))
                                .withId("coverage"),
                        section().withId("glossary")),
                footer().withId("provenance"));
    }

    private static DomContent scenarios() {
        return section(
                h2("All cells"),
                details(summary("Filters"), form().withId("filters").attr("aria-label", "Filters"))
                        .withId("filter-box"),
                p().withId("count").attr("role", "status"),
                div(table().withId("heat-map").withClass("heat-map")).withClass("scroll"),
                p("Choose a field to see its scenarios; arrow keys move between fields.")
                        .withClass("dim hint"),
                h2("Scenarios").withId("list-heading").attr("tabindex", -1),
                table().withId("cells").withClass("list"),
                button("Show more").withId("more").withType("button").attr("hidden"));
    }
}
