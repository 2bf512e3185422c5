package io.familygrocer.gateway.proxy;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpHeaders;
import org.jboss.logging.Logger;

import io.familygrocer.gateway.compress.Compression;
import io.familygrocer.gateway.config.GatewayConfig;
import io.familygrocer.gateway.problem.GatewayProblem;
import io.familygrocer.gateway.problem.ProblemDocument;
import io.familygrocer.gateway.route.Route;
import io.familygrocer.gateway.route.UpstreamClients;
import io.familygrocer.gateway.visit.Visit;

/** Passes requests on to services. */
@Singleton
public final class Proxy {
    // Error codes of HTTP/2; on HTTP/1.1 either closes the connection.
    static final long INTERNAL_ERROR = 2;
    static final long CANCEL = 8;

    private static final Logger LOG = Logger.getLogger(Proxy.class);

    private final UpstreamClients clients;
    private final OpenStreams streams;
    private final Tunnels tunnels;
    private final GatewayConfig.Refusal refusal;
    private final MeterRegistry metrics;
    private final GatewayConfig.Retry retry;
    private final Compression compression;

    @Inject
    Proxy(
            UpstreamClients clients,
            OpenStreams streams,
            Tunnels tunnels,
            GatewayConfig config,
            Compression compression,
            MeterRegistry metrics) {
        this.clients = clients;
        this.streams = streams;
        this.tunnels = tunnels;
        this.compression = compression;
        this.refusal = config.refusal();
        this.retry = config.retry();
        this.metrics = metrics;
    }

    /**
     * Passes a request on along a route and its answer back; a failure is answered by a problem document.
     *
     * @param onlooker looks at the answer
     */
    public void pass(Visit visit, Route route, Onlooker onlooker) {
        if ((route.streaming() || visit.upgrades()) && streams.stopping()) {
            new ProblemDocument(GatewayProblem.STOPPING, null).send(visit);
            return;
        }
        long length = announcedLength(visit);
        if (length > route.bodyLimit()) {
            tooLarge(route).send(visit);
            dropRest(visit);
            return;
        }
        var body = new RequestBody(visit.request(), length, route.bodyLimit(), Mirror.of(this, visit, route, length));
        new Passage(this, visit, route, body, onlooker).start();
    }

    /**
     * Sends the same request, which has no body, once more for the onlooker only; nobody waits for it.
     *
     * @param over called once, however it ends
     */
    public void refresh(Visit visit, Route route, Onlooker onlooker, Runnable over) {
        new SideRequest(this, visit, route, null, onlooker, over).start();
    }

    Compression compression() {
        return compression;
    }

    HttpClient client(Visit visit, Route route) {
        return visit.upgrades() ? clients.lasting() : clients.of(route);
    }

    GatewayConfig.Retry retry() {
        return retry;
    }

    Tunnels tunnels() {
        return tunnels;
    }

    OpenStreams streams() {
        return streams;
    }

    void dropRest(Visit visit) {
        Leftover.drop(visit.vertx(), visit.request(), refusal);
    }

    ProblemDocument tooLarge(Route route) {
        return new ProblemDocument(
                GatewayProblem.BODY_TOO_LARGE, "At most " + route.bodyLimit() + " bytes are allowed here.");
    }

    /** Counts a failure by service and kind, and says the cause where an operator can do something about it. */
    void note(Visit visit, Route route, GatewayProblem problem, Throwable cause) {
        if (problem.status() < 500) {
            return;
        }
        metrics.counter(
                        "grocer.gateway.upstream.failures",
                        "upstream",
                        route.upstream().name(),
                        "kind",
                        problem.label())
                .increment();
        LOG.warnf(
                "%s %s to %s: %s (%s), request %s",
                visit.request().method(),
                visit.path(),
                route.upstream().name(),
                problem.label(),
                cause == null ? "no try" : cause.toString(),
                visit.requestId());
    }

    private static long announcedLength(Visit visit) {
        var length = visit.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            // -1: not said.
            return length == null ? -1 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
