package org.shootdown.report;

/** Which build speaks. */
public final class ToolVersion {
    private ToolVersion() {}

    /** The version, and the commit as its build metadata; classes that come from no jar have neither. */
    public static String text() {
        String version = ToolVersion.class.getPackage().getImplementationVersion();
        return version == null ? "(not from a jar)" : version;
    }
}
