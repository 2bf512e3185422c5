package io.familygrocer.platform.web;

import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses a body that announces to be larger than {@code quarkus.http.limits.max-body-size} before it is read, with a
 * problem document; Quarkus by itself would answer 413 without a word. A service that takes larger ones somewhere raises
 * that limit and names the paths in {@code grocer.web.large-body-paths}; elsewhere {@code grocer.web.usual-body-size} holds.
 */
@ApplicationScoped
public class BodyLimit {

    private static final int BEFORE_EVERYTHING_ELSE = 10_000;

    private final long most;
    private final long usual;
    private final Set<String> largePaths;

    BodyLimit(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize most,
            @ConfigProperty(name = "grocer.web.usual-body-size", defaultValue = "2M") MemorySize usual,
            @ConfigProperty(name = "grocer.web.large-body-paths") Optional<Set<String>> largePaths) {
        this.most = most.asLongValue();
        this.usual = Math.min(usual.asLongValue(), this.most);
        this.largePaths = largePaths.orElse(Set.of());
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_EVERYTHING_ELSE);
    }

    private void check(RoutingContext request) {
        String announced = request.request().getHeader("Content-Length");
        long bytes = largePaths.contains(request.request().path()) ? most : usual;
        if (announced == null || parse(announced) <= bytes) {
            request.next();
            return;
        }
        request.response()
                .setStatusCode(413)
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .putHeader("Connection", "close")
                .end(new JsonObject()
                        .put("type", Problem.typeOf("body-too-large"))
                        .put("title", "The body is too large")
                        .put("status", 413)
                        .put("detail", "At most %d bytes are taken".formatted(bytes))
                        .put("instance", request.request().path())
                        .toBuffer());
    }

    private static long parse(String length) {
        try {
            return Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
