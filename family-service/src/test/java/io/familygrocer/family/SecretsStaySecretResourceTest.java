package io.familygrocer.family;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import jakarta.inject.Inject;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.keys.RedisValueType;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import org.awaitility.Awaitility;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.familygrocer.platform.testkit.Topic;

import static org.assertj.core.api.Assertions.assertThat;

/** A password or token that is sent is in no log, not even a detailed one, no answer to an error, table, topic or entry of Redis. */
@QuarkusTest
@WithTestResource(House.class)
class SecretsStaySecretResourceTest {

    private static final String CANARY = "canary-password-4711";

    private final Queue<String> logged = new ConcurrentLinkedQueue<>();
    private final Logger root = Logger.getLogger("");
    private final Logger ours = Logger.getLogger("io.familygrocer");
    private final PatternFormatter wholeEntry = new PatternFormatter("%c %s%e");
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            logged.add(wholeEntry.format(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @Inject
    Pool pool;

    @Inject
    RedisDataSource redis;

    @BeforeEach
    void listen() {
        listener.setLevel(Level.ALL);
        root.addHandler(listener);
        ours.setLevel(Level.ALL);
    }

    @AfterEach
    void stop() {
        root.removeHandler(listener);
        ours.setLevel(null);
    }

    @Test
    void nothingTellsThem() {
        ours.fine("the listener hears");
        var anna = Api.register("Anna");
        String family = anna.newFamily("Ours");
        String refresh = Api.refresh(anna.refreshToken()).path("refreshToken");
        var answers = List.of(
                Api.signIn(anna.email(), CANARY).asString(),
                Api.signIn("nul\u0000" + anna.email(), CANARY).asString(),
                Api.anybody()
                        .body("{\"password\":\"" + CANARY + "\",\"email\":")
                        .post("/api/auth/sign-in")
                        .asString(),
                Api.anybody()
                        .body("{\"password\":[\"" + CANARY + "\"]}")
                        .post("/api/auth/sign-in")
                        .asString(),
                Api.anybody()
                        .body(Map.of("password", CANARY, "email", 1))
                        .post("/api/auth/register")
                        .asString(),
                Api.refresh(CANARY).asString(),
                anybody("/api/auth/verify", Map.of("token", CANARY)),
                anybody("/api/auth/password/reset", Map.of("token", CANARY, "password", CANARY)),
                anybody("/api/auth/sign-in/second-factor", Map.of("challenge", CANARY, "code", "000000")),
                anna.request()
                        .body(Map.of("password", CANARY, "newPassword", CANARY))
                        .post("/api/me/password")
                        .asString(),
                anna.request().get("/api/families/x").asString(),
                withToken(anna.accessToken() + CANARY).get("/api/me").asString(),
                withToken(CANARY).get("/api/me").asString(),
                anna.request().queryParam("after", CANARY).get("/api/sessions").asString(),
                anna.request().delete("/api/sessions").asString(),
                Api.refresh(refresh).asString());

        var secrets = List.of(CANARY, Api.PASSWORD, anna.accessToken(), anna.refreshToken(), refresh);
        assertThat(logged).anyMatch(line -> line.contains("the listener hears"));
        for (String secret : secrets) {
            assertThat(logged).noneMatch(line -> line.contains(secret));
            assertThat(answers).noneMatch(answer -> answer.contains(secret));
            for (String table : tables()) {
                assertThat(count("select count(*) from %s t where position('%s' in t::text) > 0"
                                .formatted(table, secret)))
                        .as(table)
                        .isZero();
            }
        }
        assertRedisKnowsNone(secrets);
        try (var topic = Topic.listen("grocer.family")) {
            assertThat(topic.await(2, event -> family.equals(event.key())))
                    .noneMatch(event -> secrets.stream().anyMatch(event.value()::contains));
        }
    }

    /** Once the fast copy has been told of the session that has ended, there is something in Redis to look at. */
    private void assertRedisKnowsNone(List<String> secrets) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(() -> !redis.key().keys("*session-ended").isEmpty());
        for (String key : redis.key().keys("*")) {
            String entry = key + " "
                    + (redis.key().type(key) == RedisValueType.STRING
                            ? redis.value(String.class).get(key)
                            : "");
            assertThat(secrets).noneMatch(entry::contains);
        }
    }

    private List<String> tables() {
        var names = new ArrayList<String>();
        pool.query("select quote_ident(tablename) from pg_tables where schemaname = 'public'")
                .executeAndAwait()
                .forEach(row -> names.add(row.getString(0)));
        assertThat(names).contains("person", "password", "session", "outbox");
        return names;
    }

    private long count(String query) {
        return pool.query(query).executeAndAwait().iterator().next().getLong(0);
    }

    private static RequestSpecification withToken(String token) {
        return Api.anybody().header("Authorization", "Bearer " + token);
    }

    private static String anybody(String path, Map<String, String> body) {
        return Api.anybody().body(body).post(path).asString();
    }
}
