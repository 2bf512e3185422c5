package io.familygrocer.gateway.route;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.tracing.TracingPolicy;

import io.familygrocer.gateway.config.EventLoops;
import io.familygrocer.gateway.config.GatewayConfig;

/**
 * The connections to the services. Streams have a pool of their own, because each holds a connection for as long as it
 * lives: ten thousand phones that listen must not keep one request waiting.
 */
@Singleton
public final class UpstreamClients {
    private static final int LARGEST_PART = 64 * 1024;

    private final LoopClients requests;
    private final HttpClient streams;
    private final HttpClient watching;

    @Inject
    UpstreamClients(Vertx vertx, GatewayConfig config, EventLoops loops) {
        var bounds = config.connections();
        requests = LoopClients.of(
                loops.count(),
                bounds.max(),
                parts -> vertx.createHttpClient(
                        options(bounds), pool(bounds.max() / parts, Math.ceilDiv(bounds.maxWaiting(), parts))));
        streams = vertx.createHttpClient(options(bounds), pool(bounds.maxStreams(), bounds.maxWaiting()));
        watching = vertx.createHttpClient(options(bounds).setTracingPolicy(TracingPolicy.IGNORE), new PoolOptions());
    }

    /** The client for requests of a route that begin on this thread. */
    public HttpClient of(Route route) {
        return route.streaming() ? streams : requests.here();
    }

    /** The client for what takes its connection for itself. */
    public HttpClient lasting() {
        return streams;
    }

    /** The client for the gateway's own short questions, which are no part of anyone's trace. */
    public HttpClient forWatching() {
        return watching;
    }

    void close(@Observes ShutdownEvent event) {
        requests.close();
        streams.close();
        watching.close();
    }

    private static HttpClientOptions options(GatewayConfig.Connections bounds) {
        return new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(bounds.connectTimeout().toMillis()))
                .setKeepAliveTimeout(Math.toIntExact(bounds.keepAlive().toSeconds()))
                .setTcpNoDelay(true)
                // One read is one part of a body, and one write to the client: not eight.
                .setMaxChunkSize(LARGEST_PART)
                .setMaxHeaderSize(32 * 1024);
    }

    private static PoolOptions pool(int size, int maxWaiting) {
        return new PoolOptions().setHttp1MaxSize(size).setMaxWaitQueueSize(maxWaiting);
    }
}
