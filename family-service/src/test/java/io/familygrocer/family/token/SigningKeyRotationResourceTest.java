package io.familygrocer.family.token;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.Api;
import io.familygrocer.family.House;
import io.familygrocer.family.TestClock;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@WithTestResource(House.class)
class SigningKeyRotationResourceTest {

    private static final Duration STEP = Duration.ofMinutes(1);
    private static final Duration BEFORE = Duration.ofMinutes(18);
    private static final Duration AROUND = Duration.ofMinutes(28);
    private static final int LOADERS = 4;

    /** Held by whoever asks, for one round. */
    private final ReadWriteLock leaping = new ReentrantReadWriteLock(true);

    @Inject
    TestClock clock;

    @Inject
    SigningKeyService keys;

    @Inject
    Pool pool;

    @ConfigProperty(name = "quarkus.management.port")
    int managementPort;

    @BeforeEach
    void beginWithOneKey() {
        pool.query("delete from signing_key").executeAndAwait();
        keys.tend().await().indefinitely();
    }

    @AfterEach
    void setTheClockRight() {
        clock.reset();
        beginWithOneKey();
    }

    @Test
    void rotationUnderLoadGivesNoRefusal() throws Exception {
        var anna = Api.register("Anna");
        var refused = new ConcurrentLinkedQueue<String>();
        var asked = new AtomicLong();
        var signers = new HashSet<String>();
        var shownFor = new HashMap<String, Duration>();
        var over = new AtomicBoolean();
        var rounds = new AtomicLongArray(LOADERS);

        try (var loaders = Executors.newVirtualThreadPerTaskExecutor()) {
            var load = IntStream.range(0, LOADERS)
                    .mapToObj(
                            i -> (Future<?>) loaders.submit(() -> load(anna.email(), over, asked, refused, rounds, i)))
                    .toList();
            try {
                for (int rotation = 0; rotation < 2; rotation++) {
                    leap(
                            rotation == 0
                                    ? Duration.ofDays(30).minus(BEFORE)
                                    : Duration.ofDays(30).minus(AROUND));
                    // In steps of a minute around the change: the next key is shown, signs, and the old one goes.
                    for (var moved = Duration.ZERO; moved.compareTo(AROUND) < 0; moved = moved.plus(STEP)) {
                        clock.move(STEP);
                        keys.tend().await().indefinitely();
                        note(signers, shownFor);
                        awaitARoundOfEach(load, rounds);
                    }
                }
                leap(Duration.ofDays(1));
                awaitARoundOfEach(load, rounds);
            } finally {
                over.set(true); // else nothing ends the loaders, and they not this
            }
            for (var loader : load) {
                loader.get();
            }
        }

        assertThat(refused).isEmpty();
        assertThat(asked.get()).isGreaterThan(100);
        assertThat(signers).as("keys that have signed").hasSize(3);
    }

    @Test
    void aNewKeyIsShownForAWhileBeforeItSignsAndAfter() {
        String first = keys.current().kid();
        clock.move(Duration.ofDays(30).minus(Duration.ofMinutes(15)));
        tend();
        assertThat(shown()).hasSize(2);
        assertThat(keys.current().kid()).isEqualTo(first);

        clock.move(Duration.ofMinutes(14));
        tend();
        assertThat(keys.current().kid()).as("it is not its turn yet").isEqualTo(first);
        clock.move(Duration.ofMinutes(1));
        String second = keys.current().kid();
        assertThat(second).isNotEqualTo(first);

        clock.move(Duration.ofMinutes(5));
        tend();
        assertThat(shown()).as("a token of the old key may still be about").contains(first, second);
        clock.move(Duration.ofMinutes(2));
        tend();
        assertThat(shown()).containsExactly(second);
    }

    @Test
    void anOperatorRotatesWithoutARestart() {
        String first = keys.current().kid();

        String next = rotate("");

        assertThat(rotate("")).as("one waits already").isEqualTo(next).isNotEqualTo(first);
        assertThat(shown()).contains(first, next);
        assertThat(keys.current().kid()).isEqualTo(first);
        clock.move(Duration.ofMinutes(15));
        assertThat(keys.current().kid()).isEqualTo(next);
    }

    @Test
    void aKeyThatIsNoLongerTrustedIsGoneAtOnce() {
        var anna = Api.register("Anna");
        anna.request().get("/api/me").then().statusCode(200);

        String next = rotate("?urgent=true");

        assertThat(shown()).containsExactly(next);
        anna.request().get("/api/me").then().statusCode(401);
        String token = Api.refresh(anna.refreshToken()).path("accessToken");
        Api.anybody()
                .header("Authorization", "Bearer " + token)
                .get("/api/me")
                .then()
                .statusCode(200);
    }

    @Test
    void replicasAgreeOnTheNextKey() {
        clock.move(Duration.ofDays(30));

        io.smallrye.mutiny.Uni.join()
                .all(IntStream.range(0, 8).mapToObj(i -> keys.tend()).toList())
                .andFailFast()
                .await()
                .indefinitely();

        assertThat(shown()).hasSize(2);
    }

    /** Nobody is in the middle of something meanwhile: no token outlives such a leap. */
    private void leap(Duration by) {
        leaping.writeLock().lock();
        try {
            clock.move(by);
            keys.tend().await().indefinitely();
        } finally {
            leaping.writeLock().unlock();
        }
    }

    /** Else the clock would outrun the tokens: a minute of it is some milliseconds, and they live for five. */
    private static void awaitARoundOfEach(List<? extends Future<?>> load, AtomicLongArray rounds) {
        long[] before = IntStream.range(0, LOADERS).mapToLong(rounds::get).toArray();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> IntStream.range(0, LOADERS)
                        .allMatch(i -> rounds.get(i) > before[i] || load.get(i).isDone()));
    }

    private void load(
            String email,
            AtomicBoolean over,
            AtomicLong asked,
            Queue<String> refused,
            AtomicLongArray rounds,
            int number) {
        try (var http = HttpClient.newHttpClient()) {
            String refresh = Api.signIn(email, Api.PASSWORD).path("refreshToken");
            while (!over.get()) {
                leaping.readLock().lock();
                try {
                    refresh = round(http, refresh, asked, refused);
                } finally {
                    leaping.readLock().unlock();
                }
                rounds.incrementAndGet(number);
            }
        }
    }

    /** A refresh, and some use of what it gave; the next refresh token. */
    private String round(HttpClient http, String refresh, AtomicLong asked, Queue<String> refused) {
        var session =
                new JsonObject(send(http, "/api/auth/refresh", null, refresh).body());
        String token = session.getString("accessToken");
        for (int again = 0; again < 3; again++) {
            var answer = send(http, "/api/me", token, null);
            asked.incrementAndGet();
            if (answer.statusCode() != 200) {
                refused.add(answer.statusCode() + " " + answer.body() + " " + kid(token) + " " + shown());
            }
        }
        return session.getString("refreshToken");
    }

    private static HttpResponse<String> send(HttpClient http, String path, String token, String refresh) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (refresh != null) {
            request.header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            new JsonObject(Map.of("refreshToken", refresh)).encode()));
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Notes who signs, and that whoever begins to has been shown for longer than verifiers hold keys. */
    private void note(Set<String> signers, Map<String, Duration> shownFor) {
        shown().forEach(kid -> shownFor.merge(kid, STEP, Duration::plus));
        String current = keys.current().kid();
        if (signers.add(current) && signers.size() > 1) {
            assertThat(shownFor.get(current)).isGreaterThanOrEqualTo(Duration.ofMinutes(10));
        }
    }

    private String rotate(String query) {
        return RestAssured.given()
                .port(managementPort)
                .post("/keys/rotate" + query)
                .then()
                .statusCode(200)
                .extract()
                .path("next");
    }

    private void tend() {
        keys.tend().await().indefinitely();
    }

    private static List<String> shown() {
        return Api.anybody().get("/api/auth/jwks").then().extract().path("keys.kid");
    }

    private static String kid(String token) {
        var signed = new JsonWebSignature();
        try {
            signed.setCompactSerialization(token);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
        return signed.getKeyIdHeaderValue();
    }
}
