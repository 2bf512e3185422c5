package io.familygrocer.family.signin;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.Api;
import io.familygrocer.family.House;
import io.familygrocer.family.account.AccountService;
import io.familygrocer.family.federation.ProviderApi;

import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

/** A house that takes nobody in any more: who has an account uses it as before, and an invite makes none. */
@QuarkusTest
@WithTestResource(House.class)
@TestProfile(ClosedHouseResourceTest.Closed.class)
class ClosedHouseResourceTest {

    @Inject
    AccountService accounts;

    private String family;
    private Api.Someone olga;

    /** Nobody may make an account. */
    public static class Closed implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("grocer.family.registration", "closed");
        }
    }

    @BeforeEach
    void anOwnerOfBefore() throws Throwable {
        olga = person("Olga");
        family = olga.newFamily("Ours");
    }

    @Test
    void nobodyMakesAnAccount() {
        var somebody =
                Map.of("email", UUID.randomUUID() + "@example.org", "password", Api.PASSWORD, "displayName", "S");
        Api.anybody()
                .body(somebody)
                .post("/api/auth/register")
                .then()
                .statusCode(403)
                .body("type", endsWith(":registration-closed"));
        Api.signIn(somebody.get("email"), Api.PASSWORD).then().statusCode(401);
        Api.anybody().get("/api/auth/settings").then().body("registration", equalTo("closed"));
    }

    @Test
    void norWithAnInvite() {
        String code = olga.inviteCode(family, Map.of());
        Api.anybody()
                .body(Map.of(
                        "email",
                        UUID.randomUUID() + "@example.org",
                        "password",
                        Api.PASSWORD,
                        "displayName",
                        "S",
                        "invite",
                        code))
                .post("/api/auth/register")
                .then()
                .statusCode(403)
                .body("type", endsWith(":registration-closed"));
    }

    @Test
    void norThroughAProvider() {
        ProviderApi.signIn("asked", "carla-" + UUID.randomUUID(), Map.of("invite", olga.inviteCode(family, Map.of())))
                .then()
                .statusCode(403)
                .body("type", endsWith(":registration-closed"));
    }

    @Test
    void whoHasAnAccountSignsInAndAcceptsInvites() throws Throwable {
        var ben = person("Ben");

        ben.accept(olga.inviteCode(family, Map.of())).then().statusCode(200);
    }

    private Api.Someone person(String name) throws Throwable {
        String email = UUID.randomUUID() + "@example.org";
        var made = VertxContextSupport.subscribeAndAwait(() -> accounts.hash("password", Api.PASSWORD, List.of())
                .chain(hash -> Panache.withTransaction(() -> accounts.register(email, name, hash))));
        var session =
                Api.signIn(email, Api.PASSWORD).then().statusCode(200).extract().jsonPath();
        return new Api.Someone(made.id(), email, session.getString("accessToken"), session.getString("refreshToken"));
    }
}
