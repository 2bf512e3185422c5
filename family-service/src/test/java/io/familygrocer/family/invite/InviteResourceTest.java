package io.familygrocer.family.invite;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.familygrocer.family.Api;
import io.familygrocer.family.House;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@WithTestResource(House.class)
class InviteResourceTest {

    @Inject
    Pool pool;

    private Api.Someone anna;
    private String family;

    @BeforeEach
    void annaHasAFamily() {
        anna = Api.register("Anna");
        family = anna.newFamily("Ours");
    }

    @Test
    void anInviteIsForAnAdultForAWeekForTenUnlessItSaysSo() {
        var invite = anna.invite(family, Map.of())
                .then()
                .statusCode(201)
                .body("code", matchesPattern("[0-9A-HJKMNP-TV-Z]{8}"))
                .body("link", matchesPattern("http://localhost:8080/join/[A-Za-z0-9_-]{22}"))
                .body("role", equalTo("adult"))
                .body("usesLeft", equalTo(10))
                .extract();

        assertThat(Instant.parse(invite.path("expiresAt")))
                .isBetween(
                        Instant.now().plus(Duration.ofHours(167)), Instant.now().plus(Duration.ofHours(168)));
    }

    @Test
    void whoHoldsAnInviteSeesWhatItLeadsTo() {
        var invite = anna.invite(family, Map.of("role", "child"));
        String link = invite.path("link");

        for (String key : List.of(invite.path("code").toString(), link.substring(link.lastIndexOf('/') + 1))) {
            Api.anybody()
                    .get("/api/invites/{key}", key)
                    .then()
                    .statusCode(200)
                    .body("familyName", equalTo("Ours"))
                    .body("role", equalTo("child"))
                    .body("invitedBy", equalTo("Anna"));
        }
    }

    @Test
    void whoAcceptsIsInTheFamilyAndTheNewTokenNamesIt() {
        var ben = Api.register("Ben");
        String code = anna.inviteCode(family, Map.of());

        var joined = ben.accept(code.toLowerCase(Locale.ROOT).substring(0, 4) + "-" + code.substring(4))
                .then()
                .statusCode(200)
                .body("family.role", equalTo("adult"))
                .body("family.members.displayName", contains("Anna", "Ben"))
                .extract();

        Api.anybody()
                .header("Authorization", "Bearer " + joined.path("accessToken"))
                .get("/api/families/{id}", family)
                .then()
                .statusCode(200);
    }

    @Test
    void theTokenOfTheLinkWorksAsTheCodeDoes() {
        String link = anna.invite(family, Map.of()).path("link");

        Api.register("Ben")
                .accept(link.substring(link.lastIndexOf('/') + 1))
                .then()
                .statusCode(200);
    }

    @Test
    void acceptingAgainHasNoFurtherEffect() {
        var ben = Api.register("Ben");
        String code = anna.inviteCode(family, Map.of("uses", 2));

        ben.accept(code).then().statusCode(200);
        ben.accept(code).then().statusCode(200).body("family.members", hasSize(2));
        anna.accept(code).then().statusCode(200).body("family.role", equalTo("owner"));

        Api.register("Cleo").accept(code).then().statusCode(200).body("family.members", hasSize(3));
    }

    @Test
    void noMoreComeThanTheInviteIsForHoweverManyAcceptAtOnce() {
        String code = anna.inviteCode(family, Map.of("uses", 3));
        var people = IntStream.range(0, 10).mapToObj(i -> Api.register("P" + i)).toList();
        var start = new CountDownLatch(1);

        var answers = people.stream()
                .map(person -> CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                start.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            return person.accept(code).statusCode();
                        },
                        task -> Thread.ofVirtual().start(task)))
                .toList();
        start.countDown();

        assertThat(answers.stream().map(CompletableFuture::join))
                .hasSize(10)
                .containsOnly(200, 410)
                .filteredOn(status -> status == 200)
                .hasSize(3);
        anna.request().get("/api/families/{id}", family).then().body("members", hasSize(4));
    }

    @Test
    void whoAcceptsManyTimesAtOnceIsInOnce() {
        String code = anna.inviteCode(family, Map.of("uses", 2));
        var ben = Api.register("Ben");

        var answers = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> ben.accept(code).statusCode(),
                        task -> Thread.ofVirtual().start(task)))
                .toList();

        assertThat(answers.stream().map(CompletableFuture::join)).containsOnly(200);
        Api.register("Cleo").accept(code).then().statusCode(200).body("family.members", hasSize(3));
    }

    @Test
    void anInviteThatExpiredOrWasWithdrawnIsOver() {
        var withdrawn = anna.invite(family, Map.of());
        for (int twice = 0; twice < 2; twice++) {
            anna.request()
                    .delete("/api/families/{id}/invites/{invite}", family, withdrawn.path("id"))
                    .then()
                    .statusCode(204);
        }
        var expired = anna.invite(family, Map.of());
        pool.query("update invite set expires_at = now() - interval '1 second' where id = '%s'"
                        .formatted(expired.path("id").toString()))
                .executeAndAwait();

        var ben = Api.register("Ben");
        for (var invite : List.of(withdrawn, expired)) {
            String code = invite.path("code");
            Api.anybody().get("/api/invites/{c}", code).then().statusCode(410).body("type", endsWith(":invite-over"));
            ben.accept(code).then().statusCode(410).body("type", endsWith(":invite-over"));
        }
    }

    @Test
    void whoLeftDoesNotComeBackByTheSameInvite() {
        String code = anna.inviteCode(family, Map.of());
        var ben = Api.register("Ben");
        ben.accept(code).then().statusCode(200);
        ben.leave(family).then().statusCode(204);

        ben.accept(code).then().statusCode(410);
    }

    @Test
    void onlyOwnersAndAdultsInviteAndNobodyAboveThemselves() {
        var kim = Api.register("Kim");
        kim.accept(anna.inviteCode(family, Map.of("role", "child"))).then().statusCode(200);
        var gil = Api.register("Gil");
        gil.accept(anna.inviteCode(family, Map.of("role", "guest"))).then().statusCode(200);
        var ben = Api.register("Ben");
        ben.accept(anna.inviteCode(family, Map.of("role", "adult"))).then().statusCode(200);

        kim.invite(family, Map.of()).then().statusCode(403);
        gil.invite(family, Map.of()).then().statusCode(403);
        ben.invite(family, Map.of("role", "owner")).then().statusCode(403);
        ben.invite(family, Map.of("role", "adult")).then().statusCode(201);
    }

    @Test
    void aFamilyHasNoMoreOpenInvitesThanItMay() {
        for (int i = 0; i < 50; i++) {
            anna.invite(family, Map.of("uses", 1)).then().statusCode(201);
        }

        anna.invite(family, Map.of()).then().statusCode(409).body("type", endsWith(":too-many-invites"));
    }

    @Test
    void aFamilyHasNoMoreMembersThanItMay() {
        String code = anna.inviteCode(family, Map.of("uses", 100));
        pool.query("""
                with people as (
                  insert into person (id, email, display_name, created_at)
                  select gen_random_uuid(), gen_random_uuid() || '@example.org', 'Many', now()
                  from generate_series(1, 49) returning id)
                insert into member (family_id, person_id, role, joined_at)
                select '%s', id, 'ADULT', now() from people""".formatted(family)).executeAndAwait();

        Api.register("Ben").accept(code).then().statusCode(409).body("type", endsWith(":family-full"));
    }

    @Test
    void anUnknownCodeIsNotThere() {
        for (String code : List.of("00000000", "x", "%00", "A".repeat(500))) {
            Api.anybody().get("/api/invites/{c}", code).then().statusCode(404).contentType("application/problem+json");
            anna.accept(code).then().statusCode(404);
        }
    }

    @Test
    void neitherCodeNorTokenIsInTheDatabase() {
        var invite = anna.invite(family, Map.of());
        String code = invite.path("code");
        String link = invite.path("link");

        for (String secret : List.of(code, link.substring(link.lastIndexOf('/') + 1))) {
            for (String table : List.of("invite", "invite_key", "outbox")) {
                assertThat(pool.query("select count(*) from %s t where position('%s' in t::text) > 0"
                                        .formatted(table, secret))
                                .executeAndAwait()
                                .iterator()
                                .next()
                                .getLong(0))
                        .as(table)
                        .isZero();
            }
        }
    }

    @Test
    void theOpenInvitesCanBeShownAgain() {
        String first = anna.invite(family, Map.of("role", "child")).path("id");
        var second = anna.invite(family, Map.of("role", "owner"));
        String withdrawn = anna.invite(family, Map.of()).path("id");
        anna.request().delete("/api/families/{id}/invites/{invite}", family, withdrawn);

        anna.request()
                .get("/api/families/{id}/invites", family)
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("items.id", contains(second.path("id").toString(), first))
                .body("items[0].code", equalTo(second.path("code").toString()))
                .body("items[0].link", equalTo(second.path("link").toString()));
    }

    @Test
    void anInviteAboveTheirRoleIsNoWayUpForAnAdult() {
        var ben = anna.newMember(family, "Ben", "adult");
        String toOwner = anna.invite(family, Map.of("role", "owner")).path("id");

        ben.request()
                .get("/api/families/{id}/invites", family)
                .then()
                .statusCode(200)
                .body("items[0].id", equalTo(toOwner))
                .body("items[0].code", nullValue())
                .body("items[0].link", nullValue())
                .body("items[0].qr", nullValue());
        qr(ben, toOwner).then().statusCode(403);
    }

    @Test
    void theLinkIsAQrCode() {
        var invite = anna.invite(family, Map.of());
        String id = invite.path("id");

        qr(anna, id)
                .then()
                .statusCode(200)
                .contentType("image/svg+xml")
                .body(equalTo(invite.path("qr").toString()));
        anna.request()
                .delete("/api/families/{id}/invites/{invite}", family, id)
                .then()
                .statusCode(204);
        qr(anna, id).then().statusCode(410);
        qr(anna, UUID.randomUUID().toString()).then().statusCode(404);
    }

    @Test
    void childrenAndStrangersSeeNoInvites() {
        String invite = anna.invite(family, Map.of()).path("id");
        var child = anna.newMember(family, "Carl", "child");
        var mallory = Api.register("Mallory");

        child.request().get("/api/families/{id}/invites", family).then().statusCode(403);
        mallory.request().get("/api/families/{id}/invites", family).then().statusCode(404);
        qr(child, invite).then().statusCode(403);
        qr(mallory, invite).then().statusCode(404);
    }

    @Test
    void theSameKeyMakesOneInvite() {
        var codes = IntStream.range(0, 2)
                .mapToObj(i -> anna.request()
                        .header("Idempotency-Key", "once")
                        .body(Map.of())
                        .post("/api/families/{id}/invites", family)
                        .then()
                        .statusCode(201)
                        .extract()
                        .<String>path("code"))
                .toList();

        assertThat(codes.getFirst()).isEqualTo(codes.getLast());
        anna.request().get("/api/families/{id}/invites", family).then().body("items", hasSize(1));
    }

    private Response qr(Api.Someone who, String invite) {
        return who.request().get("/api/families/{id}/invites/{invite}/qr", family, invite);
    }
}
