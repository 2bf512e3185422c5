package io.familygrocer.gateway.proxy;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;

import io.familygrocer.gateway.problem.GatewayProblem;
import io.familygrocer.gateway.problem.ProblemDocument;
import io.familygrocer.gateway.route.Instance;
import io.familygrocer.gateway.route.Route;
import io.familygrocer.gateway.visit.Handshake;
import io.familygrocer.gateway.visit.Visit;

/**
 * One request's way to a service and back. Bodies stream both ways; whichever side goes away first, the other is told
 * at once. Where an instance gave no answer and a second request does no harm, another instance is tried. Lives on the
 * event loop of the client's connection.
 */
final class Passage implements OpenStreams.Lasting {
    private final Proxy proxy;
    private final Visit visit;
    private final Route route;
    private final RequestBody body;
    private final Onlooker onlooker;
    private final long timer;
    private Attempt attempt;
    private int attempts;
    private boolean answered;
    private boolean over;

    Passage(Proxy proxy, Visit visit, Route route, RequestBody body, Onlooker onlooker) {
        this.proxy = proxy;
        this.visit = visit;
        this.route = route;
        this.body = body;
        this.onlooker = onlooker;
        this.timer = visit.vertx().setTimer(route.timeout().toMillis(), id -> expire());
        visit.atEnd(this::ended);
    }

    void start() {
        var request = visit.request();
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            visit.response().writeContinue();
        }
        route.upstream().budget().earn();
        if (RequestHead.isRepeatable(visit)) {
            body.keep(proxy.retry().keptBody().asLongValue(), () -> attempt(null), this::fail);
        } else {
            attempt(null);
        }
    }

    /** Ends a stream between two writes. */
    @Override
    public void finish() {
        if (!over && !visit.response().ended()) {
            visit.response().end();
            attempt.reset();
        }
    }

    private void attempt(Instance failedBefore) {
        if (over) {
            return;
        }
        if (!route.upstream().breaker().admits()) {
            refuse(GatewayProblem.UPSTREAM_RESTING, route.upstream().name() + " failed too often just now.", null);
            return;
        }
        attempts++;
        attempt = new Attempt(route.upstream().pick(failedBefore));
        attempt.begin();
    }

    /** No answer from an instance, or not the whole request for it. */
    private void fail(Throwable cause) {
        if (over) {
            return;
        }
        boolean ours = cause instanceof TimeoutException || body.exceeded();
        boolean again = attempt != null && (attempt.out == null || RequestHead.isRepeatable(visit));
        if (again
                && !ours
                && body.isRepeatable()
                && attempts < proxy.retry().attempts()
                && Failures.passes(cause)
                && route.upstream().budget().spend()) {
            var failed = attempt.instance;
            long most = Math.max(1, proxy.retry().pause().toMillis());
            visit.vertx().setTimer(ThreadLocalRandom.current().nextLong(most) + 1, id -> attempt(failed));
            return;
        }
        if (body.exceeded()) {
            refuse(proxy.tooLarge(route), cause);
        } else {
            refuse(Failures.of(cause, route, body.isNone() || visit.request().isEnded()), cause);
        }
    }

    private void refuse(GatewayProblem problem, String detail, Throwable cause) {
        refuse(new ProblemDocument(problem, detail), cause);
    }

    private void refuse(ProblemDocument document, Throwable cause) {
        visit.vertx().cancelTimer(timer);
        if (attempt != null) {
            attempt.reset();
        }
        proxy.note(visit, route, document.problem(), cause);
        if (!onlooker.standsIn(document.problem().status())) {
            document.send(visit);
        }
        proxy.dropRest(visit);
    }

    private void expire() {
        if (attempt != null) {
            attempt.gaveUp();
        }
        if (answered) {
            breakOff(new TimeoutException());
        } else {
            fail(new TimeoutException());
        }
    }

    private void answer(HttpClientResponse answer) {
        answered = true;
        if (visit.upgrades() && answer.statusCode() == Handshake.SWITCHING_PROTOCOLS) {
            visit.vertx().cancelTimer(timer);
            proxy.tunnels().open(visit, answer, problem -> refuse(problem, null));
            return;
        }
        if (route.streaming()) {
            visit.vertx().cancelTimer(timer);
            proxy.streams().add(this);
        }
        if (onlooker.takes(answer.statusCode(), answer.headers())) {
            answer.exceptionHandler(cause -> {});
            return;
        }
        var response = visit.response();
        HopHeaders.copyAnswer(answer.headers(), response.headers());
        response.setStatusCode(answer.statusCode());
        onlooker.passes(answer.statusCode(), answer.headers(), response.headers());
        var rewriter = visit.rewriter();
        if (rewriter != null && rewriter.wants(answer.statusCode(), answer.headers())) {
            new WholeAnswer(visit, answer, rewriter, this::brokenWhole).pass();
            return;
        }
        var encoder = proxy.compression().begin(visit, route, response.headers());
        if (visit.request().method() == HttpMethod.HEAD || answer.statusCode() == 204 || answer.statusCode() == 304) {
            answer.exceptionHandler(cause -> {});
            onlooker.whole();
            response.end();
            return;
        }
        new AnswerBody(answer, response, onlooker, encoder, this::breakOff)
                .pass(visit.request().version());
    }

    /** The head has not gone out yet, as nothing does before the answer is whole. */
    private void brokenWhole(Throwable cause) {
        if (!over && !visit.response().ended()) {
            visit.response().headers().remove(HttpHeaders.CONTENT_LENGTH);
            refuse(new ProblemDocument(GatewayProblem.UPSTREAM_BROKEN, null), cause);
        }
    }

    /** The head has gone out: the client can only be told by a broken answer. */
    private void breakOff(Throwable cause) {
        if (over || visit.response().ended()) {
            return;
        }
        visit.markBrokenOff();
        proxy.note(visit, route, GatewayProblem.UPSTREAM_BROKEN, cause);
        attempt.reset();
        if (visit.request().version() == HttpVersion.HTTP_2) {
            visit.response().reset(Proxy.INTERNAL_ERROR);
        } else {
            visit.request().connection().close();
        }
    }

    private void ended(boolean whole) {
        over = true;
        visit.vertx().cancelTimer(timer);
        proxy.streams().remove(this);
        if (attempt == null) {
            return;
        }
        attempt.settle(null);
        if (!whole) {
            attempt.reset();
        } else if (visit.upgrades() || !body.isNone() && !visit.request().isEnded()) {
            // Answered before the service had it all, or asked for more: the connection can't be used again.
            attempt.reset();
            proxy.dropRest(visit);
        }
    }

    /** One try at one instance. What it hears after the next has begun counts for nothing. */
    private final class Attempt {
        private final Instance instance;
        private HttpClientRequest out;
        private boolean settled;
        private boolean abandoned;

        Attempt(Instance instance) {
            this.instance = instance;
        }

        void begin() {
            instance.begin();
            proxy.client(visit, route).request(RequestHead.of(visit, instance)).onComplete(opened -> {
                if (opened.failed()) {
                    failed(opened.cause());
                } else if (over || abandoned) {
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
            (visit.upgrades() ? request.connect() : request.response()).onComplete(got -> {
                if (got.failed()) {
                    failed(got.cause());
                } else if (over || abandoned) {
                    request.reset(Proxy.CANCEL);
                } else {
                    int status = got.result().statusCode();
                    settle(status != 502 && status != 504);
                    answer(got.result());
                }
            });
            if (!visit.upgrades()) {
                body.sendTo(request, Passage.this::fail);
            }
        }

        private void failed(Throwable cause) {
            // Our own wish to leave says nothing about the instance.
            settle(abandoned || over || !Failures.accuses(cause) ? null : false);
            if (!abandoned) {
                abandoned = true;
                fail(cause);
            }
        }

        /** No answer in time, which counts against the instance if it had the whole request. */
        void gaveUp() {
            settle(!answered && (body.isNone() || visit.request().isEnded()) ? false : null);
        }

        /** Says once how it went: well, badly, or (null) nothing that the instance could help. */
        void settle(Boolean well) {
            if (settled) {
                return;
            }
            settled = true;
            instance.end();
            var upstream = route.upstream();
            if (well == null) {
                upstream.breaker().withdrawn();
            } else if (well) {
                instance.succeeded();
                upstream.breaker().succeeded();
            } else {
                upstream.failed(instance);
                upstream.breaker().failed();
            }
        }

        void reset() {
            abandoned = true;
            settle(null);
            if (out != null) {
                out.reset(Proxy.CANCEL);
            }
        }
    }
}
