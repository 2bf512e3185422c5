package io.familygrocer.gateway.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;

import io.familygrocer.gateway.route.Instance;
import io.familygrocer.gateway.route.Route;
import io.familygrocer.gateway.visit.Visit;

/**
 * One request to a service for which nobody waits: one try, the answer goes to an onlooker only. What fails is as if it
 * had not been.
 */
final class SideRequest {
    private final Proxy proxy;
    private final Visit visit;
    private final Route route;
    private final Buffer body;
    private final Onlooker onlooker;
    private final Runnable over;
    private Instance instance;
    private HttpClientRequest out;
    private long timer;
    private boolean ended;

    /**
     * A request.
     *
     * @param visit the one that it is like
     * @param body null for none
     * @param over called once, however it ends
     */
    SideRequest(Proxy proxy, Visit visit, Route route, Buffer body, Onlooker onlooker, Runnable over) {
        this.proxy = proxy;
        this.visit = visit;
        this.route = route;
        this.body = body;
        this.onlooker = onlooker;
        this.over = over;
    }

    void start() {
        var upstream = route.upstream();
        if (!upstream.breaker().admits()) {
            over.run();
            return;
        }
        instance = upstream.pick(null);
        instance.begin();
        timer = visit.vertx().setTimer(route.timeout().toMillis(), id -> end(false));
        proxy.client(visit, route).request(RequestHead.of(visit, instance)).onComplete(opened -> {
            if (opened.failed()) {
                end(false);
            } else if (ended) {
                opened.result().reset(Proxy.CANCEL);
            } else {
                send(opened.result());
            }
        });
    }

    private void send(HttpClientRequest request) {
        out = request;
        RequestHead.write(visit, route, request);
        onlooker.asks(request.headers());
        (body == null ? request.send() : request.send(body)).onComplete(got -> {
            if (got.failed() || ended) {
                end(false);
            } else {
                hear(got.result());
            }
        });
    }

    private void hear(HttpClientResponse answer) {
        int status = answer.statusCode();
        boolean well = status != 502 && status != 504;
        answer.exceptionHandler(cause -> end(false));
        if (!onlooker.takes(status, answer.headers())) {
            onlooker.passes(status, answer.headers(), MultiMap.caseInsensitiveMultiMap());
            answer.handler(onlooker::part);
        }
        answer.endHandler(nothing -> {
            if (!ended) {
                onlooker.whole();
            }
            end(well);
        });
    }

    private void end(boolean well) {
        if (ended) {
            return;
        }
        ended = true;
        visit.vertx().cancelTimer(timer);
        instance.end();
        var breaker = route.upstream().breaker();
        if (well) {
            instance.succeeded();
            breaker.succeeded();
        } else {
            route.upstream().failed(instance);
            breaker.failed();
            if (out != null) {
                out.reset(Proxy.CANCEL);
            }
        }
        over.run();
    }
}
