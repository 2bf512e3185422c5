package io.familygrocer.list.stream;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What a stream says, as server-sent events; what is data is one line of JSON. */
@ApplicationScoped
class Words {

    private static final byte[] ALIVE = ":alive\n\n".getBytes(StandardCharsets.US_ASCII);

    private final ObjectMapper json;

    Words(ObjectMapper json) {
        this.json = json;
    }

    /** The first word, which comes at once: so proxies and clients know that the stream is open. */
    static Event open() {
        return new Event("open", null, null, jittered(), null);
    }

    /** What a stream says, whichever way it goes to the client. */
    static Event event(Subscriber.Change change) {
        return switch (change) {
            case Subscriber.Change.Changes changes ->
                new Event(null, "changes", Long.toString(changes.revision()), null, changes);
            case Subscriber.Change.Present present -> new Event(null, "presence", null, null, present);
            case Subscriber.Change.Alive alive -> new Event("alive", null, null, null, null);
            case Subscriber.Change.Reset reset ->
                new Event(
                        null,
                        "reset",
                        Long.toString(reset.revision()),
                        jittered(),
                        Map.of("revision", reset.revision()));
            case Subscriber.Change.Goodbye goodbye ->
                new Event(null, "goodbye", null, jittered(), Map.of("reason", goodbye.reason()));
        };
    }

    byte[] of(Subscriber.Change change) {
        return change instanceof Subscriber.Change.Alive ? ALIVE : bytes(event(change));
    }

    /** An event as it is on the wire: the fields that it has, a line each, and an empty line. */
    byte[] bytes(Event event) {
        var text = new StringBuilder();
        line(text, ":", event.comment);
        line(text, "event:", event.name);
        line(text, "id:", event.id);
        line(text, "retry:", event.retry);
        if (event.data != null) {
            line(text, "content-type:", "application/json");
            line(text, "data:", json(event.data));
        }
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void line(StringBuilder text, String field, Object value) {
        if (value != null) {
            text.append(field).append(value).append('\n');
        }
    }

    private String json(Object data) {
        try {
            return json.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Milliseconds; spread, so that the streams of an instance that goes do not all come back at once. */
    private static long jittered() {
        return ThreadLocalRandom.current().nextLong(500, 3000);
    }

    /**
     * One server-sent event; null is what it does not have.
     *
     * @param retry after how many milliseconds the client comes back
     * @param data what becomes one line of JSON
     */
    record Event(String comment, String name, String id, Long retry, Object data) {}
}
