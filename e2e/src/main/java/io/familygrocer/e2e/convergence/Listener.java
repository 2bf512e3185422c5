package io.familygrocer.e2e.convergence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.familygrocer.e2e.EventStream;

/** Somebody who does nothing but listen to the family's stream, and opens it again where it was when it breaks. */
final class Listener implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ListServer server;
    private final UUID person;
    private final UUID family;
    private final Link.Plant plant;
    private final Map<UUID, JsonNode> heard = new TreeMap<>();
    private EventStream stream;
    private long upTo;

    Listener(ListServer server, UUID person, UUID family, Link.Plant plant) {
        this.server = server;
        this.person = person;
        this.family = family;
        this.plant = plant;
        this.stream = server.stream(person, family, 0);
    }

    /** Listens until a revision has been told. */
    boolean hearUpTo(long revision, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (upTo < revision) {
            try {
                var event = stream.await(Duration.ofNanos(end - System.nanoTime()), said -> true);
                switch (event.name()) {
                    case "changes" -> take(event);
                    case "closed", "goodbye" -> reopen();
                    case "reset" -> startAgain();
                    default -> {}
                }
            } catch (IllegalStateException silence) {
                return false;
            }
        }
        return true;
    }

    private void take(EventStream.Event event) {
        if (plant.is(Bug.LOST_ANNOUNCEMENT) && plant.strikes()) {
            return;
        }
        try {
            var data = JSON.readTree(event.data());
            data.get("changes").forEach(document -> {
                var id = UUID.fromString(document.get("id").textValue());
                if (document.get("deleted").booleanValue()) {
                    heard.remove(id);
                } else {
                    heard.put(id, document);
                }
            });
            upTo = data.get("revision").longValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it would have to hear first has been forgotten. */
    private void startAgain() {
        heard.clear();
        upTo = 0;
        reopen();
    }

    private void reopen() {
        stream.close();
        stream = server.stream(person, family, upTo);
    }

    /** The documents, as far as they were told. */
    Map<UUID, JsonNode> documents() {
        return heard;
    }

    @Override
    public void close() {
        stream.close();
    }
}
