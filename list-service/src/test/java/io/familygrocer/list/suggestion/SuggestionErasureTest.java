package io.familygrocer.list.suggestion;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.inject.Inject;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.familygrocer.list.Family;
import io.familygrocer.list.sync.Phone;
import io.familygrocer.platform.testkit.PrivacyRequests;
import io.familygrocer.platform.testkit.Servers;

import static org.assertj.core.api.Assertions.assertThat;

/** What is computed in the background of a family that is being erased. */
@QuarkusTest
@WithTestResource(Servers.class)
class SuggestionErasureTest {

    private static final String WAITING = """
            select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
              and (wait_event = 'advisory') = $1""";

    private final Family family = new Family();
    private final Family.Member anna = family.member("Anna");
    private final PrivacyRequests familyService = PrivacyRequests.to("list-service");

    @Inject
    Pool pool;

    @Inject
    RedisDataSource redis;

    @Inject
    SuggestionService suggestions;

    @Inject
    SuggestionRepository repository;

    @AfterEach
    void close() {
        familyService.close();
    }

    /** Its last change has put it among those that wait to be computed; then it was erased; then its turn comes. */
    @Test
    void whatIsComputedAfterAnErasureDoesNotBringTheFamilyBack() throws Throwable {
        var phone = new Phone(family, anna);
        phone.set(phone.item(phone.list("Weekly"), "Milk"), Map.of("checked", true));
        phone.sync();
        anna.asks().get("/api/lists/suggestions?family=" + family.id()).then().statusCode(200);
        familyService.eraseFamily(family.id(), anna.id());
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> redis.key().keys("*" + family.id() + "*").isEmpty());

        VertxContextSupport.subscribeAndAwait(() -> suggestions.compute(family.id()));

        assertThat(kept()).isZero();
    }

    /** It has been computed and is not committed yet; the erasure waits for that, and takes it along. */
    @Test
    void whatIsBeingComputedWhileTheFamilyIsErasedGoesWithIt() {
        // Known, and nothing has changed: the worker itself computes nothing.
        pool.preparedQuery("insert into family_revision (family_id) values ($1)")
                .executeAndAwait(Tuple.of(family.id()));
        long gate = ThreadLocalRandom.current().nextLong();
        var test = pool.getConnectionAndAwait();
        try {
            lock(test, "select pg_advisory_lock($1)", gate);
            var computing = CompletableFuture.runAsync(() -> computeAndWaitFor(gate));
            awaitOneThatWaits(true);

            var erasure = familyService.askToEraseFamily(family.id(), anna.id());
            awaitOneThatWaits(false);
            lock(test, "select pg_advisory_unlock($1)", gate);

            computing.join();
            familyService.erasureDone(erasure);
            assertThat(kept()).isZero();
        } finally {
            test.closeAndAwait();
        }
    }

    /** As the worker does, but for a pause before the commit: until nobody holds the gate. */
    private void computeAndWaitFor(long gate) {
        try {
            VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> repository
                    .put(family.id(), Instant.now(), "{}")
                    .chain(() -> Panache.getSession())
                    .call(session -> session.createNativeQuery(
                                    "select set_config('lock_timeout', '0', true)", String.class)
                            .getSingleResult())
                    .chain(session -> session.createNativeQuery(
                                    "select pg_advisory_xact_lock_shared(?1) is null", Boolean.class)
                            .setParameter(1, gate)
                            .getSingleResult())));
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void lock(SqlConnection connection, String sql, long gate) {
        connection.preparedQuery(sql).executeAndAwait(Tuple.of(gate));
    }

    private void awaitOneThatWaits(boolean atTheGate) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> count(WAITING, Tuple.of(atTheGate)) > 0);
    }

    private long kept() {
        return count("select count(*) from suggestion_set where family_id = $1", Tuple.of(family.id()));
    }

    private long count(String sql, Tuple parameters) {
        return pool.preparedQuery(sql)
                .executeAndAwait(parameters)
                .iterator()
                .next()
                .getLong(0);
    }
}
