package io.familygrocer.family.guest;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.familygrocer.family.Api;
import io.familygrocer.family.AtOnce;
import io.familygrocer.family.House;
import io.familygrocer.platform.testkit.Topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

@QuarkusTest
@WithTestResource(House.class)
class GuestPassResourceTest {

    @Inject
    Pool pool;

    private final UUID list = UUID.randomUUID();
    private Api.Someone anna;
    private String family;

    @BeforeEach
    void annaHasAFamily() {
        anna = Api.register("Anna");
        family = anna.newFamily("Ours");
    }

    @Test
    void aPassIsForADayForOneDeviceToCheckItemsUnlessItSaysSo() {
        var pass = anna.issuePass(family, Map.of("listId", list, "label", " Babysitter "))
                .then()
                .statusCode(201)
                .body("listId", equalTo(list.toString()))
                .body("may", equalTo("check"))
                .body("label", equalTo("Babysitter"))
                .body("code", matchesPattern("[0-9A-HJKMNP-TV-Z]{8}"))
                .body("link", matchesPattern("http://localhost:8080/guest/[A-Za-z0-9_-]{22}"))
                .body("qr", startsWith("<svg"))
                .body("usesLeft", equalTo(1))
                .extract();

        assertThat(Instant.parse(pass.path("expiresAt")))
                .isBetween(
                        Instant.now().plus(Duration.ofHours(23)), Instant.now().plus(Duration.ofHours(24)));
    }

    @Test
    void whoHoldsThePassNeedsNoAccountAndGetsATokenForOneList() {
        var pass = anna.issuePass(family, Map.of("listId", list, "label", "Babysitter", "may", "add"));
        String link = pass.path("link");
        Api.anybody()
                .get("/api/guest-passes/{code}", pass.path("code").toString())
                .then()
                .statusCode(200)
                .body("familyName", equalTo("Ours"))
                .body("label", equalTo("Babysitter"));

        var session = redeem(link.substring(link.lastIndexOf('/') + 1), UUID.randomUUID())
                .then()
                .statusCode(200)
                .body("pass.listId", equalTo(list.toString()))
                .body("pass.may", equalTo("add"))
                .extract();

        String payload = Api.payload(session.path("accessToken"));
        assertThat(payload)
                .contains("\"sub\":\"" + pass.path("id") + "\"")
                .contains("\"listId\":\"" + list + "\"")
                .contains("\"may\":\"add\"")
                .doesNotContain("families");
        refresh(session.path("refreshToken")).then().statusCode(200).body("pass.may", equalTo("add"));
    }

    @Test
    void aGuestIsNobodyInTheFamily() {
        String token = redeem(code(Map.of()), UUID.randomUUID()).path("accessToken");

        for (String path : new String[] {"/api/me", "/api/families", "/api/families/" + family}) {
            Api.anybody()
                    .header("Authorization", "Bearer " + token)
                    .get(path)
                    .then()
                    .statusCode(403);
        }
    }

    @Test
    void aUseIsADeviceHoweverOftenItRedeems() {
        String code = code(Map.of("uses", 1));
        var phone = UUID.randomUUID();

        String lost = redeem(code, phone).then().statusCode(200).extract().path("refreshToken");
        String kept = redeem(code, phone).then().statusCode(200).extract().path("refreshToken");
        redeem(code, UUID.randomUUID()).then().statusCode(410).body("type", endsWith("pass-over"));

        refresh(kept).then().statusCode(200);
        refresh(lost).then().statusCode(401);
    }

    @Test
    void noMoreDevicesComeThanThePassIsForHoweverManyRedeemAtOnce() {
        String code = code(Map.of("uses", 3));

        var answers = AtOnce.call(IntStream.range(0, 10)
                .<Callable<Integer>>mapToObj(
                        i -> () -> redeem(code, UUID.randomUUID()).statusCode())
                .toList());

        assertThat(answers)
                .containsOnly(200, 410)
                .filteredOn(status -> status == 200)
                .hasSize(3);
    }

    @Test
    void aWithdrawnPassGivesNoTokenAnyMore() {
        var pass = anna.issuePass(family, Map.of("listId", list, "label", "Babysitter"));
        String code = pass.path("code");
        String token = redeem(code, UUID.randomUUID()).path("refreshToken");

        revoke(anna, pass.path("id")).then().statusCode(204);
        revoke(anna, pass.path("id")).then().statusCode(204);

        refresh(token).then().statusCode(410).body("type", endsWith("pass-over"));
        redeem(code, UUID.randomUUID()).then().statusCode(410);
        Api.anybody().get("/api/guest-passes/{code}", code).then().statusCode(410);
        anna.request().get("/api/families/{id}/guest-passes", family).then().body("items", hasSize(0));
        try (var topic = Topic.listen("grocer.family")) {
            var events = topic.await(4, event -> family.equals(event.key()));
            assertThat(events)
                    .extracting(event -> Topic.header(event, "ce_type"))
                    .endsWith("family.guest-pass-issued.v1", "family.guest-pass-revoked.v1")
                    .hasSize(4);
        }
    }

    @Test
    void anExpiredPassIsWithdrawnForEverybody() {
        var pass = anna.issuePass(family, Map.of("listId", list, "label", "Babysitter"));
        String token = redeem(pass.path("code"), UUID.randomUUID()).path("refreshToken");

        pool.preparedQuery("update guest_pass set expires_at = now() where id = $1")
                .executeAndAwait(Tuple.of(UUID.fromString(pass.path("id"))));

        refresh(token).then().statusCode(410);
        try (var topic = Topic.listen("grocer.family")) {
            topic.await(
                    1,
                    event -> family.equals(event.key())
                            && "family.guest-pass-revoked.v1".equals(Topic.header(event, "ce_type"))
                            && event.value().contains(pass.path("id").toString()));
        }
    }

    @Test
    void aDissolvedFamilyLetsNoGuestIn() {
        String code = code(Map.of("uses", 2));
        String token = redeem(code, UUID.randomUUID()).path("refreshToken");

        anna.dissolve(family).then().statusCode(200);

        refresh(token).then().statusCode(410);
        redeem(code, UUID.randomUUID()).then().statusCode(410);
    }

    @Test
    void whoMayIssuePassesSeesTheOpenOnes() {
        String first =
                anna.issuePass(family, Map.of("listId", list, "label", "One")).path("id");
        var ben = anna.newMember(family, "Ben", "adult");
        var second = ben.issuePass(family, Map.of("listId", list, "label", "Two"));

        anna.request()
                .get("/api/families/{id}/guest-passes", family)
                .then()
                .statusCode(200)
                .body("items.id", contains(second.path("id").toString(), first))
                .body("items[0].code", equalTo(second.path("code").toString()));
    }

    @Test
    void childrenAndStrangersHaveNothingToDoWithPasses() {
        String pass =
                anna.issuePass(family, Map.of("listId", list, "label", "One")).path("id");
        var child = anna.newMember(family, "Carl", "child");
        var mallory = Api.register("Mallory");
        var request = Map.<String, Object>of("listId", list, "label", "Mine");

        child.issuePass(family, request).then().statusCode(403);
        mallory.issuePass(family, request).then().statusCode(404);
        child.request().get("/api/families/{id}/guest-passes", family).then().statusCode(403);
        mallory.request().get("/api/families/{id}/guest-passes", family).then().statusCode(404);
        revoke(child, pass).then().statusCode(403);
        revoke(mallory, pass).then().statusCode(404);
        revoke(anna, UUID.randomUUID().toString()).then().statusCode(404);
    }

    @Test
    void aPassOfOneFamilyIsNotWithdrawnByAnother() {
        String pass =
                anna.issuePass(family, Map.of("listId", list, "label", "One")).path("id");
        var mallory = Api.register("Mallory");
        String other = mallory.newFamily("Theirs");

        mallory.request()
                .delete("/api/families/{id}/guest-passes/{pass}", other, pass)
                .then()
                .statusCode(404);
    }

    @Test
    void theSameKeyIssuesOnePass() {
        var request = Map.of("listId", list, "label", "One");

        var ids = IntStream.range(0, 2)
                .mapToObj(i -> anna.request()
                        .header("Idempotency-Key", "once")
                        .body(request)
                        .post("/api/families/{id}/guest-passes", family)
                        .then()
                        .statusCode(201)
                        .extract()
                        .<String>path("id"))
                .toList();

        assertThat(ids.getFirst()).isEqualTo(ids.getLast());
        anna.request().get("/api/families/{id}/guest-passes", family).then().body("items", hasSize(1));
    }

    @ParameterizedTest
    @CsvSource({
        "label,''",
        "uses,0",
        "uses,101",
        "expiresInHours,0",
        "expiresInHours,2161",
        "expiresAt,2020-01-01T00:00:00Z",
        "expiresAt,2999-01-01T00:00:00Z",
        "may,rule",
        "listId,x"
    })
    void whatCanNotBeIsRefusedByName(String field, String value) {
        var request = new HashMap<String, Object>(Map.of("listId", list, "label", "One"));
        request.put(field, value.matches("\\d+") ? Integer.valueOf(value) : value);

        anna.issuePass(family, request).then().statusCode(400).body("errors[0].field", equalTo(field));
    }

    private String code(Map<String, Object> more) {
        var request = new HashMap<String, Object>(Map.of("listId", list, "label", "Babysitter"));
        request.putAll(more);
        return anna.issuePass(family, request).then().statusCode(201).extract().path("code");
    }

    private Response revoke(Api.Someone who, String pass) {
        return who.request().delete("/api/families/{id}/guest-passes/{pass}", family, pass);
    }

    private static Response redeem(String code, UUID client) {
        return Api.anybody().body(Map.of("client", client)).post("/api/guest-passes/{code}/redeem", code);
    }

    private static Response refresh(String token) {
        return Api.anybody().body(Map.of("refreshToken", token)).post("/api/guest-passes/refresh");
    }
}
