package io.familygrocer.gateway.proxy;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;

import io.familygrocer.gateway.visit.AnswerRewriter;
import io.familygrocer.gateway.visit.Visit;

/** The body of a service's answer that is changed on its way, and for that collected first, within bounds. */
final class WholeAnswer {
    private final Visit visit;
    private final HttpClientResponse answer;
    private final AnswerRewriter rewriter;
    private final Handler<Throwable> broken;
    private final Buffer body = Buffer.buffer();
    private boolean tooLong;

    WholeAnswer(Visit visit, HttpClientResponse answer, AnswerRewriter rewriter, Handler<Throwable> broken) {
        this.visit = visit;
        this.answer = answer;
        this.rewriter = rewriter;
        this.broken = broken;
    }

    void pass() {
        Context context = Vertx.currentContext();
        answer.exceptionHandler(broken);
        answer.handler(this::collect);
        answer.endHandler(end -> {
            if (!tooLong) {
                rewriter.rewrite(body)
                        .onComplete(done -> context.runOnContext(now -> {
                            if (done.succeeded()) {
                                send(done.result());
                            } else {
                                broken.handle(done.cause());
                            }
                        }));
            }
        });
    }

    private void collect(Buffer part) {
        if (tooLong) {
            return;
        }
        if (body.length() + part.length() > rewriter.limit()) {
            tooLong = true;
            broken.handle(new IllegalStateException("An answer of more than " + rewriter.limit() + " bytes"));
            return;
        }
        body.appendBuffer(part);
    }

    private void send(Buffer changed) {
        var response = visit.response();
        if (visit.over() || response.ended()) {
            return;
        }
        response.headers().set(HttpHeaders.CONTENT_LENGTH, Integer.toString(changed.length()));
        response.end(changed);
    }
}
