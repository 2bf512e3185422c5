package io.familygrocer.gateway.compress;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.netty.handler.codec.compression.Brotli;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import org.jboss.logging.Logger;

import io.familygrocer.gateway.route.Route;
import io.familygrocer.gateway.visit.Visit;

/**
 * Compresses answers for clients that take it: what is worth it, and never a stream of events, a part of something, or
 * what is compressed or must not be changed.
 */
@Singleton
public final class Compression {
    private static final String EVENTS = "text/event-stream";
    private static final Set<Integer> WITHOUT_BODY = Set.of(101, 204, 304);

    private static final Logger LOG = Logger.getLogger(Compression.class);

    private final CompressionConfig config;
    private final Set<String> types;
    private final Set<String> exceptRoutes;
    private volatile Set<Coding> offered = EnumSet.of(Coding.GZIP);

    /** @throws ConfigurationException with the fix, where a level is none */
    @Inject
    Compression(CompressionConfig config) {
        this.config = config;
        this.types = new HashSet<>(config.types().stream().map(String::strip).toList());
        this.exceptRoutes = new HashSet<>(config.exceptRoutes().orElse(List.of()));
        if (config.brotliQuality() < 0 || config.brotliQuality() > 11) {
            throw new ConfigurationException(
                    "grocer.gateway.compression.brotli-quality must be 0 to 11, 4 is the default");
        }
        if (config.gzipLevel() < 1 || config.gzipLevel() > 9) {
            throw new ConfigurationException("grocer.gateway.compression.gzip-level must be 1 to 9, 5 is the default");
        }
    }

    /** Loading what is native takes a moment, and writes a file. */
    void start(@Observes StartupEvent event, Vertx vertx) {
        vertx.executeBlocking(Compression::loadBrotli, false).onSuccess(all -> offered = all);
    }

    /** The codings that can be made here. */
    public Set<Coding> offered() {
        return offered;
    }

    /**
     * Decides about an answer whose headers are ready but for that, and changes them.
     *
     * @return what to send the body through until the visit is over, or null to send it as it is
     */
    public BodyEncoder begin(Visit visit, Route route, MultiMap headers) {
        var coding = choose(visit, route, headers);
        if (coding == null || visit.request().method() == HttpMethod.HEAD) {
            return null;
        }
        var encoder = new BodyEncoder(coding, config.brotliQuality(), config.gzipLevel());
        visit.atEnd(whole -> encoder.close());
        return encoder;
    }

    /**
     * Decides about an answer whose headers are ready but for that, and changes them: {@code Vary} where the client might
     * have got another one, and where it is compressed the coding and a weak tag.
     *
     * @return the coding, or null for as it is
     */
    public Coding choose(Visit visit, Route route, MultiMap headers) {
        if (!config.enabled()
                || route.streaming()
                || WITHOUT_BODY.contains(visit.response().getStatusCode())
                || !isWorthIt(headers)
                || exceptRoutes.contains(route.name())) {
            return null;
        }
        vary(headers);
        var coding = Coding.of(visit.request().headers().getAll(HttpHeaders.ACCEPT_ENCODING), offered);
        if (coding != null) {
            headers.set(HttpHeaders.CONTENT_ENCODING, coding.label()).remove(HttpHeaders.CONTENT_LENGTH);
            headers.remove(HttpHeaders.ACCEPT_RANGES);
            EntityTags.weaken(headers);
        }
        return coding;
    }

    /** All of a body at once. */
    public Buffer encode(Coding coding, Buffer body) {
        return encode(coding, body, config.brotliQuality(), config.gzipLevel());
    }

    /** All of a body that is sent again and again, as short as it gets in a moment. Not for the event loop. */
    public Buffer encodeOnce(Coding coding, Buffer body) {
        return encode(coding, body, 9, 9);
    }

    private static Buffer encode(Coding coding, Buffer body, int brotliQuality, int gzipLevel) {
        try (var encoder = new BodyEncoder(coding, brotliQuality, gzipLevel)) {
            return encoder.last(body);
        }
    }

    private static Set<Coding> loadBrotli() {
        if (Brotli.isAvailable()) {
            return EnumSet.allOf(Coding.class);
        }
        LOG.warnf("No Brotli on this machine, gzip only: %s", Brotli.cause());
        return EnumSet.of(Coding.GZIP);
    }

    private boolean isWorthIt(MultiMap headers) {
        var type = headers.get(HttpHeaders.CONTENT_TYPE);
        if (type == null
                || headers.contains(HttpHeaders.CONTENT_ENCODING)
                || headers.contains(HttpHeaders.CONTENT_RANGE)
                || says(headers, "cache-control", "no-transform")) {
            return false;
        }
        var length = headers.get(HttpHeaders.CONTENT_LENGTH);
        return (length == null || Long.parseLong(length) >= config.minSize().asLongValue())
                && isCompressible(type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
    }

    private boolean isCompressible(String type) {
        return !type.equals(EVENTS)
                && (types.contains(type) || types.contains(type.substring(0, type.indexOf('/') + 1) + "*"));
    }

    private static void vary(MultiMap headers) {
        if (!says(headers, "vary", "accept-encoding") && !says(headers, "vary", "*")) {
            headers.add("vary", "accept-encoding");
        }
    }

    private static boolean says(MultiMap headers, String name, String member) {
        return headers.contains(name)
                && headers.getAll(name).stream()
                        .flatMap(line -> List.of(line.split(",", -1)).stream())
                        .anyMatch(one -> one.strip().equalsIgnoreCase(member));
    }
}
