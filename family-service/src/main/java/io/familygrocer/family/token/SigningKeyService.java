package io.familygrocer.family.token;

import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jboss.logging.Logger;

import io.familygrocer.family.FamilyConfig;
import io.familygrocer.family.token.SigningKeyRepository.Change;
import io.familygrocer.family.token.SigningKeyRepository.Stored;
import io.familygrocer.platform.web.VerificationKeys;

/**
 * The keys that sign access tokens, in memory and always changing; the service does not start without one. This service
 * verifies with the same keys, so it has no need to fetch them.
 */
@ApplicationScoped
public class SigningKeyService implements VerificationKeys {

    private static final Logger LOG = Logger.getLogger(SigningKeyService.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SigningKeyRepository repository;
    private final KeysConfig config;
    private final InstantSource clock;
    private final Duration lifetime;
    private volatile KeySchedule schedule = new KeySchedule(List.of());

    SigningKeyService(SigningKeyRepository repository, KeysConfig config, FamilyConfig family, InstantSource clock) {
        this.repository = repository;
        this.config = config;
        this.clock = clock;
        this.lifetime = family.accessTokenLifetime().plus(config.slack());
    }

    void load(@Observes StartupEvent start) {
        tend().await().atMost(PATIENCE);
    }

    /**
     * Reads the keys, and makes, drops and seals anew what is due. Where the database does not answer, the keys that are
     * known stay in use.
     */
    @Scheduled(
            every = "${grocer.family.keys.reload:10s}",
            delayed = "10s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> tend() {
        return repository
                .all()
                .chain(stored -> due(stored).isNothing() ? Uni.createFrom().item(stored) : repository.change(this::due))
                .invoke(this::use)
                .replaceWithVoid();
    }

    /**
     * Makes the next key now rather than when it is due. It is shown at once and signs {@code ahead} later; where one
     * waits already it stays that one.
     *
     * @param urgent whether the old keys are no longer to be trusted: they are dropped, and the new one signs at once
     * @return the id of the key that signs next
     */
    public Uni<String> rotate(boolean urgent) {
        return repository
                .change(stored -> {
                    var now = now();
                    var known = schedule(stored);
                    if (urgent) {
                        return new Change(List.of(SigningKey.generate(now)), known.keys(), List.of());
                    }
                    var next = known.hasNext(now)
                            ? List.<SigningKey>of()
                            : List.of(SigningKey.generate(now.plus(config.ahead())));
                    return new Change(next, List.of(), List.of());
                })
                .invoke(this::use)
                .map(stored -> schedule(stored).keys().getLast().kid())
                .invoke(kid -> LOG.infof("An operator had a signing key made: %s%s", kid, urgent ? ", urgently" : ""));
    }

    @Override
    public Uni<PublicKey> find(String kid) {
        return Uni.createFrom()
                .item(schedule.keys().stream()
                        .filter(key -> key.kid().equals(kid))
                        .map(SigningKey::publicKey)
                        .findAny()
                        .orElse(null));
    }

    /** The key that signs now. */
    SigningKey current() {
        return schedule.current(clock.instant());
    }

    /** What verifies our tokens, as a JWK set (RFC 7517, section 5): the keys that sign, will sign and have signed. */
    String jwks() {
        var keys = new JsonArray();
        schedule.keys().forEach(key -> keys.add(new JsonObject(key.publicJwk())));
        return new JsonObject().put("keys", keys).encode();
    }

    private Change due(List<Stored> stored) {
        var now = now();
        var known = schedule(stored);
        var spent = known.keys().isEmpty() ? List.<SigningKey>of() : known.spent(now, lifetime);
        var next = known.isDue(now, config)
                ? List.of(SigningKey.generate(known.keys().isEmpty() ? now : now.plus(config.ahead())))
                : List.<SigningKey>of();
        var old = stored.stream()
                .filter(Stored::isOld)
                .map(Stored::key)
                .filter(key -> !spent.contains(key))
                .toList();
        return new Change(next, spent, old);
    }

    private void use(List<Stored> stored) {
        schedule = schedule(stored);
    }

    private static KeySchedule schedule(List<Stored> stored) {
        return new KeySchedule(stored.stream().map(Stored::key).toList());
    }

    /** As precise as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
