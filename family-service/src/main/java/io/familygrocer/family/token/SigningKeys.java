package io.familygrocer.family.token;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The key that signs, in memory; the service does not start without one. */
@ApplicationScoped
class SigningKeys {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SigningKeyRepository repository;
    private volatile SigningKey current;

    SigningKeys(SigningKeyRepository repository) {
        this.repository = repository;
    }

    void load(@Observes StartupEvent start) {
        current = repository.currentOrFirst().await().atMost(PATIENCE);
    }

    SigningKey current() {
        return current;
    }

    /** What verifies our tokens, as a JWK set (RFC 7517, section 5). */
    String jwks() {
        return new JsonObject()
                .put("keys", new JsonArray().add(new JsonObject(current.publicJwk())))
                .encode();
    }
}
