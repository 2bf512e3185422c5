package io.familygrocer.notification;

import java.util.List;
import java.util.UUID;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Test;

import io.familygrocer.platform.testkit.Servers;

import static org.hamcrest.Matchers.equalTo;

/** The packaged service; what it does here is what its AOT cache is made from. */
@QuarkusIntegrationTest
@WithTestResource(Servers.class)
class NotificationServiceIT {

    @Test
    void thePackagedServiceTellsTheOthers() {
        var family = new Household();
        UUID anna = family.joins("Anna");
        var ben = new Reader(family.joins("Ben"));

        family.adds(anna, "Milk");

        ben.awaits(List.of(List.of("Milk")));
        ben.asks().post("/api/notifications/read-all").then().statusCode(204);
        ben.inbox().then().body("unread", equalTo(0));
    }
}
