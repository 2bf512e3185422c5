package io.familygrocer.gateway.watch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;

import io.familygrocer.gateway.config.GatewayConfig;
import io.familygrocer.gateway.visit.Visit;

/**
 * One line of JSON on the standard output for each request. It holds no query string, no header and no body, because
 * secrets travel in all of these, and of a path only its words and ids: codes do, too. Written in batches, and not through
 * the loggers, which would cost more than the request. What the output can't take is dropped and counted.
 */
@Singleton
final class AccessLog {
    private static final int MOST = 4 * 1024 * 1024;
    private static final long PAUSE_MILLIS = 200;
    private static final int LAST = 4000;
    private static final int LONGEST_WORD = 32;
    private static final Pattern TELLING =
            Pattern.compile("[a-z][a-z-]{0,31}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[\\w-]+\\.[a-z0-9.]+|");

    private final Vertx vertx;
    private final boolean enabled;
    private final Counter dropped;
    private ByteArrayOutputStream lines = new ByteArrayOutputStream();

    @Inject
    AccessLog(Vertx vertx, GatewayConfig config, MeterRegistry metrics) {
        this.vertx = vertx;
        this.enabled = config.accessLog();
        this.dropped = Counter.builder("grocer.gateway.access.log.dropped")
                .description("Lines of the access log that the standard output could not take in time")
                .register(metrics);
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(
                PAUSE_MILLIS,
                id -> vertx.executeBlocking(() -> {
                    flush();
                    return null;
                }));
    }

    void stop(@Observes @Priority(LAST) ShutdownEvent event) {
        flush();
    }

    /** Notes a request that is over. */
    void note(Visit visit, String method, int status, long micros) {
        if (!enabled) {
            return;
        }
        var line = line(visit, method, status, micros).getBytes(StandardCharsets.UTF_8);
        synchronized (this) {
            if (lines.size() + line.length > MOST) {
                dropped.increment();
            } else {
                lines.writeBytes(line);
            }
        }
    }

    private void flush() {
        ByteArrayOutputStream full;
        synchronized (this) {
            if (lines.size() == 0) {
                return;
            }
            full = lines;
            lines = new ByteArrayOutputStream();
        }
        System.out.writeBytes(full.toByteArray());
        System.out.flush();
    }

    private static String line(Visit visit, String method, int status, long micros) {
        return new StringBuilder(360)
                .append("{\"timestamp\":\"")
                .append(Instant.now())
                .append("\",\"log\":\"access\",\"method\":\"")
                .append(method)
                .append("\",\"path\":\"")
                .append(telling(visit.path()))
                .append("\",\"status\":")
                .append(status)
                .append(",\"millis\":")
                .append(micros / 1000)
                .append('.')
                .append(micros % 1000 / 100)
                .append(",\"bytes\":")
                .append(visit.response().bytesWritten())
                .append(",\"route\":\"")
                .append(visit.route())
                .append("\",\"client\":\"")
                .append(plain(visit.origin().client()))
                .append("\",\"requestId\":\"")
                .append(visit.requestId())
                .append("\",\"trace\":\"")
                .append(visit.trace().id())
                .append("\"}\n")
                .toString();
    }

    /** A path without what could be a secret: words, ids and file names stay, the rest is a star. */
    static String telling(String path) {
        if (path == null) {
            return "";
        }
        var kept = new StringBuilder();
        for (var part : path.split("/", 24)) {
            kept.append(isWord(part) || TELLING.matcher(part).matches() ? part : "*")
                    .append('/');
        }
        return kept.substring(0, kept.length() - 1);
    }

    /** Most parts are: a quick look before the pattern's. */
    private static boolean isWord(String part) {
        for (int at = 0; at < part.length(); at++) {
            if (part.charAt(at) < 'a' || part.charAt(at) > 'z') {
                return false;
            }
        }
        return part.length() <= LONGEST_WORD;
    }

    /** What a proxy claims about a client may hold anything. */
    private static String plain(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c < ' ' || c == '"' || c == '\\' || c > '~') {
                return "?";
            }
        }
        return text;
    }
}
