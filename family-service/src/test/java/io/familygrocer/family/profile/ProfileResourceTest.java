package io.familygrocer.family.profile;

import java.util.Map;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.Api;
import io.familygrocer.family.House;
import io.familygrocer.platform.testkit.Topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

@QuarkusTest
@WithTestResource(House.class)
class ProfileResourceTest {

    @Test
    void whoIsCalledSomethingElseIsItInAllTheirFamilies() {
        var anna = Api.register("Anna");
        String first = anna.newFamily("One");
        String second = anna.newFamily("Two");

        anna.request()
                .body(Map.of("displayName", " Anna B. "))
                .patch("/api/me")
                .then()
                .statusCode(200)
                .body("displayName", equalTo("Anna B."));
        anna.request()
                .body(Map.of("displayName", "Anna B."))
                .patch("/api/me")
                .then()
                .statusCode(200);

        for (String family : new String[] {first, second}) {
            anna.request().get("/api/families/{id}", family).then().body("members[0].displayName", equalTo("Anna B."));
            try (var topic = Topic.listen("grocer.family")) {
                var events = topic.await(3, event -> family.equals(event.key()));
                assertThat(events).hasSize(3);
                assertThat(events.getLast().value())
                        .isEqualTo("{\"familyId\":\"%s\",\"personId\":\"%s\",\"displayName\":\"Anna B.\",\"version\":2}"
                                .formatted(family, anna.id()));
            }
        }
    }

    @Test
    void aNameIsOneLineThatSaysSomething() {
        var anna = Api.register("Anna");

        for (String name : new String[] {"", "  ", "a\nb", "x".repeat(61)}) {
            anna.request()
                    .body(Map.of("displayName", name))
                    .patch("/api/me")
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", equalTo("displayName"));
        }
    }
}
