package io.familygrocer.family.audit;

import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.Api;
import io.familygrocer.family.House;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@WithTestResource(House.class)
class AuditResourceTest {

    @Inject
    AuditService audit;

    @Test
    void thePersonReadsTheirEntriesPageByPageNewestFirst() throws Throwable {
        var anna = Api.register("Anna");
        note(anna.id(), AuditAction.PASSKEY_ADDED, Map.of("name", "phone"));
        note(anna.id(), AuditAction.PASSKEY_REMOVED, Map.of("name", "phone"));

        var first = anna.request()
                .get("/api/me/audit?limit=1")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        var second = anna.request()
                .get("/api/me/audit?limit=1&after={after}", first.getString("next"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(first.getString("items[0].action")).isEqualTo("passkey-removed");
        assertThat(second.getString("items[0].action")).isEqualTo("passkey-added");
        assertThat(second.getString("items[0].detail.name")).isEqualTo("phone");
    }

    @Test
    void theOwnerOfAFamilyReadsNothingOfItsMembers() throws Throwable {
        var owner = Api.register("Owner");
        var member = Api.register("Member");
        String family = owner.newFamily("Audited");
        member.accept(owner.inviteCode(family, Map.of("role", "adult"))).then().statusCode(200);
        note(member.id(), AuditAction.PASSWORD_CHANGED, Map.of("canary", "of-member"));

        String seen = owner.request()
                .get("/api/me/audit?limit=200")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(seen).doesNotContain("of-member");
    }

    @Test
    void aWrongCursorIsRefusedByName() {
        var anna = Api.register("Anna");

        var refused = anna.request().get("/api/me/audit?after=x").then().statusCode(400);

        assertThat(refused.extract().<String>path("errors[0].field")).isEqualTo("after");
    }

    @Test
    void nobodyReadsItWithoutAToken() {
        Api.anybody().get("/api/me/audit").then().statusCode(401);
    }

    private void note(UUID person, AuditAction action, Map<String, String> detail) throws Throwable {
        VertxContextSupport.subscribeAndAwait(
                () -> Panache.withTransaction(() -> audit.record(person, action, detail)));
    }
}
