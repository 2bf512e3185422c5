package io.familygrocer.family;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Test;

import io.familygrocer.platform.testkit.Servers;
import io.familygrocer.platform.testkit.Topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;

/** The packaged service, as it ships; its run is also what the AOT cache is trained by. */
@QuarkusIntegrationTest
@WithTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "grocer_family"))
@WithTestResource(FamilyServiceIT.Key.class)
class FamilyServiceIT {

    /** As in production, there is no key unless it is given. */
    public static class Key implements QuarkusTestResourceLifecycleManager {

        @Override
        public Map<String, String> start() {
            byte[] key = new byte[32];
            new SecureRandom().nextBytes(key);
            return Map.of(
                    "grocer.family.key-encryption-key", Base64.getEncoder().encodeToString(key));
        }

        @Override
        public void stop() {}
    }

    @Test
    void aFamilyComesTogether() {
        var anna = Api.register("Anna");
        var ben = Api.register("Ben");
        String family = anna.newFamily("Ours");
        String code = anna.inviteCode(family, Map.of());
        Api.anybody().get("/api/invites/{code}", code).then().statusCode(200);

        ben.accept(code).then().statusCode(200);

        anna.request()
                .get("/api/families/{id}", family)
                .then()
                .statusCode(200)
                .body("members.displayName", contains("Anna", "Ben"));
        Api.refresh(ben.refreshToken()).then().statusCode(200);
        Api.signIn(anna.email(), Api.PASSWORD).then().statusCode(200);
        try (var topic = Topic.listen("grocer.family")) {
            assertThat(topic.await(3, event -> family.equals(event.key()))).hasSize(3);
        }
    }
}
