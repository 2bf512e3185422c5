package io.familygrocer.gateway.watch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.familygrocer.gateway.problem.ProblemDocument;
import io.familygrocer.gateway.visit.Visit;

/** {@code GET /api/status}: for people who ask whether it is them or us. */
@Singleton
public final class StatusPage {
    /** Where it is. */
    public static final String PATH = "/api/status";

    private final UpstreamWatch upstreams;
    private final String name;
    private final String version;

    @Inject
    StatusPage(
            UpstreamWatch upstreams,
            @ConfigProperty(name = "quarkus.application.name") String name,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.upstreams = upstreams;
        this.name = name;
        this.version = version;
    }

    /** Answers with name, version and {@code upstreams: [{name, up}]}. */
    public void serve(Visit visit) {
        var method = visit.request().method();
        if (method != HttpMethod.GET && method != HttpMethod.HEAD) {
            ProblemDocument.refuseMethod(visit, "GET, HEAD");
            return;
        }
        var seen = new JsonArray();
        upstreams
                .sights()
                .forEach(sight ->
                        seen.add(new JsonObject().put("name", sight.name()).put("up", sight.up())));
        var body = new JsonObject()
                .put("name", name)
                .put("version", version)
                .put("upstreams", seen)
                .toBuffer();
        var response = visit.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length()));
        if (method == HttpMethod.HEAD) {
            response.end();
        } else {
            response.end(body);
        }
    }
}
