package io.familygrocer.notification.privacy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.familygrocer.notification.Household;
import io.familygrocer.platform.testkit.Servers;
import io.familygrocer.platform.testkit.Topic;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@WithTestResource(Servers.class)
class NotificationPersonalDataTest {

    private final Household household = new Household();
    private final Topic topic = Topic.listen("grocer.notification");

    @Inject
    Pool pool;

    @AfterEach
    void close() {
        topic.close();
    }

    @Test
    void thePersonsInboxIsGoneAndOthersAreTaughtToForgetThem() {
        String name = "Ben" + UUID.randomUUID();
        UUID anna = household.joins("Anna");
        UUID ben = household.joins(name);
        household.adds(ben, "tea");
        household.adds(anna, "milk");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> count("person_id", ben) + count("actor_id", ben) == 2);

        erasePerson(ben);

        assertThat(tablesWith(ben.toString())).isSubsetOf("erased", "outbox", "membership");
        assertThat(tablesWith(name)).isEmpty();
        assertThat(count("person_id", anna)).isEqualTo(1);
    }

    @Test
    void aLateEventBringsNoNameBack() {
        String name = "Ben" + UUID.randomUUID();
        UUID ben = UUID.randomUUID();

        erasePerson(ben);
        household.joins(ben, name, Instant.now());
        UUID mark = household.joins("after him");

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> tablesWith(mark.toString()).contains("membership"));
        assertThat(tablesWith(name)).isEmpty();
    }

    @Test
    void aPersonTakesTheirInboxAlong() {
        UUID anna = household.joins("Anna");
        UUID ben = household.joins("Ben");
        household.adds(ben, "tea");
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> count("person_id", anna) == 1);
        String export = UUID.randomUUID().toString();

        Topic.say(
                "grocer.family",
                "/family-service",
                "family.export-requested.v1",
                anna.toString(),
                UUID.randomUUID(),
                """
                {"exportId":"%s","subject":"person","personId":"%s","familyIds":["%s"]}""".formatted(export, anna, household.id()));

        var part = topic.await(
                        1,
                        m -> "notification.export-part.v1".equals(Topic.header(m, "ce_type"))
                                && m.value().contains(export))
                .getFirst();
        assertThat(JsonPath.from(part.value()).<String>getList("records[0].items"))
                .containsExactly("tea");
        assertThat(JsonPath.from(part.value()).getBoolean("last")).isTrue();
    }

    private void erasePerson(UUID person) {
        String erasure = UUID.randomUUID().toString();
        Topic.say(
                "grocer.family",
                "/family-service",
                "family.erasure-requested.v1",
                person.toString(),
                UUID.randomUUID(),
                """
                {"erasureId":"%s","subject":"person","personId":"%s","familyId":null,"familyIds":["%s"],\
                "personIds":["%2$s"],"requestedAt":"2026-11-21T15:00:00Z"}""".formatted(erasure, person, household.id()));
        topic.await(
                1,
                m -> "notification.erasure-done.v1".equals(Topic.header(m, "ce_type"))
                        && m.value().contains(erasure));
    }

    private long count(String column, UUID person) {
        return pool.preparedQuery("select count(*) from notification where %s = $1".formatted(column))
                .executeAndAwait(Tuple.of(person))
                .iterator()
                .next()
                .getLong(0);
    }

    private List<String> tablesWith(String text) {
        var tables = pool.query("select tablename from pg_tables where schemaname = 'public' order by 1")
                .executeAndAwait();
        return StreamSupport.stream(tables.spliterator(), false)
                .map(row -> row.getString(0))
                .filter(table ->
                        pool.preparedQuery("select count(*) from \"%s\" t where t::text like $1".formatted(table))
                                        .executeAndAwait(Tuple.of("%" + text + "%"))
                                        .iterator()
                                        .next()
                                        .getLong(0)
                                > 0)
                .toList();
    }
}
