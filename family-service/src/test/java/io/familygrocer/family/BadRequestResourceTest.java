package io.familygrocer.family;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

/** Whatever is sent, the answer is a problem document that says what is wrong, and never our own fault. */
@QuarkusTest
@WithTestResource(House.class)
class BadRequestResourceTest {

    private static final String VALID =
            "\"email\":\"a@example.org\",\"password\":\"correct horse\",\"displayName\":\"A\"";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"email\":",
                "{",
                "",
                "null",
                "[]",
                "\"text\"",
                "7",
                "{}",
                "{" + VALID + "} trailing",
                "{" + VALID + ",\"email\":\"twice@example.org\"}",
                "{" + VALID + ",\"admin\":true}",
                "{\"email\":5,\"password\":\"correct horse\",\"displayName\":\"A\"}",
                "{\"email\":{},\"password\":\"correct horse\",\"displayName\":\"A\"}",
                "{\"email\":null,\"password\":\"correct horse\",\"displayName\":\"A\"}",
                "{\"email\":\"no address\",\"password\":\"correct horse\",\"displayName\":\"A\"}",
                "{\"email\":\"a@example.org\",\"password\":\"short\",\"displayName\":\"A\"}",
                "{\"email\":\"a@example.org\",\"password\":\"correct horse\",\"displayName\":\" \"}",
                "{\"email\":\"a@example.org\",\"password\":\"correct horse\",\"displayName\":\"two\\nlines\"}",
                "{\"email\":\"a@example.org\",\"password\":\"correct horse\",\"displayName\":\"nul\\u0000\"}",
                "{\"email\":\"a@example.org\",\"password\":\"correct horse\",\"displayName\":\"half\\ud800\"}"
            })
    void aBodyThatDoesNotFitIsRefused(String body) {
        assertProblem(Api.anybody().body(body).post("/api/auth/register"), 400);
    }

    static Stream<String> endpointsThatTakeABody() {
        return Stream.of(
                        "register",
                        "sign-in",
                        "sign-in/second-factor",
                        "verify",
                        "password/reset-request",
                        "password/reset",
                        "refresh",
                        "sign-out")
                .map(name -> "/api/auth/" + name);
    }

    @ParameterizedTest
    @MethodSource("endpointsThatTakeABody")
    void aMissingBodyIsRefused(String path) {
        assertProblem(Api.anybody().post(path), 400);
        assertProblem(Api.anybody().body("\u0000\u0001").post(path), 400);
    }

    @ParameterizedTest
    @MethodSource("endpointsThatTakeABody")
    void aBodyOfTenMegabytesIsRefused(String path) {
        assertProblem(
                Api.anybody()
                        .body("{\"email\":\"" + "a".repeat(10_000_000) + "\"}")
                        .post(path),
                413);
    }

    @Test
    void aLongTextWithinTheBodyLimitIsRefusedWithItsLimit() {
        var answer = Api.anybody()
                .body(Map.of(
                        "email", "a@example.org", "password", "correct horse", "displayName", "a".repeat(1_000_000)))
                .post("/api/auth/register");

        assertProblem(answer, 400);
        assertThat(answer.path("errors[0].field").toString()).isEqualTo("displayName");
        assertThat(answer.path("errors[0].detail").toString()).contains("60");
        assertThat(answer.asString()).hasSizeLessThan(1000);
    }

    @Test
    void aProblemSaysWhichFieldIsUnknown() {
        Api.anybody()
                .body("{" + VALID + ",\"admin\":true}")
                .post("/api/auth/register")
                .then()
                .body("errors.field", hasItem("admin"))
                .body("errors.field", not(hasItem("email")));
    }

    @Test
    void numbersThatDoNotFitAreRefused() {
        var anna = Api.register("Anna");
        String family = anna.newFamily("Ours");

        for (String body : List.of(
                "{\"uses\":0}",
                "{\"uses\":101}",
                "{\"uses\":1.5}",
                "{\"uses\":1e99}",
                "{\"uses\":99999999999999999999}",
                "{\"uses\":\"10\"}",
                "{\"uses\":true}",
                "{\"expiresInHours\":721}",
                "{\"expiresInHours\":-1}",
                "{\"role\":\"king\"}",
                "{\"role\":0}",
                "{\"role\":\"\"}",
                "{\"role\":[\"adult\"]}")) {
            assertProblem(anna.request().body(body).post("/api/families/{id}/invites", family), 400);
        }
    }

    @Test
    void aMissingOrMeaninglessTokenIsRefused() {
        for (String path : List.of("/api/me", "/api/families")) {
            assertProblem(Api.anybody().get(path), 401);
            for (String header : List.of("Bearer", "Bearer ", "Bearer x", "Bearer a.b.c", "Basic eDp5", "x")) {
                var answer = Api.anybody().header("Authorization", header).get(path);
                assertProblem(answer, 401);
                assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
            }
        }
    }

    @Test
    void anIdThatIsNoneIsNotThere() {
        var anna = Api.register("Anna");

        assertProblem(anna.request().get("/api/families/nonsense"), 404);
        assertProblem(anna.request().delete("/api/families/nonsense/members/more"), 404);
        assertProblem(anna.request().get("/api/nothing"), 404);
    }

    @Test
    void anotherMediaTypeOrMethodIsRefused() {
        assertProblem(Api.anybody().contentType("text/plain").body("{}").post("/api/auth/sign-in"), 415);
        assertProblem(Api.anybody().put("/api/auth/sign-in"), 405);
    }

    @Test
    void aMeaninglessPreconditionIsNoFault() {
        var anna = Api.register("Anna");
        String family = anna.newFamily("Ours");

        anna.request()
                .header("If-None-Match", ",,\"x")
                .get("/api/families/{id}", family)
                .then()
                .statusCode(200);
        var rename = anna.request().header("If-Match", "nonsense").body(Map.of("name", "New"));
        assertProblem(rename.patch("/api/families/{id}", family), 412);
    }

    private static void assertProblem(Response answer, int status) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat((Integer) answer.path("status")).isEqualTo(status);
        assertThat(answer.path("type").toString()).startsWith("urn:family-grocer:problem:");
        assertThat(answer.path("title").toString()).isNotBlank();
        assertThat(answer.asString()).doesNotContain("Exception", "io.familygrocer", "java.");
    }
}
