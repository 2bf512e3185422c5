package io.familygrocer.gateway.cache;

import java.util.Set;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;

import io.familygrocer.gateway.cacherules.Asked;
import io.familygrocer.gateway.cacherules.Validating;
import io.familygrocer.gateway.compress.Compression;
import io.familygrocer.gateway.route.Route;
import io.familygrocer.gateway.visit.Visit;

/** What is kept, as one client gets it: all of it, a part, or the word that the client has it already. */
record KeptAnswer(Visit visit, Route route, Asked asked, Kept kept, Compression compression) {
    private static final int NOT_MODIFIED = 304;
    private static final int PARTIAL = 206;
    private static final int NO_CONTENT = 204;

    /** What a 304 says (RFC 9110, section 15.4.5). */
    private static final Set<String> OF_NOT_MODIFIED = Set.of(
            "cache-control", "content-location", "date", "etag", "expires", "last-modified", "vary", "cache-status");

    /** @param status what the cache did */
    void send(String status) {
        var response = visit.response();
        if (visit.over() || response.headWritten()) {
            return;
        }
        var stored = kept.stored();
        boolean known = Validating.isKnownTo(asked, stored);
        var headers = response.headers();
        for (var field : stored.fields()) {
            if (!field.name().equals("cache-tag") && (!known || OF_NOT_MODIFIED.contains(field.name()))) {
                headers.add(field.name(), field.value());
            }
        }
        headers.set("age", Long.toString(Math.max(0, stored.ageMillis(System.currentTimeMillis()) / 1000)));
        headers.add("cache-status", status);
        if (known) {
            response.setStatusCode(NOT_MODIFIED).end();
            return;
        }
        response.setStatusCode(stored.status());
        if (stored.status() == NO_CONTENT) {
            response.end();
            return;
        }
        var body = body();
        headers.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        if (visit.request().method() == HttpMethod.HEAD) {
            response.end();
        } else {
            response.end(body);
        }
    }

    private Buffer body() {
        var headers = visit.response().headers();
        var slice = Validating.slice(asked, kept.stored(), kept.body().length());
        if (slice.isPresent() && visit.request().method() == HttpMethod.GET) {
            int from = slice.get().from();
            int to = slice.get().to();
            visit.response().setStatusCode(PARTIAL);
            headers.set(
                    "content-range",
                    "bytes " + from + "-" + to + "/" + kept.body().length());
            return kept.body().slice(from, to + 1);
        }
        headers.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(kept.body().length()));
        var coding = compression.choose(visit, route, headers);
        return coding == null ? kept.body() : kept.encoded(coding, whole -> compression.encode(coding, whole));
    }
}
