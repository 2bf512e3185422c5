package io.familygrocer.gateway.route;

import java.util.List;

/**
 * The versions of the service of a route.
 *
 * @param all every version, the route's own service last
 * @param serves the one that gets everything; null for by weight
 * @param sticky what keeps whoever shares it on one version
 * @param overrideHeader the header in which testers name a version; null for none
 */
public record Versions(List<Version> all, Version serves, String sticky, String overrideHeader) {
    /** The name of the service itself among its versions. */
    public static final String STABLE = "stable";

    private static final int PARTS = 10_000;

    /**
     * One version.
     *
     * @param name the operator's name for it
     * @param percent how many of a hundred it gets
     * @param route the same route to this version, which has no versions any more
     */
    public record Version(String name, int percent, Route route) {}

    /** The version that a tester names, or null. */
    public Version named(String name) {
        return all.stream()
                .filter(version -> version.name.equals(name))
                .findFirst()
                .orElse(null);
    }

    /**
     * The version of whoever shares a value. When a version's share grows, all who have it keep it: a value has its place
     * on a line of 10,000, of which each version has a piece, in the order of their names.
     */
    public Version of(String service, String value) {
        if (serves != null) {
            return serves;
        }
        int place = place(service, value);
        int end = 0;
        for (var version : all) {
            end += version.percent * (PARTS / 100);
            if (place < end) {
                return version;
            }
        }
        return all.getLast();
    }

    /** FNV-1a with a last stir, because values differ in few letters. */
    private static int place(String service, String value) {
        long hash = 0xcbf29ce484222325L;
        for (var text : List.of(service, "/", value)) {
            for (int at = 0; at < text.length(); at++) {
                hash = (hash ^ text.charAt(at)) * 0x100000001b3L;
            }
        }
        hash ^= hash >>> 33;
        hash *= 0xff51afd7ed558ccdL;
        hash ^= hash >>> 33;
        return (int) Long.remainderUnsigned(hash, PARTS);
    }
}
