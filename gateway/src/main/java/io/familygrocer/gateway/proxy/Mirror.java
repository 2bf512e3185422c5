package io.familygrocer.gateway.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

import io.familygrocer.gateway.route.Route;
import io.familygrocer.gateway.visit.Visit;

/**
 * A copy of one request for another service, which may try itself on it. Nobody hears its answer, and nobody waits for it;
 * a body that is too long, or not there in the end, makes no copy.
 */
final class Mirror {
    /** Marks copies, so that the service knows that they are. */
    static final String HEADER = "X-Mirrored";

    private static final Onlooker MARK = new Onlooker() {
        @Override
        public void asks(MultiMap headers) {
            headers.set(HEADER, "1");
        }
    };

    private static final Mirror NONE = new Mirror();

    private final Proxy proxy;
    private final Visit visit;
    private final Route route;
    private Buffer body;
    private boolean over;

    private Mirror() {
        proxy = null;
        visit = null;
        route = null;
        over = true;
    }

    private Mirror(Proxy proxy, Visit visit, Route route) {
        this.proxy = proxy;
        this.visit = visit;
        this.route = route;
    }

    /** The copy of a request, where one is to be made; else one that does nothing. */
    static Mirror of(Proxy proxy, Visit visit, Route route, long length) {
        var mirroring = route.mirroring();
        if (mirroring == null
                || route.streaming()
                || visit.upgrades()
                || length > mirroring.maxBody()
                || !mirroring.begin()) {
            return NONE;
        }
        var mirror = new Mirror(proxy, visit, route);
        visit.atEnd(whole -> mirror.giveUp());
        return mirror;
    }

    void part(Buffer part) {
        if (over) {
            return;
        }
        body = body == null ? Buffer.buffer() : body;
        if (body.length() + part.length() > route.mirroring().maxBody()) {
            giveUp();
        } else {
            body.appendBuffer(part);
        }
    }

    /** The request is all there. */
    void whole() {
        if (over) {
            return;
        }
        over = true;
        var mirroring = route.mirroring();
        new SideRequest(proxy, visit, route.to(mirroring.upstream()), body, MARK, mirroring::end).start();
    }

    private void giveUp() {
        if (!over) {
            over = true;
            body = null;
            route.mirroring().end();
        }
    }
}
