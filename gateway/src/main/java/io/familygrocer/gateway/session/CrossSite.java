package io.familygrocer.gateway.session;

import java.util.Locale;

import io.vertx.core.http.HttpMethod;

import io.familygrocer.gateway.cors.Cors;
import io.familygrocer.gateway.visit.Visit;

/**
 * Tells requests that pages of ours make from those that another site makes in the name of a browser's owner. Browsers
 * say where a request comes from in {@code Sec-Fetch-Site}; older ones in {@code Origin}, which is compared by its host.
 */
final class CrossSite {
    private final Cors cors;

    CrossSite(Cors cors) {
        this.cors = cors;
    }

    /** Whether a request only reads. */
    static boolean isSafe(Visit visit) {
        var method = visit.request().method();
        return method == HttpMethod.GET || method == HttpMethod.HEAD || method == HttpMethod.OPTIONS;
    }

    /** Whether it comes from a page of this site, of an origin that is let in, or from no page at all. */
    boolean isOurs(Visit visit) {
        var request = visit.request();
        var origin = request.getHeader("Origin");
        if (cors.isAllowed(origin)) {
            return true;
        }
        var site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        return origin == null || hostOf(origin).equals(visit.origin().host().toLowerCase(Locale.ROOT));
    }

    private static String hostOf(String origin) {
        int at = origin.indexOf("://");
        return at < 0 ? "" : origin.substring(at + 3).toLowerCase(Locale.ROOT);
    }
}
