package io.familygrocer.family.signin;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.familygrocer.family.Api;
import io.familygrocer.family.House;
import io.familygrocer.family.secret.Vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

@QuarkusTest
@WithTestResource(House.class)
class SignInResourceTest {

    private static final String DEVICE = SignInResource.DEVICE;

    @Inject
    MeterRegistry metrics;

    @Inject
    Pool pool;

    @Inject
    Vault vault;

    /** What takes the time is the hash: the same number of them is the same time, without a clock that a test trips on. */
    @Test
    void anUnknownAddressAWrongPasswordAndARightOneCostTheSameHash() {
        var anna = Api.register("Anna");

        assertThat(hashes(() -> Api.signIn(anna.email(), "wrong password"))).isEqualTo(1);
        assertThat(hashes(() -> Api.signIn(UUID.randomUUID() + "@example.org", "wrong password")))
                .isEqualTo(1);
        assertThat(hashes(() -> Api.signIn(anna.email(), Api.PASSWORD))).isEqualTo(1);
    }

    @Test
    void aTakenAddressCostsTheSameHashAsANewOne() {
        var anna = Api.register("Anna");

        assertThat(hashes(() -> register(anna.email(), Api.PASSWORD))).isEqualTo(1);
        assertThat(hashes(() -> register(UUID.randomUUID() + "@example.org", Api.PASSWORD)))
                .isEqualTo(1);
    }

    @Test
    void aForgottenPasswordCostsNoHash() {
        var anna = Api.register("Anna");

        for (String email : List.of(anna.email(), UUID.randomUUID() + "@example.org")) {
            assertThat(hashes(
                            () -> Api.anybody().body(Map.of("email", email)).post("/api/auth/password/reset-request")))
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"password1", "PASSWORD1", "qwertyuiop", "1234567890", "seven77", "x"})
    void aPasswordThatIsCommonOrShortIsRefused(String password) {
        register(UUID.randomUUID() + "@example.org", password)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("password"));
    }

    @Test
    void aPasswordIsNotTheAddress() {
        String email = UUID.randomUUID() + "@example.org";

        register(email, email).then().statusCode(400);
        register(email, email.substring(0, email.indexOf('@'))).then().statusCode(400);
    }

    @Test
    void afterManyFailuresThereIsAPauseForTheRightPasswordToo() {
        var anna = Api.register("Anna");
        fail(anna, 10);

        var refused = Api.signIn(anna.email(), Api.PASSWORD);

        refused.then().statusCode(429).body("type", endsWith(":too-many-attempts"));
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 2);
        over(account(anna.email()));
        Api.signIn(anna.email(), Api.PASSWORD).then().statusCode(200);
        Api.signIn(anna.email(), "wrong password").then().statusCode(401);
        Api.signIn(anna.email(), Api.PASSWORD).then().statusCode(200);
    }

    @Test
    void pausesDoubleUpToALongestOneAndAnUnknownAddressHasThemToo() {
        String email = UUID.randomUUID() + "@example.org";
        IntStream.range(0, 10)
                .forEach(i -> Api.signIn(email, "wrong password").then().statusCode(401));
        assertThat(pause(account(email))).isEqualTo(1);
        for (int expected : List.of(2, 4, 8)) {
            over(account(email));
            Api.signIn(email, "wrong password").then().statusCode(401);
            assertThat(pause(account(email))).isEqualTo(expected);
        }
        pool.query("update throttle set failures = 60 where id = '" + account(email) + "'")
                .executeAndAwait();
        over(account(email));
        Api.signIn(email, "wrong password").then().statusCode(401);
        assertThat(pause(account(email))).isEqualTo(900);
    }

    @Test
    void aDeviceThatIsKnownGetsInWhileStrangersAreSentAway() {
        var anna = Api.register("Anna");
        var ben = Api.register("Ben");
        var known = Api.signIn(anna.email(), Api.PASSWORD).getDetailedCookie(DEVICE);
        String other = Api.signIn(ben.email(), Api.PASSWORD).cookie(DEVICE);
        assertThat(known.isHttpOnly()).isTrue();
        assertThat(known.getSameSite()).isEqualTo("Strict");
        assertThat(known.getPath()).isEqualTo("/api/auth/sign-in");

        fail(anna, 10);

        Api.signIn(anna.email(), Api.PASSWORD).then().statusCode(429);
        signIn(anna.email(), Api.PASSWORD, other).then().statusCode(429);
        signIn(anna.email(), Api.PASSWORD, known.getValue() + "x").then().statusCode(429);
        signIn(anna.email(), Api.PASSWORD, "nonsense").then().statusCode(429);
        signIn(anna.email(), Api.PASSWORD, known.getValue()).then().statusCode(200);
    }

    @Test
    void aDeviceThatIsKnownDoesNotGuessEither() {
        var anna = Api.register("Anna");
        String known = Api.signIn(anna.email(), Api.PASSWORD).cookie(DEVICE);
        for (int i = 0; i < 10; i++) {
            signIn(anna.email(), "wrong password", known).then().statusCode(401);
        }

        signIn(anna.email(), Api.PASSWORD, known).then().statusCode(429);

        Api.signIn(anna.email(), Api.PASSWORD).then().statusCode(200);
    }

    @Test
    void guessesAtTheSameTimeCountEach() {
        var anna = Api.register("Anna");

        var statuses = IntStream.range(0, 30)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> Api.signIn(anna.email(), "wrong password").statusCode(),
                        task -> Thread.ofVirtual().start(task)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(statuses).containsOnly(401, 429);
        assertThat(statuses).filteredOn(status -> status == 401).hasSizeBetween(10, 13);
    }

    @Test
    void anAddressThatGuessesAtManyAccountsIsSentAwayAndOthersAreNot() {
        var anna = Api.register("Anna");
        String guesser = vault.fingerprint("throttle", "address 203.0.113.7");
        pool.query("insert into throttle values ('" + guesser + "', 1000, now(), now() + interval '1 minute')"
                        + " on conflict (id) do update set open_at = excluded.open_at")
                .executeAndAwait();

        from("203.0.113.7", anna.email()).then().statusCode(429);
        from("203.0.113.8", anna.email()).then().statusCode(200);
    }

    @Test
    void anIpv6NetworkIsOneAddress() {
        String guesser = vault.fingerprint("throttle", "address 20010db800010002");
        from("2001:db8:1:2::7", UUID.randomUUID() + "@example.org").then().statusCode(401);
        from("2001:db8:1:2:ffff::8", UUID.randomUUID() + "@example.org").then().statusCode(401);

        assertThat(pool.query("select round(failures)::int from throttle where id = '" + guesser + "'")
                        .executeAndAwait()
                        .iterator()
                        .next()
                        .getInteger(0))
                .isEqualTo(2);
    }

    @Test
    void whoComesBackSeesHowOftenSomebodyElseFailed() {
        var anna = Api.register("Anna");
        fail(anna, 3);

        Api.signIn(anna.email(), Api.PASSWORD).then().statusCode(200);

        anna.request()
                .get("/api/me/audit")
                .then()
                .statusCode(200)
                .body("items.find { it.action == 'sign-in-failed' }.detail.count", equalTo("3"))
                .body("items.action", hasItem("signed-in"));
    }

    @Test
    void theSettingsSayWhatIsOffered() {
        Api.anybody()
                .get("/api/auth/settings")
                .then()
                .statusCode(200)
                .body("registration", equalTo("open"))
                .body("confirmEmail", equalTo(false))
                .body("password.minLength", equalTo(8))
                .body("password.maxLength", equalTo(200))
                .body("passkeys", equalTo(true))
                .body("providers", notNullValue());
    }

    private double hashes(Runnable request) {
        var counter = metrics.counter("grocer.passwords.hashed");
        double before = counter.count();
        request.run();
        return counter.count() - before;
    }

    private static Response register(String email, String password) {
        return Api.anybody()
                .body(Map.of("email", email, "password", password, "displayName", "Somebody"))
                .post("/api/auth/register");
    }

    private static Response signIn(String email, String password, String device) {
        return Api.anybody()
                .cookie(DEVICE, device)
                .body(Map.of("email", email, "password", password))
                .post("/api/auth/sign-in");
    }

    private static Response from(String address, String email) {
        return Api.anybody()
                .header("X-Forwarded-For", address)
                .body(Map.of("email", email, "password", Api.PASSWORD))
                .post("/api/auth/sign-in");
    }

    private static void fail(Api.Someone person, int times) {
        IntStream.range(0, times)
                .forEach(
                        i -> Api.signIn(person.email(), "wrong password").then().statusCode(401));
    }

    private String account(String email) {
        return vault.fingerprint("throttle", "account " + email);
    }

    private void over(String id) {
        pool.query("update throttle set open_at = last_at where id = '" + id + "'")
                .executeAndAwait();
    }

    private long pause(String id) {
        return pool.query("select extract(epoch from open_at - last_at)::bigint from throttle where id = '" + id + "'")
                .executeAndAwait()
                .iterator()
                .next()
                .getLong(0);
    }
}
