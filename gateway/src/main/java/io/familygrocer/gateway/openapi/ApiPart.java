package io.familygrocer.gateway.openapi;

import java.util.function.Predicate;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What one service says about itself.
 *
 * @param service the name of its upstream
 * @param state how well this is known
 * @param document as the service sent it, never changed; null where it is missing
 * @param routed whether a path of it reaches this service through the gateway
 */
record ApiPart(String service, State state, ObjectNode document, Predicate<String> routed) {

    /** How well a document is known. */
    enum State {
        /** The service has just said it. */
        CURRENT("current"),
        /** The service said it once, and can't be asked now. */
        LAST_KNOWN("last-known"),
        /** The service could not be asked yet. */
        MISSING("missing");

        private final String label;

        State(String label) {
            this.label = label;
        }

        /** The name on the wire. */
        String label() {
            return label;
        }
    }
}
