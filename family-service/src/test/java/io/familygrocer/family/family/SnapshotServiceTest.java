package io.familygrocer.family.family;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.Api;
import io.familygrocer.family.House;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.testkit.Contracts;
import io.familygrocer.platform.testkit.Topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.greaterThan;

@QuarkusTest
@WithTestResource(House.class)
class SnapshotServiceTest {

    @Inject
    Pool pool;

    @Inject
    Outbox outbox;

    @Inject
    SnapshotService snapshots;

    @TestHTTPResource(value = "/families/republish", management = true)
    URI management;

    private Api.Someone anna;
    private String family;

    @BeforeEach
    void annaHasAFamily() {
        anna = Api.register("Anna");
        family = anna.newFamily("Ours");
    }

    @Test
    void everyChangeLeavesTheWholeFamilyOnTheCompactedTopic() {
        var ben = anna.newMember(family, "Ben", "adult");
        anna.changeRole(family, ben.id(), "child").then().statusCode(200);
        String list = UUID.randomUUID().toString();
        String pass = anna.issuePass(family, Map.of("listId", list, "label", "Sitter"))
                .path("id");
        anna.request().body(Map.of("name", "Renamed")).patch("/api/families/{id}", family);
        anna.request().body(Map.of("language", "de")).patch("/api/families/{id}/preferences", family);
        anna.dissolve(family).then().statusCode(200);

        var last = snapshots(7).getLast().value();

        assertThat(last)
                .contains("\"name\":\"Renamed\"")
                .contains("\"version\":7")
                .contains("\"state\":\"dissolved\"")
                .contains("{\"personId\":\"%s\",\"displayName\":\"Ben\",\"role\":\"child\"}".formatted(ben.id()))
                .contains("\"passId\":\"" + pass)
                .contains("\"language\":\"de\"");
        Contracts.assertPromised("family-service", "family.snapshot.v1", last);
    }

    @Test
    void aFamilyFromBeforeThereWereSnapshotsGetsOne() {
        String old = UUID.randomUUID().toString();
        pool.preparedQuery("""
                        insert into family (id, name, version, revision, created_at)
                        values ($1, 'Old', 4, 4, now())""").executeAndAwait(Tuple.of(UUID.fromString(old)));

        try (var topic = Topic.listen(FamilySnapshot.TOPIC)) {
            var snapshot = topic.await(1, message -> old.equals(message.key())).getFirst();
            assertThat(snapshot.value()).contains("\"version\":4").contains("\"members\":[]");
        }
    }

    @Test
    void anOperatorHasAllOfThemWrittenAgain() {
        snapshots(1);

        RestAssured.given().post(management).then().statusCode(202).body("families", greaterThan(0));

        assertThat(snapshots(2)).extracting(ConsumerRecord::value).allMatch(value -> value.contains("\"version\":1"));
    }

    @Test
    void anErasedFamilyIsForgottenByTheTopic() throws Throwable {
        snapshots(1);

        VertxContextSupport.subscribeAndAwait(
                () -> outbox.transaction(() -> snapshots.forget(UUID.fromString(family))));

        assertThat(snapshots(2).getLast().value()).isNull();
    }

    private List<ConsumerRecord<String, String>> snapshots(int count) {
        try (var topic = Topic.listen(FamilySnapshot.TOPIC)) {
            return topic.await(count, message -> family.equals(message.key()));
        }
    }
}
