package io.familygrocer.gateway.site;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.regex.Pattern;

/**
 * What a page will need at once, as a {@code Link} header says it (RFC 8288): its own scripts and styles, as the build has
 * put them into the page.
 */
final class Preloads {
    private static final Pattern ELEMENT = Pattern.compile("<(?:script|link)\\b[^>]*>");
    private static final Pattern SCRIPT = Pattern.compile("<script\\b.*\\ssrc=\"(/[^/\"<>][^\"<>]*)\".*");
    private static final Pattern STYLE = Pattern.compile("<link\\b.*\\shref=\"(/[^/\"<>][^\"<>]*)\".*");
    private static final Pattern IS_STYLE = Pattern.compile("\\srel=\"?stylesheet\\b");
    private static final Pattern IS_CROSSORIGIN = Pattern.compile("\\scrossorigin\\b");

    private Preloads() {}

    /** The value of the header; null for nothing. */
    static String of(byte[] page) {
        var links = new ArrayList<String>();
        var elements = ELEMENT.matcher(new String(page, StandardCharsets.UTF_8));
        while (elements.find()) {
            var element = elements.group();
            var script = SCRIPT.matcher(element);
            var style = STYLE.matcher(element);
            if (script.matches()) {
                links.add(link(script.group(1), "script", element));
            } else if (style.matches() && IS_STYLE.matcher(element).find()) {
                links.add(link(style.group(1), "style", element));
            }
        }
        return links.isEmpty() ? null : String.join(", ", links);
    }

    /** Whoever fetches twice, with and without CORS, has gained nothing: both must ask in the same way. */
    private static String link(String path, String kind, String element) {
        return "<" + path + ">; rel=preload; as=" + kind
                + (IS_CROSSORIGIN.matcher(element).find() ? "; crossorigin" : "");
    }
}
