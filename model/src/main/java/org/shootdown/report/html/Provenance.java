package org.shootdown.report.html;

import java.util.List;

/**
 * Where a page comes from, each in words.
 *
 * @param version the version of this program, with the commit that it was built from
 * @param command the command that wrote the page
 * @param jvm what ran it
 * @param date when
 * @param bounds what limits the answers
 */
public record Provenance(String version, String command, String jvm, String date, List<String> bounds) {
    public Provenance {
        bounds = List.copyOf(bounds);
    }
}
