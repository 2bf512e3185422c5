package io.familygrocer.gateway.session;

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
        return origin == null || visit.origin().isOwn(origin);
    }

    /**
     * Whether a session may open a WebSocket. Pages can't send {@code X-Session} with it, and it is answered whatever CORS
     * says: the origin, which browsers always name, decides. What is no page says {@code X-Session}.
     */
    boolean mayOpenSocket(Visit visit, boolean said) {
        var origin = visit.request().getHeader("Origin");
        if (origin == null) {
            return said && isOurs(visit);
        }
        return cors.allowsCookies(origin) || visit.origin().isOwn(origin) && isOurs(visit);
    }
}
