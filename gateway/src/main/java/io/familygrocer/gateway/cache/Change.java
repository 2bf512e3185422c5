package io.familygrocer.gateway.cache;

import io.vertx.core.MultiMap;

import io.familygrocer.gateway.cacherules.Invalidating;
import io.familygrocer.gateway.proxy.Onlooker;
import io.familygrocer.gateway.route.Route;
import io.familygrocer.gateway.visit.Visit;

/** A request that may change what is kept (RFC 9111, section 4.4). */
final class Change implements Onlooker {
    private final ResponseCache cache;
    private final Visit visit;
    private final Route route;

    Change(ResponseCache cache, Visit visit, Route route) {
        this.cache = cache;
        this.visit = visit;
        this.route = route;
    }

    @Override
    public void passes(int status, MultiMap sent, MultiMap passed) {
        var method = visit.request().method().name();
        var host = visit.origin().host();
        var uri = Question.uri(visit);
        Invalidating.targets(method, status, Exchange.fields(sent), host, uri)
                .forEach(target -> cache.changed(route, Question.key(visit, route, target)));
        passed.remove("cache-tag");
    }
}
