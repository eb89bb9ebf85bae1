package org.shootdown.report.html;

import static j2html.TagCreator.a;
import static j2html.TagCreator.body;
import static j2html.TagCreator.button;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.form;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.head;
import static j2html.TagCreator.header;
import static j2html.TagCreator.html;
import static j2html.TagCreator.link;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.noscript;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.script;
import static j2html.TagCreator.section;
import static j2html.TagCreator.style;
import static j2html.TagCreator.table;
import static j2html.TagCreator.title;

import j2html.tags.specialized.BodyTag;
import j2html.tags.specialized.HeadTag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes the results of a matrix as one HTML page that needs nothing else, no network either: its security policy lets
 * the browser fetch nothing. The page's frame is made here; what depends on the filters is drawn by its scripts.
 */
public final class HtmlReport {
    private static final String POLICY =
            "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

    /** In the order in which they use each other. */
    private static final List<String> SCRIPTS = List.of(
            "dom.js",
            "data.js",
            "filters.js",
            "heat-map.js",
            "sequence-diagram.js",
            "cell-list.js",
            "necessity.js",
            "report.js");

    private HtmlReport() {}

    /**
     * The page's text.
     *
     * @param heading what the page is about, as in {@code catalogue main}
     * @param cells the cells, in the order of the tables
     * @param necessity which steps carry weight; may be empty
     */
    public static String render(String heading, List<ReportCell> cells, List<NecessityRow> necessity) {
        String data = PageData.json(cells, necessity);
        return "<!DOCTYPE html>\n"
                + html(pageHead(heading), pageBody(heading, data))
                        .withLang("en")
                        .render() + "\n";
    }

    private static HeadTag pageHead(String heading) {
        return head(
                meta().withCharset("utf-8"),
                meta().attr("http-equiv", "Content-Security-Policy").withContent(POLICY),
                meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                link().withRel("icon").withHref("data:,"),
                title("Shootdown: " + heading),
                style(rawHtml(resource("base.css") + resource("report.css"))));
    }

    private static BodyTag pageBody(String heading, String data) {
        return body(
                a("To the scenarios").withId("skip").withClass("skip").withHref("#list-heading"),
                header(
                        h1("Shootdown: " + heading),
                        p("Which sync policies are safe, against which kernel, and what they cost. SAFE is a proof within the"
                                        + " models' bounds; UNSAFE comes with a shortest trace; INCOMPLETE and VACUOUS are"
                                        + " no answers.")
                                .withClass("dim")),
                noscript(p("The tables are drawn by scripts in this file; please allow them.")),
                main(
                        form().withId("filters").attr("aria-label", "Filters"),
                        p().withId("count").attr("role", "status"),
                        div(table().withId("heat-map").withClass("heat-map")).withClass("scroll"),
                        p("Choose a field to see its scenarios; arrow keys move between fields.")
                                .withClass("dim hint"),
                        h2("Scenarios").withId("list-heading").attr("tabindex", -1),
                        div(table().withId("cells").withClass("list")).withClass("scroll"),
                        button("Show more").withId("more").withType("button").attr("hidden"),
                        h2("Necessity"),
                        section(p("No steps were left out for this report; --necessity does that.")
                                        .withClass("dim"))
                                .withId("necessity")),
                script(rawHtml(data)).withId("data").withType("application/json"),
                each(SCRIPTS, name -> script(rawHtml("\n" + resource(name)))));
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
