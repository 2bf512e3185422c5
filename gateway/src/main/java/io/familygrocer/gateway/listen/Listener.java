package io.familygrocer.gateway.listen;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.familygrocer.gateway.config.EventLoops;
import io.familygrocer.gateway.config.GatewayConfig;
import io.familygrocer.gateway.problem.GatewayProblem;
import io.familygrocer.gateway.problem.ProblemDocument;
import io.familygrocer.gateway.visit.TrustedProxies;
import io.familygrocer.gateway.visit.Visit;

/**
 * The socket of the front door. It is the gateway's own and not Quarkus' one, which answers what is no HTTP, or too long,
 * without a problem document, and lets nobody count connections or wait for heads. Quarkus' names of the port stay.
 */
@Singleton
public final class Listener {
    private static final Logger LOG = Logger.getLogger(Listener.class);
    private static final long HTTP2_STREAMS = 100;
    private static final String DECODER = "httpDecoder";
    /** A part of a body is what one read from the socket brings. */
    private static final int LARGEST_PART = 64 * 1024;

    private final Vertx vertx;
    private final GatewayConfig.Front config;
    private final EventLoops loops;
    private final TrustedProxies proxies;
    private final ConnectionBook book;
    private final String host;
    private final int port;
    private final long patienceMillis;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean stopping;
    private final Certificate certificate;
    private HttpServerOptions options;

    @Inject
    Listener(
            Vertx vertx,
            GatewayConfig config,
            EventLoops loops,
            TrustedProxies proxies,
            MeterRegistry metrics,
            @ConfigProperty(name = "quarkus.http.host", defaultValue = "0.0.0.0") String host,
            @ConfigProperty(name = "quarkus.http.port", defaultValue = "8080") int port,
            @ConfigProperty(name = "quarkus.http.test-port", defaultValue = "8081") int testPort,
            @ConfigProperty(name = "quarkus.shutdown.timeout", defaultValue = "10S") Duration patience) {
        this.vertx = vertx;
        this.config = config.front();
        this.certificate = Certificate.of(vertx, config.front());
        this.loops = loops;
        this.proxies = proxies;
        this.book = new ConnectionBook(proxies, this.config.connectionsPerAddress());
        this.host = host;
        this.port = LaunchMode.current() == LaunchMode.TEST ? testPort : port;
        this.patienceMillis = patience.toMillis();
        Gauge.builder("grocer.gateway.requests.active", underWay, AtomicInteger::get)
                .description("Requests under way, streams included")
                .register(metrics);
        Gauge.builder("grocer.gateway.addresses", book, ConnectionBook::addresses)
                .description("Client addresses that hold connections")
                .register(metrics);
    }

    /** Opens the socket; each event loop accepts. Whoever comes is handed over as a visit. */
    public void open(Handler<Visit> visitor) {
        options = options();
        // Each instance has an event loop of its own; servers that one thread starts otherwise share the loop of that.
        vertx.deployVerticle(() -> new Loop(visitor), new DeploymentOptions().setInstances(loops.count()))
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
        if (certificate != null && config.certificateCheck().isPositive()) {
            vertx.setPeriodic(
                    config.certificateCheck().toMillis(),
                    id -> vertx.executeBlocking(() -> {
                        lookAtCertificate();
                        return null;
                    }));
        }
        LOG.infof("Listening on: %s://%s:%d", options.isSsl() ? "https" : "http", host, port);
    }

    private HttpServerOptions options() {
        var all = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setTcpNoDelay(true)
                // WebSockets pass as bytes: what Vert.x would agree on with clients looks at every message for nothing.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setMaxChunkSize(LARGEST_PART)
                .setHandle100ContinueAutomatically(false)
                .setHttp2ClearTextEnabled(config.http2ClearText())
                .setMaxInitialLineLength(config.maxRequestLine())
                .setMaxHeaderSize(Math.toIntExact(config.maxHeaders().asLongValue()))
                .setInitialSettings(new Http2Settings()
                        .setMaxConcurrentStreams(HTTP2_STREAMS)
                        .setMaxHeaderListSize(config.maxHeaders().asLongValue()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(Math.toIntExact(config.idleTimeout().toMillis()));
        if (certificate != null) {
            all.setSsl(true).setUseAlpn(true).setKeyCertOptions(certificate.options());
        }
        return all;
    }

    /** Blocks. */
    private void lookAtCertificate() {
        try {
            if (certificate.renew()) {
                LOG.info("The front door has another certificate");
            }
        } catch (IOException | GeneralSecurityException e) {
            // Perhaps one of the two files is still the old one: the next look will tell.
            LOG.errorf(
                    "The files of grocer.gateway.front.certificate and .key have changed, but the old ones stay in force"
                            + " until both are readable and belong together: %s",
                    e.toString());
        }
    }

    private void connected(HttpConnection connection) {
        if (!(connection instanceof ConnectionBase base)) {
            throw new IllegalStateException("A connection of another kind than Vert.x 4 makes");
        }
        var closed = Promise.<Void>promise();
        var unused = base.channelHandlerContext().channel().closeFuture().addListener(done -> closed.complete());
        book.add(connection, closed.future());
        var pipeline = base.channelHandlerContext().pipeline();
        if (pipeline.get(DECODER) != null && !config.http2ClearText()) {
            pipeline.replace(DECODER, DECODER, new StrictDecoder(options, config.headTimeout()));
        }
    }

    private void enter(HttpServerRequest request, Handler<Visit> visitor) {
        var visit = new Visit(vertx, request, proxies);
        underWay.incrementAndGet();
        visit.atEnd(whole -> underWay.decrementAndGet());
        if (stopping && request.version() != HttpVersion.HTTP_2) {
            visit.response().putHeader(HttpHeaders.CONNECTION, "close");
        }
        if (book.isTooMany(request.connection())) {
            visit.response().putHeader("Retry-After", "10");
            turnAway(visit, GatewayProblem.TOO_MANY_CONNECTIONS);
        } else if (!isPlainlyFramed(request)) {
            turnAway(visit, GatewayProblem.MALFORMED_REQUEST);
        } else {
            visitor.handle(visit);
        }
    }

    /** The only transfer encoding is chunked, and not in HTTP/1.0; a host is named once. */
    private static boolean isPlainlyFramed(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            return true;
        }
        var headers = request.headers();
        if (headers.contains(HttpHeaders.TRANSFER_ENCODING)
                && (request.version() == HttpVersion.HTTP_1_0
                        || headers.getAll(HttpHeaders.TRANSFER_ENCODING).size() != 1
                        || !"chunked".equalsIgnoreCase(headers.get(HttpHeaders.TRANSFER_ENCODING)))) {
            return false;
        }
        int hosts = headers.getAll(HttpHeaders.HOST).size();
        return hosts == 1 || hosts == 0 && request.version() == HttpVersion.HTTP_1_0;
    }

    /** What could not be read. */
    private void refuse(HttpServerRequest request) {
        var visit = new Visit(vertx, request, proxies);
        turnAway(
                visit,
                switch (request.decoderResult().cause()) {
                    case TooLongHttpLineException e -> GatewayProblem.URI_TOO_LONG;
                    case TooLongHttpHeaderException e -> GatewayProblem.HEADERS_TOO_LARGE;
                    case TooLongFrameException e -> GatewayProblem.HEADERS_TOO_LARGE;
                    case null, default -> GatewayProblem.MALFORMED_REQUEST;
                });
    }

    /** Nothing that follows on this connection can be trusted. */
    private static void turnAway(Visit visit, GatewayProblem problem) {
        if (visit.request().version() != HttpVersion.HTTP_2) {
            visit.response().putHeader(HttpHeaders.CONNECTION, "close");
        }
        visit.response().headers().set(Visit.REQUEST_ID, visit.requestId());
        visit.atEnd(whole -> visit.request().connection().close());
        new ProblemDocument(problem, null).send(visit);
    }

    /** Lets what is under way come to its end, for as long as there is time; before anything that it needs is closed. */
    void close(@Observes @Priority(1) ShutdownEvent event) throws InterruptedException {
        stopping = true;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        while (underWay.get() > 0 && System.nanoTime() - end < 0) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** What one event loop accepts. */
    private final class Loop extends AbstractVerticle {
        private final Handler<Visit> visitor;

        Loop(Handler<Visit> visitor) {
            this.visitor = visitor;
        }

        @Override
        public void start(Promise<Void> started) {
            vertx.createHttpServer(options)
                    .connectionHandler(Listener.this::connected)
                    .invalidRequestHandler(Listener.this::refuse)
                    .requestHandler(request -> enter(request, visitor))
                    .listen()
                    .<Void>mapEmpty()
                    .onComplete(started);
        }
    }
}
