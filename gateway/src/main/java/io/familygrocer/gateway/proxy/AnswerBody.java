package io.familygrocer.gateway.proxy;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

import io.familygrocer.gateway.compress.BodyEncoder;

/**
 * The body of a service's answer on its way to the client, each part when it comes. The last part of a body of known
 * length goes out together with the end: one packet for a small answer.
 */
final class AnswerBody {
    private final HttpClientResponse answer;
    private final HttpServerResponse response;
    private final Onlooker onlooker;
    private final BodyEncoder encoder;
    private final Handler<Throwable> brokenOff;
    private final long length;
    private long passed;

    /** @param encoder compresses it; null for as it is */
    AnswerBody(
            HttpClientResponse answer,
            HttpServerResponse response,
            Onlooker onlooker,
            BodyEncoder encoder,
            Handler<Throwable> brokenOff) {
        this.answer = answer;
        this.response = response;
        this.onlooker = onlooker;
        this.encoder = encoder;
        this.brokenOff = brokenOff;
        this.length = length(answer);
    }

    void pass(HttpVersion version) {
        if (length < 0 || encoder != null) {
            response.headers().remove(HttpHeaders.CONTENT_LENGTH);
            if (version == HttpVersion.HTTP_1_0) {
                response.putHeader(HttpHeaders.CONNECTION, "close");
            }
            response.setChunked(version != HttpVersion.HTTP_1_0);
        }
        answer.exceptionHandler(brokenOff);
        answer.handler(this::write);
        answer.endHandler(end -> finish(null));
    }

    private void write(Buffer part) {
        if (response.ended()) {
            return;
        }
        passed += part.length();
        onlooker.part(part);
        if (passed == length) {
            finish(part);
            return;
        }
        var ready = encoder == null ? part : encoder.part(part);
        if (ready.length() > 0) {
            response.write(ready);
        }
        if (response.writeQueueFull()) {
            answer.pause();
            response.drainHandler(drained -> answer.resume());
        }
    }

    /** @param last the last part; null where it was sent before */
    private void finish(Buffer last) {
        if (response.ended()) {
            return;
        }
        onlooker.whole();
        if (length < 0 && !answer.trailers().isEmpty()) {
            response.trailers().addAll(answer.trailers());
        }
        var end = encoder == null ? last : encoder.last(last);
        if (end == null) {
            response.end();
        } else {
            response.end(end);
        }
    }

    private static long length(HttpClientResponse answer) {
        var length = answer.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? -1 : Long.parseLong(length);
    }
}
