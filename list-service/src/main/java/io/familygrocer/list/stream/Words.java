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

    private static final byte[] ALIVE = ascii(":alive\n\n");

    private final ObjectMapper json;

    Words(ObjectMapper json) {
        this.json = json;
    }

    /** The first word, which comes at once: so proxies and clients know that the stream is open. */
    byte[] open() {
        return ascii(":open\nretry:" + jittered() + "\n\n");
    }

    byte[] of(Subscriber.Change change) {
        return switch (change) {
            case Subscriber.Change.Changes changes -> event("changes", "id:" + changes.revision() + "\n", changes);
            case Subscriber.Change.Present present -> event("presence", "", present);
            case Subscriber.Change.Alive alive -> ALIVE;
            case Subscriber.Change.Reset reset ->
                event(
                        "reset",
                        "id:" + reset.revision() + "\nretry:" + jittered() + "\n",
                        Map.of("revision", reset.revision()));
            case Subscriber.Change.Goodbye goodbye ->
                event("goodbye", "retry:" + jittered() + "\n", Map.of("reason", goodbye.reason()));
        };
    }

    private byte[] event(String name, String more, Object data) {
        try {
            return ("event:" + name + "\ncontent-type:application/json\n" + more + "data:"
                            + json.writeValueAsString(data) + "\n\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Milliseconds; spread, so that the streams of an instance that goes do not all come back at once. */
    static long jittered() {
        return ThreadLocalRandom.current().nextLong(500, 3000);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
