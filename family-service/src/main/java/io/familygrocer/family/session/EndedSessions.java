package io.familygrocer.family.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.value.ReactiveValueCommands;
import io.quarkus.redis.datasource.value.SetArgs;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

import io.familygrocer.family.FamilyConfig;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.TokenCheck;

/**
 * The fast copy of what has ended: in Redis, for as long as an access token of it may still be about. Only ends are in
 * it, and an end is never taken back, so whatever Redis forgets, remembers too long or brings back from an old dump, it
 * signs nobody out and lets nobody in again; without it, a token of an ended session is good until it expires.
 */
@ApplicationScoped
public class EndedSessions implements TokenCheck {

    private static final Logger LOG = Logger.getLogger(EndedSessions.class);
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final Duration REST = Duration.ofSeconds(2);
    private static final Duration SLACK = Duration.ofMinutes(1);

    private final ReactiveValueCommands<String, String> redis;
    private final ReactiveRedisDataSource source;
    private final InstantSource clock;
    private final Duration lifetime;
    private volatile long restsUntil = System.nanoTime();

    EndedSessions(ReactiveRedisDataSource source, FamilyConfig config, InstantSource clock) {
        this.source = source;
        this.redis = source.value(String.class);
        this.clock = clock;
        this.lifetime = config.accessTokenLifetime().plus(SLACK);
    }

    @Override
    public Uni<Boolean> holds(Caller caller) {
        return caller.session()
                .map(session -> guarded(source.key().exists(key(session.sessionId())), false)
                        .map(ended -> !ended))
                .orElseGet(() -> Uni.createFrom().item(true));
    }

    /** Copies ends; again has no effect, and a Redis that does not answer is no failure. */
    Uni<Void> copy(List<UUID> ended) {
        return Multi.createFrom()
                .iterable(ended)
                .onItem()
                .transformToUni(id -> guarded(
                        redis.set(key(id), clock.instant().toString(), new SetArgs().ex(lifetime))
                                .replaceWith(true),
                        false))
                .merge(16)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** From when on the ends of sessions matter: the tokens of older ones have expired. */
    Instant horizon() {
        return clock.instant().minus(lifetime);
    }

    private <T> Uni<T> guarded(Uni<T> call, T otherwise) {
        if (System.nanoTime() - restsUntil < 0) {
            return Uni.createFrom().item(otherwise);
        }
        return call.ifNoItem().after(PATIENCE).fail().onFailure().recoverWithItem(failure -> {
            restsUntil = System.nanoTime() + REST.toNanos();
            LOG.debugf("No fast copy of ended sessions: %s", failure);
            return otherwise;
        });
    }

    private static String key(UUID session) {
        return "{%s}:session-ended".formatted(session);
    }
}
