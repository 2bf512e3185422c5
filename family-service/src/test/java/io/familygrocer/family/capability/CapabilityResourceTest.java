package io.familygrocer.family.capability;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.Api;
import io.familygrocer.family.House;
import io.familygrocer.platform.testkit.Contracts;
import io.familygrocer.platform.testkit.Topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

@QuarkusTest
@WithTestResource(House.class)
class CapabilityResourceTest {

    @Test
    void everybodySeesWhoMayDoWhat() {
        var seen = Api.register("Anna")
                .request()
                .get("/api/capabilities")
                .then()
                .statusCode(200)
                .body("roles.owner", hasItems("family.dissolve", "item.add"))
                .body("roles.adult", not(hasItem("family.dissolve")))
                .body("roles.adult", hasItem("guest-pass.issue"))
                .body("roles.child", contains("item.add", "item.check", "item.edit", "item.remove"))
                .body("roles.guest", contains("item.add", "item.check"))
                .extract();

        Api.register("Ben")
                .request()
                .header("If-None-Match", seen.header("ETag"))
                .get("/api/capabilities")
                .then()
                .statusCode(304);
        Api.anybody().get("/api/capabilities").then().statusCode(401);
    }

    @Test
    void theTableIsPublishedAtStartOnBothTopics() {
        for (String name : new String[] {"grocer.family", "grocer.family.snapshot"}) {
            try (var topic = Topic.listen(name)) {
                var event = topic.await(1, message -> "capabilities".equals(message.key()))
                        .getFirst();
                assertThat(Topic.header(event, "ce_type")).isEqualTo("family.capabilities-changed.v1");
                Contracts.assertPromised("family-service", "family.capabilities-changed.v1", event.value());
            }
        }
    }
}
