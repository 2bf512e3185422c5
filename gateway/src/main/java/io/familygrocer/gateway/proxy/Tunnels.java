package io.familygrocer.gateway.proxy;

import java.util.function.Consumer;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;

import io.familygrocer.gateway.config.WebSocketConfig;
import io.familygrocer.gateway.limit.SocketBook;
import io.familygrocer.gateway.problem.GatewayProblem;
import io.familygrocer.gateway.problem.ProblemDocument;
import io.familygrocer.gateway.visit.Handshake;
import io.familygrocer.gateway.visit.Visit;

/** Opens the way for a WebSocket to which a service said yes. */
@Singleton
final class Tunnels {
    private final OpenStreams streams;
    private final SocketBook book;
    private final WebSocketConfig bounds;

    @Inject
    Tunnels(OpenStreams streams, SocketBook book, WebSocketConfig bounds) {
        this.streams = streams;
        this.book = book;
        this.bounds = bounds;
    }

    /**
     * Says yes to the client, and passes on what both say from now on.
     *
     * @param answer with the status 101; its connection is this WebSocket's from now on
     * @param refuse is told why it comes to nothing
     */
    void open(Visit visit, HttpClientResponse answer, Consumer<ProblemDocument> refuse) {
        var service = answer.netSocket();
        // What comes before the client's side is ready waits.
        service.pause();
        if (!Handshake.names(answer.headers())) {
            refuse.accept(new ProblemDocument(
                    GatewayProblem.UPSTREAM_BROKEN, "The service changes to a protocol that nobody asked for."));
            return;
        }
        var refusal = book.join(visit);
        if (refusal != null) {
            refuse.accept(refusal);
            return;
        }
        var headers = visit.response().headers();
        HopHeaders.copyAnswer(answer.headers(), headers);
        headers.remove(HttpHeaders.CONTENT_LENGTH);
        Handshake.writeTo(headers);
        visit.request().toNetSocket().onComplete(opened -> {
            if (opened.failed()) {
                refuse.accept(new ProblemDocument(GatewayProblem.INTERNAL, null));
            } else {
                new Tunnel(visit, opened.result(), service, answer.request().connection(), bounds, streams).open();
            }
        });
    }
}
