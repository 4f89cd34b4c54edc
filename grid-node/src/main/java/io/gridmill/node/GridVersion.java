package io.gridmill.node;

/** The version of this build. */
public final class GridVersion {
    private GridVersion() {}

    /** As the jar's manifest says; {@code dev} where there is no jar. */
    public static String current() {
        String version = GridVersion.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}
