package io.familygrocer.list.sync;

import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.familygrocer.platform.events.OutboxRelay;
import io.familygrocer.platform.testkit.Servers;
import io.familygrocer.platform.testkit.Topic;

import static org.assertj.core.api.Assertions.assertThat;

/** Events of one lane that the broker does not take hold no other lane back. */
@QuarkusTest
@WithTestResource(Servers.class)
class OutboxLanesTest {

    private static final int LANES = 16;
    private static final int BLOCKED = 5;
    private static final int TURNS = 60;

    /** More than a broker takes in one message. */
    private static final int TOO_LONG = 3_000_000;

    private final String run = UUID.randomUUID().toString();
    private final Topic topic = Topic.listen("grocer.list");

    @Inject
    Pool pool;

    @Inject
    OutboxRelay relay;

    @AfterEach
    void close() {
        topic.close();
        pool.preparedQuery("delete from outbox where key like $1").executeAndAwait(Tuple.of(run + "%"));
    }

    @Test
    void whatCannotBeSentStaysAndAllElseGoes() {
        add(BLOCKED, "too-long", "x".repeat(TOO_LONG));
        IntStream.range(0, LANES).forEach(lane -> {
            add(lane, "first", "1");
            add(lane, "second", "2");
        });

        var said = topic.await(
                2 * (LANES - 1),
                message -> message.key().startsWith(run) && !message.key().equals(key(BLOCKED)));

        for (int lane = 0; lane < LANES; lane++) {
            if (lane != BLOCKED) {
                String key = key(lane);
                assertThat(said.stream().filter(message -> message.key().equals(key)))
                        .extracting(message -> message.value())
                        .containsExactly("\"1\"", "\"2\"");
            }
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(waiting()).isEqualTo(3));
    }

    /** What stands behind a refused message is sent again by a sweep, a second apart, and not whenever others are relayed. */
    @Test
    void whatWasRefusedIsNotTriedAgainWithEachTurn() {
        long start = System.nanoTime();
        add(BLOCKED, "too-long", "x".repeat(TOO_LONG));
        add(BLOCKED, "behind", "1");
        topic.await(1, message -> message.key().equals(key(BLOCKED)));

        for (int turn = 0; turn < TURNS; turn++) {
            add(BLOCKED + 1, "other", Integer.toString(turn));
            relay.wake();
            String value = "\"%d\"".formatted(turn);
            topic.await(
                    1,
                    message -> message.key().equals(key(BLOCKED + 1))
                            && message.value().equals(value));
        }
        long sweeps = Duration.ofNanos(System.nanoTime() - start).toSeconds() + 1;

        // Each sweep tries it once, and one may have been under way.
        assertThat(topic.await(1, message -> message.key().equals(key(BLOCKED))))
                .hasSizeLessThanOrEqualTo((int) sweeps + 2);
    }

    private String key(int lane) {
        return run + "/" + lane;
    }

    private void add(int lane, String type, String data) {
        pool.preparedQuery("""
                        insert into outbox (id, lane, key, type, data, created_at)
                        values (gen_random_uuid(), $1, $2, $3, $4, now())""")
                .executeAndAwait(Tuple.of((short) lane, key(lane), "test." + type, "\"%s\"".formatted(data)));
    }

    private long waiting() {
        return pool.preparedQuery("select count(*) from outbox where key like $1")
                .executeAndAwait(Tuple.of(run + "%"))
                .iterator()
                .next()
                .getLong(0);
    }
}
