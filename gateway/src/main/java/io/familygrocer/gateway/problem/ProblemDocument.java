package io.familygrocer.gateway.problem;

import java.util.concurrent.ThreadLocalRandom;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import io.familygrocer.gateway.visit.Visit;

/**
 * A problem document (RFC 9457) as the gateway answers it: never a class name, never a stack.
 *
 * @param problem the kind
 * @param detail what happened this time, for people; null where the title says it all
 */
public record ProblemDocument(GatewayProblem problem, String detail) {
    /** The media type. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Answers 405 and says which methods there are, for example {@code GET, HEAD}. */
    public static void refuseMethod(Visit visit, String allowed) {
        visit.response().putHeader("Allow", allowed);
        new ProblemDocument(GatewayProblem.METHOD_NOT_ALLOWED, null).send(visit);
    }

    /** The document, in the words of one visit. */
    public Buffer body(Visit visit) {
        var json = new JsonObject()
                .put("type", problem.type())
                .put("title", problem.title())
                .put("status", problem.status());
        if (detail != null) {
            json.put("detail", detail);
        }
        return json.put("instance", visit.path())
                .put("traceId", visit.trace().id())
                .toBuffer();
    }

    /** The headers that go with it. */
    public void writeTo(MultiMap headers) {
        headers.set("Content-Type", MEDIA_TYPE).set("Cache-Control", "no-store");
        if (problem.passing() && !headers.contains("Retry-After")) {
            // A few seconds, not the same for all.
            headers.set(
                    "Retry-After", String.valueOf(ThreadLocalRandom.current().nextInt(1, 4)));
        }
    }

    /** Answers a visit that has no answer yet; does nothing when it is too late for one. */
    public void send(Visit visit) {
        var response = visit.response();
        if (response.headWritten() || response.ended() || response.closed()) {
            return;
        }
        writeTo(response.headers());
        response.setStatusCode(problem.status());
        response.end(body(visit));
    }
}
