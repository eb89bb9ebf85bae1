package org.shootdown.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What every page of ours must pass. Each leaves the window 1400 pixels wide, and light. */
public final class PageChecks {
    /** Brings a page that was just opened to what is to be looked at. */
    @FunctionalInterface
    public interface Preparation {
        void prepare() throws Exception;
    }

    private PageChecks() {}

    /** By axe-core, with all its rules, on a phone and on a screen, in both colour schemes. */
    public static void isReadByEverybody(Chromium browser, String address, Preparation preparation) throws Exception {
        for (String scheme : List.of("light", "dark")) {
            for (int width : new int[] {390, 1400}) {
                browser.resize(width, 900);
                browser.emulate("", scheme);
                browser.open(address);
                preparation.prepare();
                assertThat(Axe.violations(browser))
                        .as("%s at %d", scheme, width)
                        .isEmpty();
            }
        }
        browser.emulate("", "light");
        browser.resize(1400, 900);
        assertThat(browser.complaints()).isEmpty();
    }

    /** A browser that cannot unpack the page's data says so, instead of showing nothing. */
    public static void saysThatItCannotUnpack(Chromium browser, String address) throws Exception {
        String old = browser.beforeScripts("delete globalThis.DecompressionStream");
        browser.open(address);
        browser.forget(old);
        assertThat(browser.text("document.querySelector('main').textContent"))
                .startsWith("This browser cannot unpack the page’s data")
                .endsWith("and all later ones.");
        assertThat(browser.complaints()).isEmpty();
    }
}
