package io.familygrocer.gateway.proxy;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

import io.familygrocer.gateway.compress.EntityTags;
import io.familygrocer.gateway.route.Instance;
import io.familygrocer.gateway.route.Route;
import io.familygrocer.gateway.visit.Handshake;
import io.familygrocer.gateway.visit.Visit;

/** The head of a request as a service gets it. */
final class RequestHead {
    private RequestHead() {}

    /** Where it goes and what it asks for: the origin form, whatever form the client used. */
    static RequestOptions of(Visit visit, Instance instance) {
        var request = visit.request();
        var uri = request.query() == null ? visit.path() : visit.path() + "?" + request.query();
        return instance.target().setMethod(request.method()).setURI(uri);
    }

    /** Safe to send twice by its method, or by the key with which the service recognises it (RFC 9110, section 9.2.2). */
    static boolean isRepeatable(Visit visit) {
        var method = visit.request().method();
        return method == HttpMethod.GET
                || method == HttpMethod.HEAD
                || method == HttpMethod.OPTIONS
                || method == HttpMethod.PUT
                || method == HttpMethod.DELETE
                || visit.request().getHeader("Idempotency-Key") != null;
    }

    /** Everything else. {@code X-Request-Timeout} is the time that is left for it, in milliseconds. */
    static void write(Visit visit, Route route, HttpClientRequest out) {
        var headers = out.headers();
        HopHeaders.copyRequest(visit.request().headers(), headers);
        EntityTags.strengthen(headers);
        if (visit.request().authority() != null) {
            out.authority(visit.request().authority());
        }
        visit.origin().writeTo(headers);
        headers.set(Visit.REQUEST_ID, visit.requestId());
        headers.set("traceparent", visit.trace().header());
        if (visit.upgrades()) {
            Handshake.writeTo(headers);
        } else if (!route.streaming()) {
            long left = route.timeout().toMillis() - visit.elapsedNanos() / 1_000_000;
            headers.set("X-Request-Timeout", Long.toString(Math.max(1, left)));
        }
    }
}
