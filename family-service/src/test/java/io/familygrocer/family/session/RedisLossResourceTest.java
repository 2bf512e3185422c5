package io.familygrocer.family.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import jakarta.inject.Inject;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.Api;
import io.familygrocer.platform.devservices.EmbeddedRedis;
import io.familygrocer.platform.devservices.LeashedProcess;
import io.familygrocer.platform.devservices.Ports;
import io.familygrocer.platform.testkit.Servers;

import static org.assertj.core.api.Assertions.assertThat;

/** Redis wiped, restored from an old dump, or down: nobody is signed out, and no ended session comes back. */
@QuarkusTest
@WithTestResource(
        value = RedisLossResourceTest.OwnRedis.class,
        initArgs = @ResourceArg(name = "database", value = "grocer_family"))
class RedisLossResourceTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    /** A Redis that other tests do not need. */
    public static class OwnRedis extends Servers {

        private static LeashedProcess process;
        private static int port;

        @Override
        public Map<String, String> start() {
            port = Ports.free();
            run();
            var config = new HashMap<>(super.start());
            config.put("quarkus.redis.hosts", "redis://127.0.0.1:" + port);
            return Map.copyOf(config);
        }

        static void run() {
            try {
                Path home = Files.createTempDirectory("redis-loss");
                process = EmbeddedRedis.start(home, port);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void stop() {
            process.killHard();
        }
    }

    @Inject
    RedisDataSource redis;

    private Api.Someone live;
    private Api.Someone ended;

    @BeforeEach
    void signIn() {
        live = Api.register("Live");
        ended = Api.register("Ended");
    }

    @AfterEach
    void startAgain() {
        if (!OwnRedis.process.isAlive()) {
            OwnRedis.run();
        }
    }

    @Test
    void wiped() {
        end();
        awaitRefused();

        redis.flushall();

        assertNobodyIsSignedOutAndNothingComesBack();
        awaitRefused();
    }

    @Test
    void restoredFromADumpOfBeforeTheEnd() {
        var other = Api.register("Other");
        other.request().delete("/api/sessions").then().statusCode(204);
        awaitCopy(1);
        var dump = dump();
        end();
        awaitRefused();

        redis.flushall();
        dump.forEach(this::restore);

        assertNobodyIsSignedOutAndNothingComesBack();
        Api.refresh(other.refreshToken()).then().statusCode(401);
        awaitRefused();
    }

    @Test
    void restoredFromADumpOfAfterTheEnd() {
        end();
        awaitRefused();
        var dump = dump();
        redis.flushall();

        dump.forEach(this::restore);

        assertNobodyIsSignedOutAndNothingComesBack();
    }

    @Test
    void down() {
        end();
        awaitRefused();

        OwnRedis.process.killHard();

        assertNobodyIsSignedOutAndNothingComesBack();
        Api.signIn(live.email(), Api.PASSWORD).then().statusCode(200);
        OwnRedis.run();
        awaitRefused();
    }

    private void end() {
        ended.request().delete("/api/sessions").then().statusCode(204);
    }

    private void assertNobodyIsSignedOutAndNothingComesBack() {
        live.request().get("/api/me").then().statusCode(200);
        Api.refresh(live.refreshToken()).then().statusCode(200);
        Api.refresh(ended.refreshToken()).then().statusCode(401);
    }

    /** The fast copy is there, or there again. */
    private void awaitRefused() {
        Awaitility.await()
                .atMost(SOON)
                .until(() -> ended.request().get("/api/me").statusCode() == 401);
    }

    private void awaitCopy(int keys) {
        Awaitility.await()
                .atMost(SOON)
                .until(() -> redis.key().keys("*session-ended").size() >= keys);
    }

    /** What a dump holds: it need not be younger than the ends that it does not know. */
    private Map<String, String> dump() {
        var dump = new HashMap<String, String>();
        for (String key : redis.key().keys("*session-ended")) {
            dump.put(key, redis.value(String.class).get(key));
        }
        assertThat(dump).isNotEmpty();
        return dump;
    }

    /** Without a time to live, which is the worst that a dump can bring. */
    private void restore(String key, String value) {
        redis.value(String.class).set(key, value);
    }
}
