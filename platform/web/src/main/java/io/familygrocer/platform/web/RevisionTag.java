package io.familygrocer.platform.web;

import java.util.Arrays;

/** Entity tags that are a revision number (RFC 9110, sections 8.8.3 and 13.1). */
public final class RevisionTag {

    private RevisionTag() {}

    /** The tag of a revision, quotes included. */
    public static String of(long revision) {
        return "\"" + revision + "\"";
    }

    /**
     * Whether the value of an {@code If-Match} or {@code If-None-Match} header names the revision: by {@code *}, or in
     * its list of tags, weak ones included, as a proxy that compresses may have made ours weak.
     */
    public static boolean matches(String header, long revision) {
        return Arrays.stream(header.split(",", -1))
                .map(String::strip)
                .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                .anyMatch(tag -> tag.equals("*") || tag.equals(of(revision)));
    }
}
