package io.familygrocer.gateway.cache;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;

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
 * A cache between all clients and the services, by the rules of {@code cacherules}. It answers what it may, from memory or
 * from what gateways share, asks the service for the rest and keeps what that says is good for everybody. Requests of one
 * address that come together become one, if there is reason to hope that one answer serves them all.
 */
@Singleton
public final class ResponseCache {
    private static final int OK = 200;

    private final CacheConfig config;
    private final Set<String> exceptRoutes;
    private final Shelf shelf;
    private final Flights flights = new Flights();
    private final Map<String, Boolean> promising = new ConcurrentHashMap<>();
    private final Proxy proxy;
    private final Compression compression;
    private final SecondLevel second;
    private final Map<Outcome, Counter> outcomes;

    @Inject
    ResponseCache(CacheConfig config, Proxy proxy, Compression compression, SecondLevel second, MeterRegistry metrics) {
        this.config = config;
        this.exceptRoutes = new HashSet<>(config.exceptRoutes().orElse(List.of()));
        this.shelf = new Shelf(config.maxBytes().asLongValue(), Math.max(1, config.maxVariants()));
        this.proxy = proxy;
        this.compression = compression;
        this.second = second;
        this.outcomes = Outcome.counters(metrics);
        Gauge.builder("grocer.gateway.cache.bytes", shelf, Shelf::bytes)
                .description("What the cache holds, roughly")
                .baseUnit("bytes")
                .register(metrics);
    }

    /**
     * What was tried for a request.
     *
     * @param waitedFor why the service would have been asked, had not somebody else done it; null for no wait
     * @param shared what the second level had; null for not asked
     * @param taken whether that is in memory now
     */
    private record Tried(CacheStatus.Forward waitedFor, SharedAnswers.Found shared, boolean taken) {
        static final Tried NOTHING = new Tried(null, null, false);
    }

    /** Answers a request from the cache, or has it passed on with something that looks at the answer. */
    public void serve(Visit visit, Route route, Consumer<Onlooker> pass) {
        var method = visit.request().method();
        if (!config.enabled()
                || route.streaming()
                || exceptRoutes.contains(route.name())
                || method == HttpMethod.GET && hasBody(visit)) {
            pass.accept(Onlooker.NONE);
        } else if (method == HttpMethod.GET || method == HttpMethod.HEAD) {
            look(Question.of(visit, route), pass, Tried.NOTHING);
        } else if (Invalidating.isUnsafe(method.name())) {
            pass.accept(new Change(this, visit, route));
        } else {
            pass.accept(Onlooker.NONE);
        }
    }

    private void look(Question question, Consumer<Onlooker> pass, Tried tried) {
        var asked = question.asked();
        var known = shelf.find(question.key(), asked);
        long now = System.currentTimeMillis();
        var verdict = known == null ? null : Verdict.of(known.stored(), asked, now);
        if (asked.directives().has("no-store")) {
            pass.accept(Onlooker.NONE);
        } else if (verdict == Verdict.USE || verdict == Verdict.USE_AND_REFRESH) {
            if (verdict == Verdict.USE_AND_REFRESH) {
                refresh(question, known);
            }
            use(question, known, tried, known.stored().freshForMillis(now) / 1000);
        } else if (tried.shared == null && !isBoundToOne(question) && second.isWorthAsking(question)) {
            askSecond(question, known, pass, tried);
        } else if (asked.directives().has("only-if-cached")) {
            new ProblemDocument(GatewayProblem.NOT_CACHED, null).send(question.visit());
        } else if (!asked.method().equals("GET") || isBoundToOne(question)) {
            pass.accept(Onlooker.NONE);
        } else {
            forward(question, known, reason(question, known, now), pass, tried);
        }
    }

    /** Whether only the service knows which answer is meant. */
    private static boolean isBoundToOne(Question question) {
        return question.says("if-match") || question.says("if-unmodified-since");
    }

    private void use(Question question, Kept known, Tried tried, long fresh) {
        if (tried.waitedFor != null) {
            answer(question, known, CacheStatus.collapsed(tried.waitedFor, fresh), Outcome.COLLAPSED);
        } else {
            var outcome = tried.taken ? Outcome.SHARED : Outcome.HIT;
            answer(question, known, CacheStatus.hit(fresh, outcome.level()), outcome);
        }
    }

    /** Looks again when the second level has answered, or has not for too long. */
    private void askSecond(Question question, Kept known, Consumer<Onlooker> pass, Tried tried) {
        long stamp = shelf.stamp(question.key());
        var answer = new AtomicReference<>(SharedAnswers.Found.NOTHING);
        var wait = new Wait(question.visit(), config.redis().timeout(), () -> {
            var found = answer.get();
            boolean taken = found.kept() != null
                    && found.kept().isFresherThan(known)
                    && shelf.put(question.key(), found.kept(), stamp);
            look(question.asOf(found.at()), pass, new Tried(tried.waitedFor, found, taken));
        });
        wait.begin();
        second.find(question).onComplete(found -> {
            if (found.succeeded()) {
                answer.set(found.result());
            }
            wait.end();
        });
    }

    private CacheStatus.Forward reason(Question question, Kept known, long now) {
        if (known == null) {
            return shelf.knows(question.key()) ? CacheStatus.Forward.VARY_MISS : CacheStatus.Forward.URI_MISS;
        }
        return known.stored().freshForMillis(now) > 0
                        && !known.stored().directives().plain("no-cache")
                ? CacheStatus.Forward.REQUEST
                : CacheStatus.Forward.STALE;
    }

    private void forward(Question question, Kept known, CacheStatus.Forward why, Consumer<Onlooker> pass, Tried tried) {
        if (tried.waitedFor != null || !isWorthWaiting(question, known)) {
            pass.accept(new Exchange(this, question, known, why, () -> {}));
            return;
        }
        var flight = flights.lead(question.key());
        if (flight == null) {
            var wait = new Wait(
                    question.visit(),
                    config.maxWait(),
                    () -> look(question, pass, new Tried(why, tried.shared, false)));
            wait.begin();
            flights.join(question.key(), wait::end);
        } else {
            question.visit().atEnd(whole -> flight.over());
            pass.accept(new Exchange(this, question, known, why, flight::over));
        }
    }

    /** Nobody waits for what is likely to be for one person only, or for a part: that would be in vain. */
    private boolean isWorthWaiting(Question question, Kept known) {
        return !question.asked().conditional()
                && !question.asked().directives().has("no-cache")
                && (known != null || promising.getOrDefault(question.route().name(), false));
    }

    /** Notes whether an answer of a route was one for all: the next one may be, too. */
    void learn(Question question, int status, boolean storable) {
        var route = question.route().name();
        if (!Boolean.valueOf(storable).equals(promising.get(route))) {
            promising.put(route, storable);
        }
        if (storable || status == OK) {
            second.learn(question, storable);
        }
    }

    private void refresh(Question question, Kept known) {
        var flight = flights.lead(question.key());
        if (flight == null) {
            return;
        }
        var unheard = question.unheard();
        if (!second.isWorthAsking(unheard)) {
            refresh(unheard, known, flight);
            return;
        }
        var context = Vertx.currentContext();
        long stamp = shelf.stamp(question.key());
        second.find(unheard)
                .onComplete(found -> context.runOnContext(back -> {
                    var shared = found.succeeded() ? found.result() : SharedAnswers.Found.NOTHING;
                    long now = System.currentTimeMillis();
                    if (shared.kept() != null
                            && shared.kept().stored().freshForMillis(now) > 0
                            && shelf.put(question.key(), shared.kept(), stamp)) {
                        flight.over();
                    } else {
                        refresh(unheard.asOf(shared.at()), known, flight);
                    }
                }));
    }

    private void refresh(Question unheard, Kept known, Flights.Flight flight) {
        var exchange = new Exchange(this, unheard, known, CacheStatus.Forward.STALE, flight::over);
        proxy.refresh(unheard.visit(), unheard.route(), exchange, flight::over);
    }

    /** Keeps an answer, here and for the other gateways. */
    void keep(Question question, Kept kept, long stamp) {
        if (shelf.put(question.key(), kept, stamp)) {
            second.put(question, kept);
        }
    }

    /** Lets go what a service has replaced by an answer that is not to be kept. */
    void drop(Question question) {
        shelf.remove(question.key());
        second.forget(question.route(), question.key());
    }

    /** Lets go what a request has changed, at all gateways. */
    void changed(Route route, String key) {
        shelf.remove(key);
        second.changed(route, key);
    }

    /** Lets go what was changed through another gateway. */
    void forget(String key) {
        shelf.remove(key);
    }

    /** Lets everything go that a service has given one of these tags ({@code Cache-Tag}). */
    public void purge(Set<String> tags) {
        shelf.purge(tags);
        if (second.enabled()) {
            // What came back from there meanwhile has to go, too.
            second.purge(tags).onComplete(purged -> shelf.purge(tags));
        }
    }

    /** A word of what has changed may have been lost. */
    void mayHaveMissed() {
        second.mayHaveMissed();
    }

    /** Answers the client, where one waits. */
    void answer(Question question, Kept kept, CacheStatus status, Outcome outcome) {
        if (!question.heard()) {
            return;
        }
        count(outcome);
        new KeptAnswer(question.visit(), question.route(), question.asked(), kept, compression)
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

    /** A service might read the body of a GET, which is no part of the address. */
    private static boolean hasBody(Visit visit) {
        var headers = visit.request().headers();
        return headers.contains(HttpHeaders.TRANSFER_ENCODING)
                || headers.contains(HttpHeaders.CONTENT_LENGTH)
                        && !headers.get(HttpHeaders.CONTENT_LENGTH).equals("0");
    }
}
