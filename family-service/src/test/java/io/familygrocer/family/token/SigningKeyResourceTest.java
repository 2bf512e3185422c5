package io.familygrocer.family.token;

import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.Api;
import io.familygrocer.family.House;
import io.familygrocer.platform.testkit.Tokens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

@QuarkusTest
@WithTestResource(House.class)
class SigningKeyResourceTest {

    @Inject
    SigningKeyService keys;

    @Inject
    Pool pool;

    @BeforeEach
    void putTheKeyAside() {
        sql("create table aside as select * from signing_key");
        sql("delete from signing_key");
    }

    @AfterEach
    void putTheKeyBack() {
        sql("delete from signing_key");
        sql("insert into signing_key select * from aside");
        sql("drop table aside");
        keys.tend().await().indefinitely();
    }

    @Test
    void replicasThatStartAtTheSameTimeEndWithOneKey() {
        Uni.join()
                .all(IntStream.range(0, 8).mapToObj(i -> keys.tend()).toList())
                .andFailFast()
                .await()
                .indefinitely();

        assertThat(count("select count(*) from signing_key")).isEqualTo(1);
    }

    @Test
    void thePrivateHalfIsNotInTheDatabaseAsItIs() {
        keys.tend().await().indefinitely();
        var key = keys.current();
        String d = key.privateJwk().replaceAll(".*\"d\":\"([^\"]+)\".*", "$1");

        assertThat(d).hasSizeGreaterThan(40);
        assertThat(count("select count(*) from signing_key where position('" + d
                        + "' in encode(private_jwk, 'escape')) > 0 or position('" + d + "' in public_jwk) > 0"))
                .isZero();
    }

    @Test
    void thePublicHalfIsThereForEverybodyAndMayBeCached() {
        Api.anybody()
                .get("/api/auth/jwks")
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("public, max-age=60"))
                .body("keys", hasSize(1))
                .body("keys[0].keySet()", equalTo(Set.of("kty", "kid", "use", "alg", "crv", "x", "y")))
                .body("keys[0].alg", equalTo("ES256"));
    }

    @Test
    void aTokenThatSomebodyElseSignedIsNoToken() {
        String other = Tokens.of(UUID.randomUUID(), "Mallory").sign();

        Api.anybody()
                .header("Authorization", "Bearer " + other)
                .get("/api/me")
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
    }

    @Test
    void aTokenThatWasAlteredIsNoToken() {
        var anna = Api.register("Anna");
        String[] parts = anna.accessToken().split("\\.");
        String payload = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);
        String altered = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        payload.replace(anna.id().toString(), UUID.randomUUID().toString())
                                .getBytes(UTF_8));

        for (String token : new String[] {
            parts[0] + "." + altered + "." + parts[2],
            Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8)) + "."
                    + parts[1] + ".",
            "nonsense"
        }) {
            Api.anybody()
                    .headers(Map.of("Authorization", "Bearer " + token))
                    .get("/api/me")
                    .then()
                    .statusCode(401)
                    .contentType("application/problem+json");
        }
    }

    private void sql(String statement) {
        pool.query(statement).executeAndAwait();
    }

    private long count(String query) {
        return pool.query(query).executeAndAwait().iterator().next().getLong(0);
    }
}
