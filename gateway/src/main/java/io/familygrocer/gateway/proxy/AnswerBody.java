package io.familygrocer.gateway.proxy;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/**
 * The body of a service's answer on its way to the client, each part when it comes. The last part of a body of known
 * length goes out together with the end: one packet for a small answer.
 */
final class AnswerBody {
    private final HttpClientResponse answer;
    private final HttpServerResponse response;
    private final Handler<Throwable> brokenOff;
    private final long length;
    private long passed;

    AnswerBody(HttpClientResponse answer, HttpServerResponse response, Handler<Throwable> brokenOff) {
        this.answer = answer;
        this.response = response;
        this.brokenOff = brokenOff;
        this.length = length(answer);
    }

    void pass(HttpVersion version) {
        if (length < 0) {
            response.headers().remove(HttpHeaders.CONTENT_LENGTH);
            if (version == HttpVersion.HTTP_1_0) {
                response.putHeader(HttpHeaders.CONNECTION, "close");
            }
            response.setChunked(version != HttpVersion.HTTP_1_0);
        }
        answer.exceptionHandler(brokenOff);
        answer.handler(this::write);
        answer.endHandler(end -> {
            if (!response.ended()) {
                if (length < 0 && !answer.trailers().isEmpty()) {
                    response.trailers().addAll(answer.trailers());
                }
                response.end();
            }
        });
    }

    private void write(Buffer part) {
        if (response.ended()) {
            return;
        }
        passed += part.length();
        if (passed == length) {
            response.end(part);
            return;
        }
        response.write(part);
        if (response.writeQueueFull()) {
            answer.pause();
            response.drainHandler(drained -> answer.resume());
        }
    }

    private static long length(HttpClientResponse answer) {
        var length = answer.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? -1 : Long.parseLong(length);
    }
}
