package io.familygrocer.e2e.convergence;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.familygrocer.client.Transport;

/** What was folded into what in a family: read from its tombstones, and kept when the server forgets them. */
final class Past {

    private final UUID family;
    private final Transport server;
    private final Answers answers;
    private final UUID client = UUID.randomUUID();
    private final Map<UUID, UUID> aliases = new HashMap<>();
    // From 1 on and not from nothing, so that it hears of what is gone.
    private long since = 1;
    private boolean forgotten;

    /**
     * Of a family.
     *
     * @param server past the network and what is planted in it
     */
    Past(UUID family, Transport server, Answers answers) {
        this.family = family;
        this.server = server;
        this.answers = answers;
    }

    /** Reads on from where it was. */
    void read() throws IOException {
        boolean more = true;
        while (more) {
            var answer = server.sync(JsonNodeFactory.instance
                    .objectNode()
                    .put("familyId", family.toString())
                    .put("clientId", client.toString())
                    .put("since", since));
            answers.add(since, answer);
            answer.get("changes").forEach(document -> {
                if (document.hasNonNull("mergedInto")) {
                    aliases.put(
                            UUID.fromString(document.get("id").textValue()),
                            UUID.fromString(document.get("mergedInto").textValue()));
                }
            });
            long upTo = answer.get("revision").longValue();
            more = answer.get("more").booleanValue() && upTo > since;
            since = Math.max(since, upTo);
        }
    }

    void hasForgotten() {
        forgotten = true;
    }

    boolean isForgotten() {
        return forgotten;
    }

    /** Of each id that was folded into another item, which one that is, as far as it was read. */
    Map<UUID, UUID> aliases() {
        return Map.copyOf(aliases);
    }
}
