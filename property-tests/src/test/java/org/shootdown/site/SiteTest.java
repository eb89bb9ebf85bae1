package org.shootdown.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every Markdown page of the repository is in the site, and every link on it leads somewhere. */
class SiteTest {
    private static final Path REPOSITORY = Path.of("..");
    private static final Pattern HREF = Pattern.compile("href=\"([^\"]*)\"");

    @TempDir
    private Path site;

    @BeforeEach
    void write() throws IOException {
        new Site(REPOSITORY, site).write();
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> dead = new ArrayList<>();
        for (String page : Site.PAGES.keySet()) {
            Path file = site.resolve(Site.htmlOf(page));
            Matcher link = HREF.matcher(Files.readString(file));
            while (link.find()) {
                if (!leadsSomewhere(page, file, link.group(1))) {
                    dead.add(page + ": " + link.group(1));
                }
            }
        }
        assertThat(dead).isEmpty();
    }

    /** To an anchor of the same page or of another page of the site, or to a file of the repository. */
    private static boolean leadsSomewhere(String page, Path file, String link) throws IOException {
        if (link.contains("://") || link.equals("#")) {
            return true;
        }
        String[] parts = link.split("#", 2);
        Path to = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize();
        if (Files.isRegularFile(to)) {
            return parts.length < 2 || Files.readString(to).contains("id=\"" + parts[1] + "\"");
        }
        return Files.exists(REPOSITORY.resolve(page).resolveSibling(parts[0]));
    }

    @Test
    void noPageIsForgotten() throws IOException {
        Set<String> pages = new TreeSet<>();
        try (Stream<Path> root = Files.list(REPOSITORY);
                Stream<Path> model = Files.list(REPOSITORY.resolve("model"))) {
            Stream.concat(root, model)
                    .filter(p -> p.toString().endsWith(".md"))
                    .map(p -> REPOSITORY.relativize(p).toString())
                    .forEach(pages::add);
        }
        assertThat(Site.PAGES.keySet()).containsAll(pages);
    }

    @Test
    void nothingComesFromTheNetwork() throws IOException {
        for (String page : Site.PAGES.keySet()) {
            assertThat(Files.readString(site.resolve(Site.htmlOf(page))))
                    .contains("default-src 'none'")
                    .doesNotContain("<script", "<link")
                    .doesNotContainPattern("<img src=\"[^\"]*:");
        }
    }

    @Test
    void picturesGoWithTheirPages() throws IOException {
        List<String> pictures = Pattern.compile("<img src=\"([^\"]*)\" alt=\"[^\"]+\"")
                .matcher(Files.readString(site.resolve("README.html")))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(pictures)
                .isNotEmpty()
                .allSatisfy(picture -> assertThat(site.resolve(picture)).exists());
    }

    @Test
    void theCurrentPageIsMarkedOnce() throws IOException {
        String guide = Files.readString(site.resolve("model/GUIDE.html"));
        assertThat(Pattern.compile("aria-current").matcher(guide).results().collect(Collectors.counting()))
                .isEqualTo(2L); // once in the style, once in the navigation
        assertThat(guide).contains("href=\"../README.html\"", "href=\"TEMPLATES.html\"");
    }
}
