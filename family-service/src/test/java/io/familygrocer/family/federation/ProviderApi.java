package io.familygrocer.family.federation;

import java.net.URI;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;

import io.familygrocer.family.Api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

/** Signing in with a provider, as its tests speak to it. */
public final class ProviderApi {

    private ProviderApi() {}

    static String loginOf(Api.Someone person) {
        return person.email().split("@", 2)[0];
    }

    static Response signIn(String provider, String login) {
        return signIn(provider, login, Map.of());
    }

    /** The whole way there and back, with more in the last request. */
    public static Response signIn(String provider, String login, Map<String, String> more) {
        var start = start(provider);
        var back = Browser.signIn(url(start), login);
        var request = new HashMap<String, String>(more);
        request.put("code", back.get("code"));
        request.put("state", start.getString("state"));
        return finish(provider, request);
    }

    static JsonPath start(String provider) {
        return Api.anybody()
                .post("/api/auth/providers/{name}/start", provider)
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .extract()
                .jsonPath();
    }

    static Response finish(String provider, Map<String, ?> request) {
        return Api.anybody().body(request).post("/api/auth/providers/{name}/finish", provider);
    }

    static URI url(JsonPath start) {
        return URI.create(start.getString("authorizationUrl"));
    }

    static void over(Response answer) {
        answer.then().statusCode(410).contentType("application/problem+json").body("type", endsWith(":attempt-over"));
    }

    static JsonObject claims(Response session) {
        String jwt = session.path("accessToken");
        return new JsonObject(new String(Base64.getUrlDecoder().decode(jwt.split("\\.")[1]), UTF_8));
    }
}
