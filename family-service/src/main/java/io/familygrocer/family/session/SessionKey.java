package io.familygrocer.family.session;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Where a page of sessions begins: after this one. As text {@code <microseconds since 1970>.<id>}. */
record SessionKey(Instant createdAt, UUID id) {

    static final String FORM = "\\d{1,17}\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    static SessionKey of(Session session) {
        return new SessionKey(session.createdAt, session.id);
    }

    /** Reads what {@link #text} wrote, and what has its {@link #FORM}. */
    static SessionKey parse(String text) {
        String[] parts = text.split("\\.", 2);
        return new SessionKey(
                Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS), UUID.fromString(parts[1]));
    }

    String text() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, createdAt) + "." + id;
    }
}
