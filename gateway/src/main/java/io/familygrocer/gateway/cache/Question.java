package io.familygrocer.gateway.cache;

import java.util.Locale;

import io.familygrocer.gateway.cacherules.Asked;
import io.familygrocer.gateway.route.Route;
import io.familygrocer.gateway.visit.Visit;

/**
 * One request that the cache is for.
 *
 * @param key the address under which its answer is kept
 * @param heard whether somebody waits for its answer
 * @param sharedAt when the second level was asked, by its clock; 0 for not
 */
record Question(Visit visit, Route route, Asked asked, String key, boolean heard, long sharedAt) {
    static Question of(Visit visit, Route route) {
        var asked = new Asked(visit.request().method().name(), visit.request().headers()::getAll);
        return new Question(visit, route, asked, key(visit, route, uri(visit)), true, 0);
    }

    Question asOf(long at) {
        return new Question(visit, route, asked, key, heard, at);
    }

    Question unheard() {
        return new Question(visit, route, asked, key, false, sharedAt);
    }

    /** Whether it has a header field. */
    boolean says(String name) {
        return !asked.fields().apply(name).isEmpty();
    }

    /** Scheme and host are the client's, as services may put them into links. Versions of a service answer for themselves. */
    static String key(Visit visit, Route route, String uri) {
        var origin = visit.origin();
        return route.upstream().name() + " " + origin.scheme() + "://"
                + origin.host().toLowerCase(Locale.ROOT) + uri;
    }

    /** Path and query. */
    static String uri(Visit visit) {
        var query = visit.request().query();
        return query == null ? visit.path() : visit.path() + "?" + query;
    }
}
