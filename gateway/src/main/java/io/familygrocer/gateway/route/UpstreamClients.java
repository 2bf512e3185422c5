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

import io.familygrocer.gateway.config.GatewayConfig;

/**
 * The connections to the services. Streams have a pool of their own, because each holds a connection for as long as it
 * lives: ten thousand phones that listen must not keep one request waiting.
 */
@Singleton
public final class UpstreamClients {
    private final HttpClient requests;
    private final HttpClient streams;
    private final HttpClient watching;

    @Inject
    UpstreamClients(Vertx vertx, GatewayConfig config) {
        var bounds = config.connections();
        requests = vertx.createHttpClient(options(bounds), pool(bounds, bounds.max()));
        streams = vertx.createHttpClient(options(bounds), pool(bounds, bounds.maxStreams()));
        watching = vertx.createHttpClient(options(bounds).setTracingPolicy(TracingPolicy.IGNORE), new PoolOptions());
    }

    /** The client for requests of a route. */
    public HttpClient of(Route route) {
        return route.streaming() ? streams : requests;
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
                .setMaxHeaderSize(32 * 1024);
    }

    private static PoolOptions pool(GatewayConfig.Connections bounds, int size) {
        return new PoolOptions().setHttp1MaxSize(size).setMaxWaitQueueSize(bounds.maxWaiting());
    }
}
