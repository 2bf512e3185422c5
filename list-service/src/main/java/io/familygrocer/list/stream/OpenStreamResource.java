package io.familygrocer.list.stream;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.RememberedCallers;

/**
 * Holds the streams of {@code GET /api/stream} open. It stands before the endpoint, since what answers there would keep
 * all that a request has needed for as long as the stream is open: here a stream is its connection and little else. It
 * refuses nobody: what can't be opened goes on to the endpoint, which says why.
 */
@ApplicationScoped
public class OpenStreamResource {

    /** After what refuses foreign origins, before a caller is made known to all. */
    private static final int BEFORE_AUTHENTICATION = 240;

    private final StreamService streams;
    private final RememberedCallers callers;
    private final Words words;

    OpenStreamResource(StreamService streams, RememberedCallers callers, Words words) {
        this.streams = streams;
        this.callers = callers;
        this.words = words;
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, BEFORE_AUTHENTICATION);
    }

    private void handle(RoutingContext context) {
        var request = context.request();
        var asked = isForUs(request) ? Asked.of(request) : Optional.<Asked>empty();
        if (asked.isEmpty()) {
            context.next();
            return;
        }
        // What follows belongs to the request, whichever thread knows who is asking.
        var own = Vertx.currentContext();
        callers.verify(request.getHeader(HttpHeaders.AUTHORIZATION))
                .subscribe()
                .with(caller -> own.runOnContext(
                        ignored -> caller.ifPresentOrElse(known -> open(context, known, asked.get()), context::next)));
    }

    private static boolean isForUs(HttpServerRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return request.method() == HttpMethod.GET
                && "/api/stream".equals(request.path())
                && (accept == null || accept.equals("*/*") || accept.startsWith("text/event-stream"));
    }

    private void open(RoutingContext context, Caller caller, Asked asked) {
        streams.opening(caller, asked.family, asked.since)
                .subscribe()
                .with(opening -> open(context.request(), caller, opening), failure -> context.next());
    }

    private void open(HttpServerRequest request, Caller caller, StreamService.Opening opening) {
        var response = request.response();
        if (response.closed()) {
            return;
        }
        // It was held back until somebody reads it, and there is nothing to read.
        request.resume();
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                // Neither a proxy nor a cache may hold a stream back.
                .putHeader("X-Accel-Buffering", "no")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        var connection = new Connection(response, words);
        connection.write(words.bytes(Words.open())).onComplete(done -> {
            // Both are kept as long as the stream is open, and nobody reads them again.
            request.headers().clear();
            response.headers().clear();
        });
        if (opening.reset().isPresent()) {
            connection.say(opening.reset().get());
            connection.end();
        } else {
            connection.onClose(streams.join(caller, opening, connection));
        }
    }

    /**
     * What is asked for.
     *
     * @param since null for from now on
     */
    private record Asked(UUID family, Long since) {

        /** Empty where it is not plain. */
        static Optional<Asked> of(HttpServerRequest request) {
            String last = request.getHeader("Last-Event-ID");
            try {
                // Read here, since what the request itself reads it keeps.
                var query = new QueryStringDecoder(request.uri()).parameters();
                String since = last == null ? first(query, "since") : last;
                var asked = new Asked(
                        UUID.fromString(String.valueOf(first(query, "family"))),
                        since == null ? null : Long.valueOf(since));
                return asked.since != null && asked.since < 0 ? Optional.empty() : Optional.of(asked);
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        private static String first(Map<String, List<String>> query, String name) {
            return query.getOrDefault(name, List.of()).stream().findFirst().orElse(null);
        }
    }

    private static final class Connection implements Outlet {

        private final HttpServerResponse response;
        private final Words words;
        private final AtomicInteger written = new AtomicInteger();
        private Runnable closed = () -> {};

        Connection(HttpServerResponse response, Words words) {
            this.response = response;
            this.words = words;
        }

        /** Whoever closes it, and if it is closed already. */
        void onClose(Runnable work) {
            response.closeHandler(ignored -> work.run());
            boolean over;
            synchronized (this) {
                closed = work;
                over = response.ended() || response.closed();
            }
            if (over) {
                work.run();
            }
        }

        @Override
        public void say(Subscriber.Change change) {
            var unused = write(words.of(change));
        }

        synchronized Future<Void> write(byte[] bytes) {
            if (response.ended() || response.closed()) {
                return Future.failedFuture("closed");
            }
            written.incrementAndGet();
            return response.write(Buffer.buffer(bytes)).onComplete(done -> written.decrementAndGet());
        }

        @Override
        public void end() {
            Runnable work;
            synchronized (this) {
                if (!response.ended() && !response.closed()) {
                    var unused = response.end();
                }
                work = closed;
            }
            work.run();
        }

        /** How many writes the connection has not taken yet. */
        @Override
        public long waiting() {
            return written.get();
        }
    }
}
