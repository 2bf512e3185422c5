package io.familygrocer.platform.web;

import java.security.PublicKey;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import org.jboss.logging.Logger;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The keys that family-service shows, held here. They are fetched when the first token comes, again once they have some
 * age, and again for a key id that is not among them; all of that together at most once in {@code jwks-pause}, so that a
 * flood of invented key ids is no flood of fetches. Who needs a key that is being fetched waits for that one fetch. A
 * fetch that fails leaves the keys that are held.
 */
@DefaultBean
@ApplicationScoped
public class FetchedKeys implements VerificationKeys {

    private static final Logger LOG = Logger.getLogger(FetchedKeys.class);
    private static final String CURVE = "P-256";

    private final TokenConfig config;
    private final HttpClient http;
    private volatile Map<String, PublicKey> held = Map.of();
    private CompletableFuture<Void> fetch = CompletableFuture.completedFuture(null);
    private long began;
    private volatile long fetched;

    FetchedKeys(TokenConfig config, Vertx vertx) {
        this.config = config;
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) config.jwksTimeout().toMillis()));
        this.began = System.nanoTime() - config.jwksPause().toNanos();
        this.fetched = System.nanoTime() - config.jwksRefresh().toNanos();
    }

    @Override
    public Uni<PublicKey> find(String kid) {
        var key = held.get(kid);
        boolean old = System.nanoTime() - fetched >= config.jwksRefresh().toNanos();
        if (key == null || old) {
            var running = refresh();
            if (key == null) {
                return Uni.createFrom()
                        .completionStage(running)
                        .emitOn(callersContext())
                        .map(ignored -> held.get(kid));
            }
        }
        return Uni.createFrom().item(key);
    }

    @Override
    public boolean holds(String kid) {
        if (System.nanoTime() - fetched >= config.jwksRefresh().toNanos()) {
            var unused = refresh();
        }
        return held.containsKey(kid);
    }

    /** The fetch that runs or the last one, where another may not begin yet. */
    private synchronized CompletableFuture<Void> refresh() {
        if (!fetch.isDone() || System.nanoTime() - began < config.jwksPause().toNanos()) {
            return fetch;
        }
        began = System.nanoTime();
        var mine = new CompletableFuture<Void>();
        fetch = mine;
        get().onComplete(answer -> {
            if (answer.succeeded()) {
                take(answer.result());
            } else {
                LOG.warnf("The keys of access tokens can't be fetched: %s", answer.cause());
            }
            mine.complete(null);
        });
        return mine;
    }

    private Future<Buffer> get() {
        var request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(config.jwksUrl().toString())
                .setTimeout(config.jwksTimeout().toMillis());
        return http.request(request)
                .compose(outgoing -> outgoing.send())
                .compose(answer -> answer.statusCode() == 200
                        ? answer.body()
                        : Future.failedFuture("The answer has status " + answer.statusCode()));
    }

    private void take(Buffer jwks) {
        try {
            held = parse(jwks.toString(UTF_8));
            fetched = System.nanoTime();
        } catch (JoseException e) {
            LOG.warnf("The keys of access tokens can't be read: %s", e.getMessage());
        }
    }

    /** The keys for signatures by ES256; whatever else is in the set is none of ours. */
    static Map<String, PublicKey> parse(String jwks) throws JoseException {
        var keys = new HashMap<String, PublicKey>();
        for (var key : new JsonWebKeySet(jwks).getJsonWebKeys()) {
            boolean signs = key.getUse() == null || "sig".equals(key.getUse());
            boolean verifies = key.getKeyOps() == null || key.getKeyOps().contains("verify");
            boolean es256 = key.getAlgorithm() == null || "ES256".equals(key.getAlgorithm());
            if (key instanceof EllipticCurveJsonWebKey curve
                    && CURVE.equals(curve.getCurveName())
                    && key.getKeyId() != null
                    && signs
                    && verifies
                    && es256) {
                keys.put(key.getKeyId(), curve.getECPublicKey());
            }
        }
        return Map.copyOf(keys);
    }

    /** What follows belongs to the request's Vert.x context. */
    private static Executor callersContext() {
        var context = Vertx.currentContext();
        return context == null ? Runnable::run : task -> context.runOnContext(ignored -> task.run());
    }

    @PreDestroy
    void close() {
        http.close();
    }
}
