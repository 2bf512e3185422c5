package io.familygrocer.family.federation;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.Api;
import io.familygrocer.family.MailServer;
import io.familygrocer.platform.testkit.Servers;

import static org.hamcrest.Matchers.endsWith;

/** A provider gets nobody in whom the house does not take. */
@QuarkusTest
@TestProfile(ClosedHouseResourceTest.InviteOnly.class)
@WithTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "grocer_family"))
@WithTestResource(MailServer.class)
@WithTestResource(OidcProviders.class)
class ClosedHouseResourceTest {

    @Test
    void whoIsNewNeedsAnInvite() {
        finish(Map.of()).then().statusCode(403).body("type", endsWith(":invite-needed"));
        finish(Map.of("invite", "ABCD2345")).then().statusCode(404);
    }

    private static Response finish(Map<String, String> more) {
        var start = Api.anybody().post("/api/auth/providers/asked/start").jsonPath();
        var back = Browser.signIn(URI.create(start.getString("authorizationUrl")), "vera-" + UUID.randomUUID());
        var request = new HashMap<>(more);
        request.put("code", back.get("code"));
        request.put("state", start.getString("state"));
        return Api.anybody().body(request).post("/api/auth/providers/asked/finish");
    }

    /** Accounts need an invite. */
    public static class InviteOnly implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("grocer.family.registration", "invite");
        }
    }
}
