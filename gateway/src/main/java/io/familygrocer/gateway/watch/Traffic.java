package io.familygrocer.gateway.watch;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import io.familygrocer.gateway.visit.Visit;

/** What went through: a timer by route, method and status, and one line of access log each. */
@Singleton
public final class Traffic {
    /** The status of a request whose client went away first, as nginx names it. */
    private static final int CLIENT_GONE = 499;

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    private final Map<Series, Timer> timers = new ConcurrentHashMap<>();
    private final MeterRegistry metrics;
    private final AccessLog log;

    @Inject
    Traffic(MeterRegistry metrics, AccessLog log) {
        this.log = log;
        this.metrics = metrics;
    }

    /** Notes a visit that is over. */
    public void note(Visit visit, boolean completed) {
        long nanos = visit.elapsedNanos();
        int status = visit.brokenOff() ? 502 : completed ? visit.response().getStatusCode() : CLIENT_GONE;
        var method = visit.request().method().name();
        var series = new Series(visit.route(), METHODS.contains(method) ? method : "OTHER", status);
        timers.computeIfAbsent(series, this::timer).record(nanos, TimeUnit.NANOSECONDS);
        log.note(visit, METHODS.contains(method) ? method : "OTHER", status, nanos / 1000);
    }

    private Timer timer(Series series) {
        return Timer.builder("grocer.gateway.requests")
                .description("Requests by route, from head to end")
                .tag("route", series.route)
                .tag("method", series.method)
                .tag("status", String.valueOf(series.status))
                .serviceLevelObjectives(BUCKETS)
                .register(metrics);
    }

    private record Series(String route, String method, int status) {}
}
