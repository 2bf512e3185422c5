package io.familygrocer.e2e.convergence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Judges what was told: by the stream to who listens, and by events to the other services. */
final class Tidings {

    private final World world;
    private final Map<UUID, ObjectNode> truth;
    private final long revision;
    private final Complaints complaints;

    /** @param revision that of the truth */
    Tidings(World world, Map<UUID, ObjectNode> truth, long revision, Complaints complaints) {
        this.world = world;
        this.truth = truth;
        this.revision = revision;
        this.complaints = complaints;
    }

    /** Who only listens ends with the same documents. */
    void theStreamTellsAll() {
        var listener = world.listener();
        if (!listener.hearUpTo(revision, world.patience())) {
            complaints.add("the stream does not tell of revision %s", revision);
        }
        var heard = listener.documents();
        if (heard.size() != truth.size()
                || !truth.entrySet().stream()
                        .allMatch(entry -> sameText(heard.get(entry.getKey()), entry.getValue()))) {
            complaints.add("the stream told %s instead of %s", heard.values(), truth.values());
        }
    }

    private static boolean sameText(JsonNode one, JsonNode other) {
        return one != null && one.toString().equals(other.toString());
    }

    /** The last that other services hear of a document is what it came to. */
    void theEventsTellAll() {
        long end = System.nanoTime() + world.patience().toNanos();
        List<String> missing = missingEvents();
        while (!missing.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            missing = missingEvents();
        }
        missing.forEach(complaints::say);
    }

    private List<String> missingEvents() {
        var last = new HashMap<UUID, Announced.Said>();
        var said = world.server().announced().of(world.family());
        said.forEach(event -> last.put(event.document(), event));
        var missing = new ArrayList<String>();
        for (var document : truth.values()) {
            var id = UUID.fromString(document.get("id").textValue());
            var event = last.get(id);
            if (event == null || event.revision() != document.get("revision").longValue()) {
                missing.add("the last event is %s, the document is %s".formatted(event, document));
            }
        }
        last.values().stream()
                .filter(event -> !truth.containsKey(event.document()))
                .filter(event -> event.type().equals("list.item-added.v1")
                        || event.type().equals("list.item-changed.v1"))
                .forEach(event -> missing.add("the last event of what is gone is %s".formatted(event)));
        return missing;
    }
}
