package io.familygrocer.list;

import java.util.Map;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Test;

import io.familygrocer.list.sync.Phone;
import io.familygrocer.platform.testkit.Servers;

import static org.assertj.core.api.Assertions.assertThat;

/** The packaged jar, as it is deployed. */
@QuarkusIntegrationTest
@WithTestResource(Servers.class)
class ListServiceIT {

    @Test
    void thePackagedServiceSyncs() {
        var family = new Family();
        var anna = family.member("Anna");
        var phone = new Phone(family, anna);
        var milk = phone.item(phone.list("Weekly"), "milk");
        phone.set(milk, Map.of("amount", 2));

        assertThat(phone.sync().getList("outcomes.result")).containsOnly("applied");
        anna.asks().get("/api/lists").then().statusCode(200);
    }
}
