package io.familygrocer.family.session;

import java.time.Duration;
import java.time.Instant;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.familygrocer.family.Api;
import io.familygrocer.family.House;
import io.familygrocer.family.TestClock;

import static org.assertj.core.api.Assertions.assertThat;

/** Half an hour with 1000 ms of delay and half of everything lost does not sign anybody out. */
@QuarkusTest
@WithTestResource(House.class)
class LossyNetworkResourceTest {

    private static final Duration RECEPTION_IS_BAD_FOR = Duration.ofMinutes(30);
    private static final Duration BETWEEN_REQUESTS = Duration.ofSeconds(20);
    private static final Duration REFRESH_BEFORE_EXPIRY = Duration.ofSeconds(30);

    @Inject
    TestClock clock;

    @AfterEach
    void setTheClockRight() {
        clock.reset();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aClientStaysSignedIn(long seed) {
        var anna = Api.register("Anna");
        try (var network = new LossyNetwork(RestAssured.port, seed, clock::move)) {
            var phone = new Phone(network, anna.accessToken(), anna.refreshToken());
            var end = clock.instant().plus(RECEPTION_IS_BAD_FOR);
            while (clock.instant().isBefore(end)) {
                phone.askWhoIAm();
                clock.move(BETWEEN_REQUESTS);
            }

            assertThat(phone.refreshes).isGreaterThanOrEqualTo(5);
            assertThat(phone.answers).isGreaterThan(10);
            assertThat(network.repliesLost).hasPositiveValue();
            assertThat(network.requestsLost).hasPositiveValue();
            assertThat((double) (network.repliesLost.get() + network.requestsLost.get()) / network.exchanges.get())
                    .isBetween(0.3, 0.7);
        }
    }

    /** A client as ours are: it asks again until it is answered, and keeps a refresh token until it has the next. */
    private final class Phone {

        private final LossyNetwork network;
        private String accessToken;
        private String refreshToken;
        private Instant expiresAt = clock.instant().plus(Duration.ofMinutes(5));
        private int refreshes;
        private int answers;

        Phone(LossyNetwork network, String accessToken, String refreshToken) {
            this.network = network;
            this.accessToken = accessToken;
            this.refreshToken = refreshToken;
        }

        void askWhoIAm() {
            if (clock.instant().isAfter(expiresAt.minus(REFRESH_BEFORE_EXPIRY))) {
                refresh();
            }
            var answer = network.send("GET", "/api/me", accessToken, null);
            if (answer != null) {
                assertThat(answer.status()).as(answer.body()).isEqualTo(200);
                answers++;
            }
        }

        private void refresh() {
            LossyNetwork.Answer answer;
            do {
                answer = network.send(
                        "POST", "/api/auth/refresh", null, new JsonObject().put("refreshToken", refreshToken));
            } while (answer == null);
            assertThat(answer.status()).as("signed out: " + answer.body()).isEqualTo(200);
            var session = new JsonObject(answer.body());
            accessToken = session.getString("accessToken");
            refreshToken = session.getString("refreshToken");
            expiresAt = clock.instant().plusSeconds(session.getLong("expiresIn"));
            refreshes++;
        }
    }
}
