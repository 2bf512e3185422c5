package io.familygrocer.notification.privacy;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

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
import io.familygrocer.platform.testkit.PrivacyRequests;
import io.familygrocer.platform.testkit.Servers;
import io.familygrocer.platform.testkit.Tables;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@WithTestResource(Servers.class)
class NotificationPersonalDataTest {

    private final Household household = new Household();
    private final PrivacyRequests familyService = PrivacyRequests.to("notification-service");

    @Inject
    Pool pool;

    @AfterEach
    void close() {
        familyService.close();
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

        assertThat(Tables.with(ben)).isSubsetOf("erased", "outbox", "membership");
        assertThat(Tables.with(name)).isEmpty();
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
                .until(() -> Tables.with(mark).contains("membership"));
        assertThat(Tables.with(name)).isEmpty();
    }

    @Test
    void aPersonTakesTheirInboxAlong() {
        UUID anna = household.joins("Anna");
        UUID ben = household.joins("Ben");
        household.adds(ben, "tea");
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> count("person_id", anna) == 1);

        var part = JsonPath.from(familyService.exportPerson(anna, household.id()));

        assertThat(part.<String>getList("records[0].items")).containsExactly("tea");
        assertThat(part.getBoolean("last")).isTrue();
    }

    private void erasePerson(UUID person) {
        familyService.erasePerson(person, household.id());
    }

    private long count(String column, UUID person) {
        return pool.preparedQuery("select count(*) from notification where %s = $1".formatted(column))
                .executeAndAwait(Tuple.of(person))
                .iterator()
                .next()
                .getLong(0);
    }
}
