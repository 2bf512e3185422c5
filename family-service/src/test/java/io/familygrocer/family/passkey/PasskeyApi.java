package io.familygrocer.family.passkey;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.common.mapper.TypeRef;
import io.restassured.response.Response;

import io.familygrocer.family.Api;

import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.nullValue;

/** Passkeys, as their tests speak to them. */
final class PasskeyApi {

    private PasskeyApi() {}

    static Map<String, Object> options(Api.Someone person) {
        return person.request()
                .post("/api/passkeys/registration-options")
                .then()
                .statusCode(200)
                .extract()
                .as(new TypeRef<>() {});
    }

    static Map<String, Object> signInOptions() {
        return Api.anybody()
                .post("/api/auth/passkey/options")
                .then()
                .statusCode(200)
                .extract()
                .as(new TypeRef<>() {});
    }

    static Response add(Api.Someone person, SoftAuthenticator authenticator, String name) {
        return person.request()
                .body(Map.of("name", name, "credential", authenticator.create(options(person))))
                .post("/api/passkeys");
    }

    static Response add(Api.Someone person, Map<String, Object> options, SoftAuthenticator authenticator) {
        return person.request()
                .body(Map.of("name", "Phone", "credential", authenticator.create(options)))
                .post("/api/passkeys");
    }

    static Response signIn(Map<String, Object> credential) {
        return Api.anybody().body(credential).post("/api/auth/passkey/sign-in");
    }

    static void refused(Response answer) {
        answer.then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", endsWith(":passkey-refused"))
                .body("detail", nullValue());
    }

    static void invalid(Response answer) {
        answer.then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", endsWith(":passkey-invalid"));
    }

    static JsonNode claims(String jwt) throws Exception {
        return new ObjectMapper().readTree(SoftAuthenticator.decode(jwt.split("\\.")[1]));
    }
}
