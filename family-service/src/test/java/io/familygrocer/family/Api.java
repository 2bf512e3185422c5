package io.familygrocer.family;

import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The public API of family-service, as its tests speak to it. */
public final class Api {

    /** The password of everybody here. */
    public static final String PASSWORD = "correct horse battery staple";

    private Api() {}

    /** A new person, signed in. */
    public static Someone register(String displayName) {
        String email = "%s-%s@example.org".formatted(displayName.toLowerCase(Locale.ROOT), UUID.randomUUID());
        var session = anybody()
                .body(Map.of("email", email, "password", PASSWORD, "displayName", displayName))
                .post("/api/auth/register")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        return new Someone(
                UUID.fromString(session.getString("personId")),
                email,
                session.getString("accessToken"),
                session.getString("refreshToken"));
    }

    /** A request without a token. */
    public static RequestSpecification anybody() {
        return RestAssured.given().contentType(ContentType.JSON);
    }

    public static Response signIn(String email, String password) {
        return anybody().body(Map.of("email", email, "password", password)).post("/api/auth/sign-in");
    }

    public static Response refresh(String refreshToken) {
        return anybody().body(Map.of("refreshToken", refreshToken)).post("/api/auth/refresh");
    }

    /** What an access token says, as JSON. */
    public static String payload(String accessToken) {
        return new String(Base64.getUrlDecoder().decode(accessToken.split("\\.")[1]), UTF_8);
    }

    /** Somebody with an access token. */
    public record Someone(UUID id, String email, String accessToken, String refreshToken) {

        /** A request with their token. */
        public RequestSpecification request() {
            return anybody().header("Authorization", "Bearer " + accessToken);
        }

        /** The id of a new family that they own. */
        public String newFamily(String name) {
            return request()
                    .body(Map.of("name", name))
                    .post("/api/families")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("family.id");
        }

        /** A new invite to a family. */
        public Response invite(String familyId, Map<String, Object> request) {
            return request().body(request).post("/api/families/{id}/invites", familyId);
        }

        /** The code of a new invite to a family. */
        public String inviteCode(String familyId, Map<String, Object> request) {
            return invite(familyId, request).then().statusCode(201).extract().path("code");
        }

        public Response accept(String codeOrToken) {
            return request().post("/api/invites/{code}/accept", codeOrToken);
        }

        /** A new member of a family of theirs. */
        public Someone newMember(String familyId, String displayName, String role) {
            var member = register(displayName);
            member.accept(inviteCode(familyId, Map.of("role", role))).then().statusCode(200);
            return member;
        }

        /** A new guest pass. */
        public Response issuePass(String familyId, Map<String, Object> request) {
            return request().body(request).post("/api/families/{id}/guest-passes", familyId);
        }

        public Response changeRole(String familyId, UUID personId, String role) {
            return request()
                    .body(Map.of("role", role))
                    .patch("/api/families/{id}/members/{person}", familyId, personId);
        }

        public Response dissolve(String familyId) {
            return request().delete("/api/families/{id}", familyId);
        }

        public Response leave(String familyId) {
            return request().delete("/api/families/{id}/members/{person}", familyId, id);
        }
    }
}
