package io.familygrocer.client;

import java.io.IOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How a replica reaches the server: one {@code POST /api/sync}. */
@FunctionalInterface
public interface Transport {

    /**
     * Sends a call and waits for its answer.
     *
     * @throws IOException where no answer came; the server may have taken the call or not, and it is sent again
     * @throws SyncRefused where the server answered with a problem
     */
    JsonNode sync(ObjectNode request) throws IOException;
}
