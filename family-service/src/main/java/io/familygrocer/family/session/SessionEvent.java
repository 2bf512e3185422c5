package io.familygrocer.family.session;

import java.util.UUID;

import io.familygrocer.platform.events.Event;

/** What other services learn about sessions; on the topic {@code grocer.family}. */
public sealed interface SessionEvent extends Event {

    /** Whose session it is. */
    UUID personId();

    @Override
    default String key() {
        return personId().toString();
    }

    /**
     * A session is over; it never comes back. Its access tokens die by themselves, see the service's README.
     *
     * @param reason the wire name of an {@link EndReason}
     */
    record Ended(UUID personId, UUID sessionId, String reason) implements SessionEvent {

        @Override
        public String type() {
            return "family.session-ended.v1";
        }
    }
}
