package org.shootdown.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * The documentation as a site that needs no network: every Markdown page of the repository as HTML, in the same folders,
 * with links among them turned to match; beside them the Javadoc and a report, where they have been built. The profile
 * {@code site} makes it.
 */
public final class Site {
    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), HeadingAnchorExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().extensions(EXTENSIONS).build();

    /** The pages in the order in which the head of each page offers them, with what they are called there. */
    static final Map<String, String> PAGES = new LinkedHashMap<>();

    static {
        PAGES.put("README.md", "Start");
        PAGES.put("model/TOUR.md", "Tour");
        PAGES.put("model/GUIDE.md", "Guide");
        PAGES.put("model/TEMPLATES.md", "Templates");
        PAGES.put("model/VERDICTS.md", "Verdicts");
        PAGES.put("model/METHOD.md", "Method");
        PAGES.put("model/GLOSSARY.md", "Glossary");
        PAGES.put("ARCHITECTURE.md", "Architecture");
        PAGES.put("CONTRIBUTING.md", "Contributing");
        PAGES.put("model/BENCHMARKS.md", "Benchmarks");
        PAGES.put("stress-tests/README.md", "Stress tests");
        PAGES.put("property-tests/README.md", "Property tests");
        PAGES.put("model/results/2026-11-24.md", "Speed, measured");
        PAGES.put("stress-tests/results/2026-11-22.md", "Stress, measured");
        PAGES.put("property-tests/results/2026-11-22.md", "Properties, measured");
        PAGES.put("CHANGELOG.md", "Changes");
        PAGES.put("SECURITY.md", "Security");
        PAGES.put("CODE_OF_CONDUCT.md", "Conduct");
    }

    /** What the site shows besides, if it is there: a folder or file, most often of the build, and its place in the site. */
    private static final Map<String, String> BUILT = Map.of(
            "model/target/reports/apidocs", "javadoc",
            "model/target/report.html", "report.html",
            "model/pictures", "model/pictures");

    private static final String STYLE = """
            :root { color-scheme: light dark; --line: #8885; }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 0 auto; padding: 0 1rem 4rem; }
            nav { display: flex; flex-wrap: wrap; gap: .3rem 1rem; padding: 1rem 0; border-bottom: 1px solid var(--line); }
            nav [aria-current] { font-weight: bold; text-decoration: none; color: inherit; }
            pre { overflow-x: auto; padding: .8rem; border: 1px solid var(--line); border-radius: 4px; line-height: 1.3; }
            code { font-size: .9em; }
            table { border-collapse: collapse; display: block; overflow-x: auto; }
            img { max-width: 100%; height: auto; }
            th, td { border: 1px solid var(--line); padding: .2rem .5rem; text-align: left; vertical-align: top; }
            """;

    private final Path repository;
    private final Path target;

    Site(Path repository, Path target) {
        this.repository = repository;
        this.target = target;
    }

    /**
     * Writes the site.
     *
     * @param arguments the repository's folder, and the site's, which may exist
     */
    public static void main(String... arguments) throws IOException {
        new Site(Path.of(arguments[0]), Path.of(arguments[1])).write();
    }

    void write() throws IOException {
        for (String page : PAGES.keySet()) {
            Path file = target.resolve(htmlOf(page));
            Files.createDirectories(file.getParent());
            Files.writeString(file, html(page));
        }
        Files.copy(target.resolve("README.html"), target.resolve("index.html"), StandardCopyOption.REPLACE_EXISTING);
        for (Map.Entry<String, String> built : BUILT.entrySet()) {
            copy(repository.resolve(built.getKey()), target.resolve(built.getValue()));
        }
    }

    private String html(String page) throws IOException {
        Node document = PARSER.parse(Files.readString(repository.resolve(page)));
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                link.setDestination(turned(page, link.getDestination()));
                visitChildren(link);
            }
        });
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'">
                <title>%s - Shootdown</title>
                <style>
                %s</style>
                </head>
                <body>
                <nav aria-label="Pages">
                %s
                </nav>
                <main>
                %s</main>
                </body>
                </html>
                """.formatted(PAGES.get(page), STYLE, navigation(page), RENDERER.render(document));
    }

    /** A link to a page of the repository leads to that page of the site; one to a file that is no page, to nothing here. */
    static String turned(String page, String destination) {
        int hash = destination.indexOf('#');
        String file = hash < 0 ? destination : destination.substring(0, hash);
        if (file.isEmpty() || file.contains("://")) {
            return destination;
        }
        Path folder = Path.of(page).getParent();
        Path wanted = (folder == null ? Path.of(file) : folder.resolve(file)).normalize();
        String found = Stream.of(wanted.toString(), wanted.resolve("README.md").toString())
                .filter(PAGES::containsKey)
                .findFirst()
                .orElse(null);
        if (found == null) {
            return destination;
        }
        return relative(page, htmlOf(found)) + (hash < 0 ? "" : destination.substring(hash));
    }

    private String navigation(String page) {
        String pages = PAGES.entrySet().stream()
                .map(other -> other.getKey().equals(page)
                        ? "<a href=\"#\" aria-current=\"page\">" + other.getValue() + "</a>"
                        : anchor(page, htmlOf(other.getKey()), other.getValue()))
                .collect(Collectors.joining("\n"));
        StringBuilder all = new StringBuilder(pages);
        if (Files.exists(repository.resolve("model/target/report.html"))) {
            all.append('\n').append(anchor(page, "report.html", "Report"));
        }
        if (Files.exists(repository.resolve("model/target/reports/apidocs/index.html"))) {
            all.append('\n').append(anchor(page, "javadoc/index.html", "Javadoc"));
        }
        return all.toString();
    }

    private static String anchor(String page, String to, String text) {
        return "<a href=\"" + relative(page, to) + "\">" + text + "</a>";
    }

    private static String relative(String page, String to) {
        Path folder = Path.of(page).getParent();
        return (folder == null ? Path.of(to) : folder.relativize(Path.of(to))).toString();
    }

    static String htmlOf(String page) {
        return page.substring(0, page.length() - "md".length()) + "html";
    }

    private static void copy(Path from, Path to) throws IOException {
        if (Files.notExists(from)) {
            return;
        }
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.createDirectories(copy.toAbsolutePath().getParent());
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
