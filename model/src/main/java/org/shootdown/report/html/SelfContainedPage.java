package org.shootdown.report.html;

import static j2html.TagCreator.body;
import static j2html.TagCreator.head;
import static j2html.TagCreator.html;
import static j2html.TagCreator.link;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.noscript;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.script;
import static j2html.TagCreator.style;
import static j2html.TagCreator.title;

import j2html.tags.DomContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/**
 * A page in one file, which needs no network and may use none: its security policy lets the browser fetch nothing, and
 * run no script and apply no style but the ones in it, which it names by their hashes. Its data is packed.
 */
public final class SelfContainedPage {
    /** What every page uses, before its own. */
    private static final List<String> SCRIPTS = List.of("dom.js", "unpack.js");

    private SelfContainedPage() {}

    /** A style or script beside the class that draws the page. */
    public record Resource(Class<?> beside, String name) {
        String text() {
            try (InputStream in = beside.getResourceAsStream(name)) {
                if (in == null) {
                    throw new IllegalStateException("resource " + name + " is missing");
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * The page's text.
     *
     * @param heading its title
     * @param json its data, which the scripts get from {@code begin}
     * @param own its styles and scripts, told apart by how their names end, in the order in which they use each other
     * @param content what is in its body before the scripts run, with a {@code main}
     */
    public static String render(String heading, String json, List<Resource> own, DomContent... content) {
        String styles = texts(List.of(new Resource(SelfContainedPage.class, "base.css"))) + texts(ending(own, ".css"));
        String scripts = texts(SCRIPTS.stream()
                        .map(name -> new Resource(SelfContainedPage.class, name))
                        .toList())
                + texts(ending(own, ".js"));
        String policy = "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src "
                + hash(styles) + "; script-src " + hash(scripts);
        return "<!DOCTYPE html>\n"
                + html(
                                head(
                                        meta().withCharset("utf-8"),
                                        meta().attr("http-equiv", "Content-Security-Policy")
                                                .withContent(policy),
                                        meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                                        link().withRel("icon").withHref("data:,"),
                                        title(heading),
                                        style(rawHtml(styles))),
                                body().with(content)
                                        .with(
                                                noscript(p(
                                                        "This page is drawn by the scripts in it; please allow them.")),
                                                script(rawHtml(packed(json)))
                                                        .withId("data")
                                                        .withType("application/gzip"),
                                                script(rawHtml(scripts))))
                        .withLang("en")
                        .render()
                + "\n";
    }

    private static List<Resource> ending(List<Resource> resources, String end) {
        return resources.stream().filter(r -> r.name().endsWith(end)).toList();
    }

    private static String texts(List<Resource> resources) {
        return resources.stream().map(r -> "\n" + r.text()).collect(Collectors.joining());
    }

    /** As a security policy names it. */
    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Base 64 has no character that could end the script element. */
    private static String packed(String json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
