package io.familygrocer.platform.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An event as it arrived: CloudEvents 1.0 in Kafka's binary content mode.
 *
 * @param id unique for its source; the same for every redelivery
 * @param type language-neutral name with version
 * @param key the partition key
 * @param time when it became true, as its producer says; where it does not, when the broker was told
 * @param data the JSON document, as bytes
 */
public record Envelope(String id, String type, String key, Instant time, byte[] data) {

    /** The headers of the Kafka protocol binding, version 1.0.2, section 3.2.3. */
    static final String ID = "ce_id";

    static final String TYPE = "ce_type";
    static final String SOURCE = "ce_source";
    static final String SPEC_VERSION = "ce_specversion";
    static final String TIME = "ce_time";

    /**
     * Reads the envelope of a record.
     *
     * @throws MalformedEventException where it is no CloudEvent in binary mode
     */
    public static Envelope of(ConsumerRecord<String, byte[]> message) {
        if (message.value() == null) {
            throw new MalformedEventException("an event without data at offset " + message.offset());
        }
        return new Envelope(header(message, ID), header(message, TYPE), message.key(), time(message), message.value());
    }

    /** The CloudEvents type, also of a message without data; null where it has none. */
    static String typeOf(ConsumerRecord<String, byte[]> message) {
        var header = message.headers().lastHeader(TYPE);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /**
     * The data as the consumer's own record; fields that the record does not have are ignored.
     *
     * @throws MalformedEventException where the data is no JSON or does not fit
     */
    public <T> T as(Class<T> form, ObjectMapper json) {
        try {
            return json.readerFor(form)
                    .without(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(data);
        } catch (IOException e) {
            throw new MalformedEventException("the data of %s %s does not fit".formatted(type, id), e);
        }
    }

    private static Instant time(ConsumerRecord<String, byte[]> message) {
        if (message.headers().lastHeader(TIME) == null) {
            return Instant.ofEpochMilli(message.timestamp());
        }
        try {
            return Instant.parse(header(message, TIME));
        } catch (DateTimeParseException e) {
            throw new MalformedEventException("%s is no time at offset %d".formatted(TIME, message.offset()));
        }
    }

    private static String header(ConsumerRecord<String, byte[]> message, String name) {
        var header = message.headers().lastHeader(name);
        if (header == null || header.value() == null) {
            throw new MalformedEventException("no header %s at offset %d".formatted(name, message.offset()));
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    /** A message that will be as wrong at the next attempt: it goes to the dead letters at once. */
    public static final class MalformedEventException extends UncheckedIOException {

        private static final long serialVersionUID = 1L;

        MalformedEventException(String message) {
            this(message, new IOException(message));
        }

        MalformedEventException(String message, IOException cause) {
            super(message, cause);
        }
    }
}
