package org.shootdown.browser;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.GZIPInputStream;

/** The data inside a page, as text. */
public final class Packed {
    private static final String START = "type=\"application/gzip\">";

    private Packed() {}

    public static String dataOf(Path page) throws IOException {
        return dataOf(Files.readString(page));
    }

    public static String dataOf(String page) throws IOException {
        int from = page.indexOf(START) + START.length();
        byte[] packed = Base64.getDecoder().decode(page.substring(from, page.indexOf("</script>", from)));
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
