package io.familygrocer.gateway;

import java.util.List;
import java.util.Set;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * Answers as the query of a request wants them: {@code h.NAME} is a header, {@code status} the status, {@code then} the
 * status from the second time on (0 breaks off), {@code size} the length of the body, {@code wait} milliseconds before the
 * answer, {@code copy} that the wishes are for a mirrored request only, {@code open} sends a body without a length in two parts, {@code hang} one that never ends. 304 to the tag of
 * {@code h.etag}, and {@code X-Asked} says for which tag.
 */
final class Wishes {
    private static final Set<String> NAMES = Set.of("status", "then", "size", "wait", "open", "hang");

    private Wishes() {}

    /** Whether a request has any that are meant for it. */
    static boolean isIn(HttpServerRequest request) {
        boolean meant = !request.params().contains("copy") || request.headers().contains("X-Mirrored");
        return meant
                && request.params().names().stream().anyMatch(name -> NAMES.contains(name) || name.startsWith("h."));
    }

    /** How many milliseconds its answer is to take. */
    static long patience(HttpServerRequest request) {
        return number(request, "wait", 0);
    }

    /**
     * Answers.
     *
     * @param count how often this was asked
     */
    static void grant(HttpServerRequest request, int count) {
        var response = request.response();
        request.params().forEach(parameter -> {
            if (parameter.getKey().startsWith("h.")) {
                response.putHeader(parameter.getKey().substring(2), parameter.getValue());
            }
        });
        response.putHeader("X-Asked", String.valueOf(request.getHeader("If-None-Match")));
        int status = number(request, count > 1 ? "then" : "status", number(request, "status", 200));
        if (status == 0) {
            request.connection().close();
        } else if (isKnown(request)) {
            response.setStatusCode(304).end();
        } else {
            response.setStatusCode(status);
            var body = "x".repeat(number(request, "size", 5));
            if (request.getParam("hang") != null) {
                response.setChunked(true).write(body);
            } else {
                send(response, body, request.getParam("open") != null);
            }
        }
    }

    private static void send(HttpServerResponse response, String body, boolean open) {
        if (open) {
            response.setChunked(true).write(body.substring(0, body.length() / 2));
            response.end(body.substring(body.length() / 2));
        } else {
            response.end(body);
        }
    }

    private static boolean isKnown(HttpServerRequest request) {
        var shown = request.getHeader("If-None-Match");
        var tag = request.getParam("h.etag");
        return shown != null && tag != null && List.of(shown.split(", ")).contains(tag);
    }

    private static int number(HttpServerRequest request, String name, int otherwise) {
        var text = request.getParam(name);
        return text == null ? otherwise : Integer.parseInt(text);
    }
}
