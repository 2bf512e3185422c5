package io.familygrocer.family.family;

import java.time.Instant;
import java.util.Map;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.Api;
import io.familygrocer.family.House;
import io.familygrocer.platform.testkit.Topic;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@WithTestResource(House.class)
class FamilyEventsResourceTest {

    @Test
    void everyChangeOfAFamilyIsPublishedOnceInOrder() {
        var anna = Api.register("Anna");
        var ben = Api.register("Ben");
        String family = anna.newFamily("Ours");
        String code = anna.inviteCode(family, Map.of());
        ben.accept(code).then().statusCode(200);
        ben.accept(code).then().statusCode(200);
        ben.leave(family).then().statusCode(204);
        anna.request()
                .body(Map.of("name", "Renamed"))
                .patch("/api/families/{id}", family)
                .then()
                .statusCode(200);

        try (var topic = Topic.listen("grocer.family")) {
            var events = topic.await(5, event -> family.equals(event.key()));

            assertThat(events)
                    .extracting(event -> Topic.header(event, "ce_type"))
                    .containsExactly(
                            "family.created.v1",
                            "family.member-joined.v1",
                            "family.member-joined.v1",
                            "family.member-left.v1",
                            "family.renamed.v1");
            assertThat(events)
                    .extracting(ConsumerRecord::value)
                    .containsExactly(
                            "{\"familyId\":\"%s\",\"name\":\"Ours\"}".formatted(family),
                            "{\"familyId\":\"%s\",\"personId\":\"%s\",\"displayName\":\"Anna\",\"role\":\"owner\",\"version\":1}"
                                    .formatted(family, anna.id()),
                            "{\"familyId\":\"%s\",\"personId\":\"%s\",\"displayName\":\"Ben\",\"role\":\"adult\",\"version\":2}"
                                    .formatted(family, ben.id()),
                            "{\"familyId\":\"%s\",\"personId\":\"%s\",\"version\":3}".formatted(family, ben.id()),
                            "{\"familyId\":\"%s\",\"name\":\"Renamed\"}".formatted(family));
            assertThat(events).extracting(event -> Topic.header(event, "ce_id")).doesNotHaveDuplicates();
        }
    }

    @Test
    void anEventIsACloudEventInBinaryMode() {
        var anna = Api.register("Anna");
        String family = anna.newFamily("Ours");

        try (var topic = Topic.listen("grocer.family")) {
            var event = topic.await(1, message -> family.equals(message.key())).getFirst();

            assertThat(Topic.header(event, "ce_specversion")).isEqualTo("1.0");
            assertThat(Topic.header(event, "ce_source")).isEqualTo("/family-service");
            assertThat(Topic.header(event, "ce_id")).matches("[0-9a-f-]{36}");
            assertThat(Instant.parse(Topic.header(event, "ce_time")))
                    .isBefore(Instant.now().plusSeconds(1));
            assertThat(Topic.header(event, "content-type")).isEqualTo("application/json");
        }
    }
}
