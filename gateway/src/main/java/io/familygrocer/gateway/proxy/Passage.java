package io.familygrocer.gateway.proxy;

import java.util.concurrent.TimeoutException;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.OriginRequestProvider;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;

import io.familygrocer.gateway.problem.GatewayProblem;
import io.familygrocer.gateway.problem.ProblemDocument;
import io.familygrocer.gateway.route.Route;
import io.familygrocer.gateway.visit.Visit;

/**
 * One request's way to a service and back. Bodies stream both ways; whichever side goes away first, the other is told
 * at once. Lives on the event loop of the client's connection.
 */
final class Passage implements ProxyInterceptor, OriginRequestProvider {
    // Error codes of HTTP/2; on HTTP/1.1 either closes the connection.
    private static final long INTERNAL_ERROR = 2;
    private static final long CANCEL = 8;

    private final Proxy proxy;
    private final Visit visit;
    private final Route route;
    private final Vertx vertx;
    private HttpClientRequest outgoing;
    private BoundedBody body;
    private long timer;
    private boolean over;
    private boolean refused;

    Passage(Proxy proxy, Visit visit, Route route) {
        this.proxy = proxy;
        this.visit = visit;
        this.route = route;
        this.vertx = visit.context().vertx();
        visit.context().addEndHandler(this::ended);
    }

    @Override
    public Future<HttpClientRequest> create(ProxyContext context) {
        return context.client().request(route.upstream().address()).map(request -> {
            if (over || refused) {
                request.reset(CANCEL);
                throw new IllegalStateException("The request was over before there was a connection for it");
            }
            outgoing = request;
            return request;
        });
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        prepareHeaders(context);
        Promise<ProxyResponse> answer = Promise.promise();
        timer = vertx.setTimer(route.timeout().toMillis(), id -> expire(answer));
        prepareBody(context).compose(ready -> context.sendRequest()).onComplete(sent -> {
            if (sent.failed()) {
                answer.tryFail(sent.cause());
            } else if (!answer.tryComplete(sent.result())) {
                sent.result().release();
            }
        });
        return answer.future().recover(cause -> Future.succeededFuture(refuse(context, cause)));
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
        HopHeaders.removeFrom(context.response().headers());
        if (refused) {
            return context.sendResponse().onComplete(sent -> proxy.dropRest(visit));
        }
        if (route.streaming()) {
            vertx.cancelTimer(timer);
            proxy.streams().add(this);
        }
        var answer = context.response().getBody();
        context.response().setBody(Body.body(new AnswerBody(answer.stream(), this::breakOff), answer.length()));
        return context.sendResponse();
    }

    /** Ends a stream in good order, between two writes. */
    void finish() {
        if (!over && !visit.response().ended()) {
            visit.response().end();
            reset();
        }
    }

    private void prepareHeaders(ProxyContext context) {
        var request = visit.request();
        // The origin form, whatever form the client used.
        context.request().setURI(request.query() == null ? request.path() : request.path() + "?" + request.query());
        var headers = context.request().headers();
        HopHeaders.removeFrom(headers);
        headers.remove(HttpHeaders.EXPECT);
        visit.origin().writeTo(headers);
        headers.set(Visit.REQUEST_ID, visit.requestId());
        headers.set("traceparent", visit.trace().header());
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            visit.response().writeContinue();
        }
    }

    /** Bounds a body of unknown length. */
    private Future<Void> prepareBody(ProxyContext context) {
        var request = context.request();
        if (visit.request().getHeader(HttpHeaders.CONTENT_LENGTH) != null) {
            return Future.succeededFuture();
        }
        body = new BoundedBody(request.getBody().stream(), route.bodyLimit());
        if (visit.request().version() != HttpVersion.HTTP_2) {
            request.setBody(Body.body(body));
            return Future.succeededFuture();
        }
        // HTTP/2 frames a body without a length and without chunks, which the proxy can't put into HTTP/1.1: it is
        // collected, within the limit.
        var whole = Buffer.buffer();
        Promise<Void> collected = Promise.promise();
        body.exceptionHandler(collected::tryFail);
        body.endHandler(end -> {
            request.setBody(whole.length() == 0 ? null : Body.body(whole));
            collected.tryComplete();
        });
        body.handler(whole::appendBuffer);
        body.resume();
        return collected.future();
    }

    private void expire(Promise<ProxyResponse> answer) {
        if (!answer.tryFail(new TimeoutException())) {
            breakOff(new TimeoutException());
        }
    }

    private ProxyResponse refuse(ProxyContext context, Throwable cause) {
        refused = true;
        vertx.cancelTimer(timer);
        reset();
        var problem = body != null && body.exceeded()
                ? proxy.tooLarge(route)
                : Failures.of(cause, route, visit.request().isEnded());
        if (!over) {
            proxy.note(visit, route, problem.problem(), cause);
        }
        return response(context, problem);
    }

    private ProxyResponse response(ProxyContext context, ProblemDocument document) {
        GatewayProblem problem = document.problem();
        var response = context.request().response();
        document.writeTo(response.headers());
        return response.setStatusCode(problem.status()).setBody(Body.body(document.body(visit)));
    }

    /** The head has gone out: the client can only be told by a broken answer. */
    private void breakOff(Throwable cause) {
        if (over || visit.response().ended()) {
            return;
        }
        visit.markBrokenOff();
        proxy.note(visit, route, GatewayProblem.UPSTREAM_BROKEN, cause);
        reset();
        if (visit.request().version() == HttpVersion.HTTP_2) {
            visit.response().reset(INTERNAL_ERROR);
        } else {
            visit.request().connection().close();
        }
    }

    private void ended(AsyncResult<Void> result) {
        over = true;
        vertx.cancelTimer(timer);
        proxy.streams().remove(this);
        if (result.failed()) {
            // The library does the same in most states; no upstream may be left working for nobody in any.
            reset();
        }
    }

    private void reset() {
        if (outgoing != null) {
            outgoing.reset(CANCEL);
        }
    }
}
