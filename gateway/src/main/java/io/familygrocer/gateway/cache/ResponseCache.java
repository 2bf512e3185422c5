package io.familygrocer.gateway.cache;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;

import io.familygrocer.gateway.cacherules.Asked;
import io.familygrocer.gateway.cacherules.CacheStatus;
import io.familygrocer.gateway.cacherules.Invalidating;
import io.familygrocer.gateway.cacherules.Verdict;
import io.familygrocer.gateway.compress.Compression;
import io.familygrocer.gateway.problem.GatewayProblem;
import io.familygrocer.gateway.problem.ProblemDocument;
import io.familygrocer.gateway.proxy.Onlooker;
import io.familygrocer.gateway.proxy.Proxy;
import io.familygrocer.gateway.route.Route;
import io.familygrocer.gateway.visit.Visit;

/**
 * A cache between all clients and the services, by the rules of {@code cacherules}. It answers what it may, asks the
 * service for the rest and keeps what that says is good for everybody. Requests of one address that come together become
 * one, if there is reason to hope that one answer serves them all.
 */
@Singleton
public final class ResponseCache {
    private final CacheConfig config;
    private final Set<String> exceptRoutes;
    private final Shelf shelf;
    private final Flights flights = new Flights();
    private final Map<String, Boolean> promising = new ConcurrentHashMap<>();
    private final Proxy proxy;
    private final Compression compression;
    private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);

    @Inject
    ResponseCache(CacheConfig config, Proxy proxy, Compression compression, MeterRegistry metrics) {
        this.config = config;
        this.exceptRoutes = new HashSet<>(config.exceptRoutes().orElse(List.of()));
        this.shelf = new Shelf(config.maxBytes().asLongValue(), Math.max(1, config.maxVariants()));
        this.proxy = proxy;
        this.compression = compression;
        for (var outcome : Outcome.values()) {
            outcomes.put(
                    outcome,
                    Counter.builder("grocer.gateway.cache.requests")
                            .description("Requests that the cache looked at, by what became of them")
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .register(metrics));
        }
        Gauge.builder("grocer.gateway.cache.bytes", shelf, Shelf::bytes)
                .description("What the cache holds, roughly")
                .baseUnit("bytes")
                .register(metrics);
    }

    /** What became of a request. */
    enum Outcome {
        /** Answered without a question. */
        HIT,
        /** Answered by another request's answer. */
        COLLAPSED,
        /** Answered from here after the service said that it is still good. */
        VALIDATED,
        /** Answered by what is stale, instead of an error. */
        STALE,
        /** Answered by the service. */
        MISS
    }

    /**
     * One request that the cache is for.
     *
     * @param heard whether somebody waits for its answer
     */
    record Question(Visit visit, Route route, Asked asked, String key, boolean heard) {}

    /** Answers a request from the cache, or has it passed on with something that looks at the answer. */
    public void serve(Visit visit, Route route, Consumer<Onlooker> pass) {
        var method = visit.request().method();
        if (!config.enabled()
                || route.streaming()
                || exceptRoutes.contains(route.name())
                || method == HttpMethod.GET && hasBody(visit)) {
            pass.accept(Onlooker.NONE);
        } else if (method == HttpMethod.GET || method == HttpMethod.HEAD) {
            var asked = new Asked(method.name(), visit.request().headers()::getAll);
            look(new Question(visit, route, asked, key(visit, route, uri(visit)), true), pass, null);
        } else if (Invalidating.isUnsafe(method.name())) {
            pass.accept(new Change(shelf, visit, route));
        } else {
            pass.accept(Onlooker.NONE);
        }
    }

    /** @param waitedFor why the service would have been asked, had not somebody else done it; null for the first look */
    private void look(Question question, Consumer<Onlooker> pass, CacheStatus.Forward waitedFor) {
        var asked = question.asked;
        var known = shelf.find(question.key, asked);
        long now = System.currentTimeMillis();
        var verdict = known == null ? null : Verdict.of(known.stored(), asked, now);
        if (asked.directives().has("no-store")) {
            pass.accept(Onlooker.NONE);
        } else if (verdict == Verdict.USE || verdict == Verdict.USE_AND_REFRESH) {
            if (verdict == Verdict.USE_AND_REFRESH) {
                refresh(question, known);
            }
            long fresh = known.stored().freshForMillis(now) / 1000;
            var status = waitedFor == null ? CacheStatus.hit(fresh) : CacheStatus.collapsed(waitedFor, fresh);
            answer(question, known, status, waitedFor == null ? Outcome.HIT : Outcome.COLLAPSED);
        } else if (asked.directives().has("only-if-cached")) {
            new ProblemDocument(GatewayProblem.NOT_CACHED, null).send(question.visit);
        } else if (!asked.method().equals("GET") || asks(asked, "if-match") || asks(asked, "if-unmodified-since")) {
            pass.accept(Onlooker.NONE);
        } else {
            forward(question, known, reason(question, known, now), pass, waitedFor == null);
        }
    }

    private CacheStatus.Forward reason(Question question, Kept known, long now) {
        if (known == null) {
            return shelf.knows(question.key) ? CacheStatus.Forward.VARY_MISS : CacheStatus.Forward.URI_MISS;
        }
        return known.stored().freshForMillis(now) > 0
                        && !known.stored().directives().plain("no-cache")
                ? CacheStatus.Forward.REQUEST
                : CacheStatus.Forward.STALE;
    }

    private void forward(
            Question question, Kept known, CacheStatus.Forward why, Consumer<Onlooker> pass, boolean mayWait) {
        if (!mayWait || !isWorthWaiting(question, known)) {
            pass.accept(new Exchange(this, question, known, why, () -> {}));
            return;
        }
        var flight = flights.lead(question.key);
        if (flight == null) {
            var wait = new Wait(question.visit, config.maxWait(), () -> look(question, pass, why));
            wait.begin();
            flights.join(question.key, wait::end);
        } else {
            question.visit.atEnd(whole -> flight.over());
            pass.accept(new Exchange(this, question, known, why, flight::over));
        }
    }

    /** Nobody waits for what is likely to be for one person only, or for a part: that would be in vain. */
    private boolean isWorthWaiting(Question question, Kept known) {
        return !question.asked.conditional()
                && !question.asked.directives().has("no-cache")
                && (known != null || promising.getOrDefault(question.route.name(), false));
    }

    /** Notes whether an answer of a route was one for all: the next one may be, too. */
    void learn(Route route, boolean storable) {
        if (!Boolean.valueOf(storable).equals(promising.get(route.name()))) {
            promising.put(route.name(), storable);
        }
    }

    private void refresh(Question question, Kept known) {
        var flight = flights.lead(question.key);
        if (flight != null) {
            var unheard = new Question(question.visit, question.route, question.asked, question.key, false);
            var exchange = new Exchange(this, unheard, known, CacheStatus.Forward.STALE, flight::over);
            proxy.refresh(question.visit, question.route, exchange, flight::over);
        }
    }

    /** Lets everything go that a service has given one of these tags ({@code Cache-Tag}). */
    public void purge(Set<String> tags) {
        shelf.purge(tags);
    }

    /** Answers the client, where one waits. */
    void answer(Question question, Kept kept, CacheStatus status, Outcome outcome) {
        if (!question.heard) {
            return;
        }
        count(outcome);
        new KeptAnswer(question.visit, question.route, question.asked, kept, compression)
                .send(status.text(config.name()));
    }

    void count(Outcome outcome) {
        outcomes.get(outcome).increment();
    }

    CacheConfig config() {
        return config;
    }

    Shelf shelf() {
        return shelf;
    }

    /** Scheme and host are the client's, as services may put them into links. Versions of a service answer for themselves. */
    static String key(Visit visit, Route route, String uri) {
        var origin = visit.origin();
        return route.upstream().name() + " " + origin.scheme() + "://"
                + origin.host().toLowerCase(Locale.ROOT) + uri;
    }

    /** A service might read the body of a GET, which is no part of the address. */
    private static boolean hasBody(Visit visit) {
        var headers = visit.request().headers();
        return headers.contains(HttpHeaders.TRANSFER_ENCODING)
                || headers.contains(HttpHeaders.CONTENT_LENGTH)
                        && !headers.get(HttpHeaders.CONTENT_LENGTH).equals("0");
    }

    static String uri(Visit visit) {
        var query = visit.request().query();
        return query == null ? visit.path() : visit.path() + "?" + query;
    }

    private static boolean asks(Asked asked, String name) {
        return !asked.fields().apply(name).isEmpty();
    }
}
