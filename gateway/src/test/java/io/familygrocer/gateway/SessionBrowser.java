package io.familygrocer.gateway;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

import io.vertx.core.json.JsonObject;

/** A browser that keeps the one cookie of its session, and a page that asks for it. */
final class SessionBrowser {
    static final String COOKIE = "__Host-grocer";

    private String cookie;
    private String mark;

    /** The cookie's value; null for none. */
    String cookie() {
        return cookie;
    }

    /** Has it forget the newest cookie: the answer with it was lost. */
    void remember(String older) {
        cookie = older;
    }

    /** Signs somebody in and gives the answer. */
    HttpResponse<String> signIn(GatewayProcess gateway, String who) {
        var answer = post(gateway, "/api/auth/sign-in", new JsonObject().put("who", who));
        mark = new JsonObject(answer.body()).getString("session");
        return answer;
    }

    HttpResponse<String> get(GatewayProcess gateway, String path) {
        return keep(gateway.browser().get(path, headers()));
    }

    HttpResponse<String> post(GatewayProcess gateway, String path, JsonObject body, String... more) {
        var request = gateway.browser().request(path, headers(more)).POST(BodyPublishers.ofString(body.encode()));
        return keep(gateway.browser().send(request));
    }

    /** Whose token the services see; null for none. */
    String bearer(GatewayProcess gateway) {
        var answer = get(gateway, "/api/lists");
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return new JsonObject(answer.body()).getString("authorization");
    }

    /** Whether the services see somebody. */
    boolean isSignedIn(GatewayProcess gateway) {
        return bearer(gateway) != null;
    }

    /** The headers of its requests, without {@code X-Session}. */
    String[] cookieOnly(String... more) {
        var all = new ArrayList<>(List.of("Cookie", "theme=dark; " + COOKIE + "=" + cookie));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private String[] headers(String... more) {
        var all = new ArrayList<>(List.of("X-Session", mark == null ? "person" : "person;" + mark));
        all.addAll(List.of("Content-Type", "application/json"));
        if (cookie != null) {
            all.addAll(List.of("Cookie", "theme=dark; " + COOKIE + "=" + cookie));
        }
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private HttpResponse<String> keep(HttpResponse<String> answer) {
        for (var set : answer.headers().allValues("set-cookie")) {
            if (set.startsWith(COOKIE + "=")) {
                var value = set.substring(COOKIE.length() + 1, set.indexOf(';'));
                cookie = value.isEmpty() ? null : value;
            }
        }
        return answer;
    }
}
