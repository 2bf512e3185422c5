package io.familygrocer.platform.events;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.ManagementInterface;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

/**
 * What an operator can do about {@link DeadLetters}, on the management port, which is never routed to from outside:
 * {@code GET /q/dead-letters?after=}, {@code GET}, {@code DELETE /q/dead-letters/{place}} and {@code POST
 * /q/dead-letters/{place}/replay}.
 */
@ApplicationScoped
public class DeadLetterResource {

    private static final Logger LOG = Logger.getLogger(DeadLetterResource.class);
    private static final int PAGE = 100;

    private final DeadLetters letters;

    DeadLetterResource(DeadLetters letters) {
        this.letters = letters;
    }

    void register(@Observes ManagementInterface management) {
        var router = management.router();
        router.get("/q/dead-letters").handler(this::page);
        router.get("/q/dead-letters/:place")
                .handler(request -> withLetter(request, letter -> answer(request, 200, whole(letter))));
        router.delete("/q/dead-letters/:place")
                .handler(request -> withLetter(
                        request,
                        letter -> run(
                                request,
                                letters.remove(letter.place()),
                                removed -> request.response().setStatusCode(204).end())));
        router.post("/q/dead-letters/:place/replay")
                .handler(request -> withLetter(request, letter -> replay(request, letter)));
    }

    private void page(RoutingContext request) {
        var after = request.queryParam("after").stream()
                .findFirst()
                .flatMap(DeadLetter.Place::parse)
                .orElse(DeadLetter.Place.BEGINNING);
        run(request, letters.page(after, PAGE + 1), found -> {
            var items = new JsonArray();
            found.stream().limit(PAGE).map(DeadLetterResource::head).forEach(items::add);
            answer(request, 200, new JsonObject().put("items", items).put("next", next(found)));
        });
    }

    private static String next(List<DeadLetter> found) {
        return found.size() > PAGE ? found.get(PAGE - 1).place().toString() : null;
    }

    private void replay(RoutingContext request, DeadLetter letter) {
        letters.again(letter)
                .subscribe()
                .with(
                        takers -> {
                            if (takers == 0) {
                                refuse(request, 409, "Nobody here takes events of this type");
                            } else {
                                answer(request, 200, new JsonObject().put("consumers", takers));
                            }
                        },
                        failure -> {
                            LOG.warnf(failure, "The dead letter %s could not be consumed again", letter.place());
                            refuse(request, 409, failure.toString());
                        });
    }

    private void withLetter(RoutingContext request, Consumer<DeadLetter> work) {
        var place = DeadLetter.Place.parse(request.pathParam("place"));
        if (place.isEmpty()) {
            refuse(request, 404, "There is no such letter");
            return;
        }
        run(request, letters.one(place.get()), letter -> {
            if (letter == null) {
                refuse(request, 404, "There is no such letter");
            } else {
                work.accept(letter);
            }
        });
    }

    private static <T> void run(RoutingContext request, Uni<T> work, Consumer<T> then) {
        work.subscribe().with(then, failure -> {
            LOG.error("Dead letters can't be read or removed", failure);
            refuse(request, 503, "The database does not answer");
        });
    }

    private static JsonObject head(DeadLetter letter) {
        var headers = letter.headers();
        return new JsonObject()
                .put("id", letter.place().toString())
                .put("cameFrom", letter.cameFrom)
                .put("type", headers.getString(Envelope.TYPE))
                .put("eventId", headers.getString(Envelope.ID))
                .put("key", letter.key)
                .put("reason", letter.reason)
                .put("diedAt", letter.diedAt.toString());
    }

    private static JsonObject whole(DeadLetter letter) {
        String data = letter.data == null ? null : new String(letter.data, StandardCharsets.UTF_8);
        return head(letter).put("headers", letter.headers()).put("data", data);
    }

    /** A problem document of RFC 9457. */
    private static void refuse(RoutingContext request, int status, String detail) {
        answer(request, status, new JsonObject().put("status", status).put("detail", detail));
    }

    private static void answer(RoutingContext request, int status, JsonObject body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", status < 400 ? "application/json" : "application/problem+json")
                .end(body.toBuffer());
    }
}
