package io.familygrocer.gateway.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.http.HttpHeaders;

import io.familygrocer.gateway.config.WebSocketConfig;
import io.familygrocer.gateway.problem.GatewayProblem;
import io.familygrocer.gateway.problem.ProblemDocument;
import io.familygrocer.gateway.visit.Visit;

/**
 * Who holds how many WebSockets at this gateway. An address is counted from its wish on, a user only once the service has
 * said yes: a token that nobody has looked at must not take somebody's places.
 */
@Singleton
public final class SocketBook {
    private static final String RETRY_AFTER = "10";

    private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();
    private final Map<String, Integer> byUser = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final WebSocketConfig config;
    private final Bearer bearer;
    private final MeterRegistry metrics;

    /** @throws ConfigurationException with every fault of the settings and its fix, one a line */
    @Inject
    SocketBook(WebSocketConfig config, MeterRegistry metrics) {
        var faults = new ArrayList<String>();
        check(config, faults);
        if (!faults.isEmpty()) {
            throw new ConfigurationException("The gateway can't start:\n  - " + String.join("\n  - ", faults));
        }
        this.config = config;
        this.bearer = new Bearer(Set.of(config.userClaim()));
        this.metrics = metrics;
        Gauge.builder("grocer.gateway.web.sockets", open, AtomicInteger::get)
                .description("WebSockets that are open at the moment")
                .register(metrics);
    }

    /** Says every fault of a configuration, with its fix. */
    public static void check(WebSocketConfig config, List<String> faults) {
        if (config.perAddress() < 1 || config.perUser() < 1) {
            faults.add("grocer.gateway.web-sockets.per-address and .per-user must be positive, for example 200 and 20;"
                    + " routes without web-sockets=true have none");
        }
        for (var time : List.of(config.idleTimeout(), config.maxAge(), config.closeTimeout())) {
            if (!time.isPositive()) {
                faults.add("grocer.gateway.web-sockets.idle-timeout, .max-age and .close-timeout must be longer than"
                        + " nothing, for example 90S, 1H and 5S");
                return;
            }
        }
    }

    /** Whether the address of a visit may have one more, which it holds until the visit is over; else answers with 429. */
    public boolean admit(Visit visit) {
        var address = Subject.Address.network(visit.origin().client());
        if (!take(byAddress, address, config.perAddress())) {
            refusal(visit, "address", config.perAddress()).send(visit);
            return false;
        }
        visit.atEnd(whole -> giveBack(byAddress, address));
        return true;
    }

    /** Notes that a service said yes, until the visit is over. Returns why its user may not have one more, or null. */
    public ProblemDocument join(Visit visit) {
        for (var user : users(visit)) {
            if (!take(byUser, user, config.perUser())) {
                return refusal(visit, "user", config.perUser());
            }
            visit.atEnd(whole -> giveBack(byUser, user));
        }
        open.incrementAndGet();
        visit.atEnd(whole -> open.decrementAndGet());
        return null;
    }

    private List<String> users(Visit visit) {
        var authorization = visit.request().getHeader(HttpHeaders.AUTHORIZATION);
        return authorization == null ? List.of() : bearer.claim(authorization, config.userClaim());
    }

    private ProblemDocument refusal(Visit visit, String whose, int limit) {
        visit.response().putHeader("Retry-After", RETRY_AFTER);
        metrics.counter("grocer.gateway.limited", "limit", "web-sockets-" + whose)
                .increment();
        return new ProblemDocument(
                GatewayProblem.TOO_MANY_WEB_SOCKETS, "One %s may hold %d at once.".formatted(whose, limit));
    }

    private static boolean take(Map<String, Integer> places, String whose, int limit) {
        if (places.merge(whose, 1, Integer::sum) <= limit) {
            return true;
        }
        giveBack(places, whose);
        return false;
    }

    private static void giveBack(Map<String, Integer> places, String whose) {
        places.computeIfPresent(whose, (key, count) -> count == 1 ? null : count - 1);
    }
}
