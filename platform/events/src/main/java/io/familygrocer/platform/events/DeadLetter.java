package io.familygrocer.platform.events;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import io.vertx.core.json.JsonObject;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hibernate.annotations.Immutable;

/** A message that this service could not consume. */
@Entity
@Immutable
@Table(name = "dead_letter")
@IdClass(DeadLetter.Place.class)
class DeadLetter {

    /** What the connector writes beside a message's own headers. */
    private static final String ADDED = "dead-letter-";

    @Id
    int partition;

    @Id
    long position;

    /** The topic that it was consumed from. */
    @Column(name = "came_from")
    String cameFrom;

    /** Null where it had none. */
    String key;

    /** Its own, without those that say how it died; a JSON object of texts. */
    String headers;

    /** Null where it had none. */
    byte[] data;

    /** What failed, as the exception says. */
    String reason;

    @Column(name = "died_at")
    Instant diedAt;

    /** A message as the connector put it on the dead-letter topic. */
    static DeadLetter of(ConsumerRecord<String, byte[]> message) {
        var headers = new TreeMap<String, String>();
        for (var header : message.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        var letter = new DeadLetter();
        letter.partition = message.partition();
        letter.position = message.offset();
        letter.cameFrom = headers.getOrDefault(ADDED + "topic", message.topic());
        letter.key = message.key();
        letter.data = message.value();
        letter.reason = headers.getOrDefault(ADDED + "reason", "unknown");
        letter.diedAt = Instant.ofEpochMilli(message.timestamp());
        headers.keySet().removeIf(name -> name.startsWith(ADDED));
        letter.headers = new JsonObject(Map.copyOf(headers)).encode();
        return letter;
    }

    JsonObject headers() {
        return new JsonObject(headers);
    }

    Place place() {
        return new Place(partition, position);
    }

    /**
     * The event that it is.
     *
     * @throws Envelope.MalformedEventException where it is none
     */
    Envelope event() {
        var message = new ConsumerRecord<>(cameFrom, 0, position, key, data);
        headers()
                .forEach(header -> message.headers()
                        .add(header.getKey(), header.getValue().toString().getBytes(StandardCharsets.UTF_8)));
        return Envelope.of(message);
    }

    /** Where a message lies on the dead-letter topic; written {@code partition-position}. */
    record Place(int partition, long position) implements Serializable {

        static final Place BEGINNING = new Place(-1, -1);

        static Optional<Place> parse(String text) {
            var parts = text.split("-", 2);
            try {
                return parts.length == 2
                        ? Optional.of(new Place(Integer.parseInt(parts[0]), Long.parseLong(parts[1])))
                        : Optional.empty();
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }

        @Override
        public String toString() {
            return partition + "-" + position;
        }
    }
}
