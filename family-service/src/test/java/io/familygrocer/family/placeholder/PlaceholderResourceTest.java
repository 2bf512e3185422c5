package io.familygrocer.family.placeholder;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.Api;
import io.familygrocer.family.House;
import io.familygrocer.platform.testkit.Topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

/** Who stands in the histories of an imported family comes by an invite that is made for them. */
@QuarkusTest
@WithTestResource(House.class)
class PlaceholderResourceTest {

    @Inject
    Pool pool;

    private final UUID placeholder = UUID.randomUUID();
    private Api.Someone anna;
    private String family;

    @BeforeEach
    void aFamilyThatCameFromAnArchive() {
        anna = Api.register("Anna");
        family = anna.newFamily("Ours");
        pool.preparedQuery(
                        "insert into placeholder (family_id, id, display_name, role) values ($1, $2, 'Ben', 'ADULT')")
                .executeAndAwait(Tuple.of(UUID.fromString(family), placeholder));
    }

    @Test
    void whoComesByAnInviteForAPlaceholderTakesItsPlace() {
        placeholders(anna)
                .then()
                .statusCode(200)
                .body("items.displayName", contains("Ben"))
                .body("items.id", contains(placeholder.toString()));
        String code = invite(placeholder)
                .then()
                .statusCode(201)
                .body("usesLeft", equalTo(1))
                .body("placeholderId", equalTo(placeholder.toString()))
                .extract()
                .path("code");
        var ben = Api.register("Ben");

        ben.accept(code).then().statusCode(200);
        ben.accept(code).then().statusCode(200);

        placeholders(anna).then().body("items", hasSize(0));
        Api.register("Eve").accept(code).then().statusCode(410);
        try (var topic = Topic.listen("grocer.family")) {
            var said = topic.await(
                    1,
                    event -> family.equals(event.key())
                            && "family.person-recognised.v1".equals(Topic.header(event, "ce_type")));
            assertThat(said)
                    .singleElement()
                    .satisfies(event -> assertThat(event.value())
                            .contains(placeholder.toString(), ben.id().toString()));
        }
    }

    @Test
    void whoComesByAnyOtherInviteIsNobodyButThemselves() {
        anna.newMember(family, "Cleo", "adult");

        placeholders(anna).then().body("items", hasSize(1));
    }

    @Test
    void theSecondOfTwoInvitesForTheSameFindsTheirPlaceTakenAndComesInAllTheSame() {
        String first = invite(placeholder).path("code");
        String second = invite(placeholder).path("code");
        Api.register("Ben").accept(first).then().statusCode(200);

        Api.register("Benno").accept(second).then().statusCode(200);

        anna.request().get("/api/families/{id}", family).then().body("members", hasSize(3));
        invite(placeholder).then().statusCode(400).body("errors[0].field", equalTo("placeholderId"));
    }

    @Test
    void noInviteIsForThePlaceholderOfAnotherFamily() {
        var mallory = Api.register("Mallory");
        String other = mallory.newFamily("Theirs");
        mallory.invite(other, Map.of("placeholderId", placeholder)).then().statusCode(400);
        placeholders(mallory).then().statusCode(404);
        placeholders(anna.newMember(family, "Carl", "child")).then().statusCode(403);
    }

    private Response placeholders(Api.Someone who) {
        return who.request().get("/api/families/{id}/placeholders", family);
    }

    private Response invite(UUID who) {
        return anna.invite(family, new HashMap<>(Map.of("role", "adult", "placeholderId", who)));
    }
}
