package io.familygrocer.platform.events;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * An event that is true and not yet known to be published. The database numbers the rows in the order of their
 * insertion; as a writer holds its key's lock while it inserts, the numbers of one key follow the order of the commits.
 */
@Entity
@Table(name = "outbox")
class OutboxMessage {

    @Id
    UUID id;

    /** Rows of one lane are relayed by one replica at a time; all events of a key share a lane. */
    @Column(nullable = false)
    short lane;

    @Column(nullable = false)
    String key;

    @Column(nullable = false)
    String type;

    /** Null where the message is a tombstone. */
    String data;

    /** Where it goes; null is the service's own topic. */
    String topic;

    /** W3C trace context of the request that made it true; null where nothing was traced. */
    String traceparent;

    @Column(name = "created_at", nullable = false)
    Instant createdAt;
}
