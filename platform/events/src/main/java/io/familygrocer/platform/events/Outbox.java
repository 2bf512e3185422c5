package io.familygrocer.platform.events;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.context.Context;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/**
 * Where a service says that something has become true. The event is written in the transaction that makes it true and
 * published once that has committed, so that neither can happen without the other.
 */
@ApplicationScoped
public class Outbox {

    static final int LANES = 16;

    private final ObjectMapper json;
    private final OutboxRelay relay;

    Outbox(ObjectMapper json, OutboxRelay relay) {
        this.json = json;
        this.relay = relay;
    }

    /**
     * Runs the work in a transaction (or the one it is already in) and wakes the relay after the commit.
     *
     * @return what the work returns; its failure rolls back the work and its events
     */
    public <T> Uni<T> transaction(Supplier<Uni<T>> work) {
        return Panache.withTransaction(work).invoke(relay::wake);
    }

    /**
     * Adds events to the current transaction. The caller holds a lock on what the events' key stands for: that gives
     * the events of one key their order.
     */
    public Uni<Void> add(List<? extends Event> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var rows = events.stream().map(this::row).toArray();
        return Panache.getSession().chain(session -> session.persistAll(rows));
    }

    /** Adds one event; see {@link #add(List)}. */
    public Uni<Void> add(Event event) {
        return add(List.of(event));
    }

    /**
     * Adds an event for another topic than the service's own, in order with the other events of its key; see
     * {@link #add(List)}.
     *
     * @param topic one that the service owns
     */
    public Uni<Void> addTo(String topic, Event event) {
        var row = row(event);
        row.topic = topic;
        return Panache.getSession().chain(session -> session.persist(row));
    }

    /**
     * Adds a message without a value, which makes a compacted topic forget its key; see {@link #addTo}.
     *
     * @param type the CloudEvents type of what is forgotten
     */
    public Uni<Void> addTombstone(String topic, String type, String key) {
        var row = row(type, key);
        row.topic = topic;
        return Panache.getSession().chain(session -> session.persist(row));
    }

    private OutboxMessage row(Event event) {
        var row = row(event.type(), event.key());
        try {
            row.data = json.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not writable as JSON: " + event.type(), e);
        }
        return row;
    }

    private static OutboxMessage row(String type, String key) {
        var row = new OutboxMessage();
        row.id = UUID.randomUUID();
        row.key = key;
        row.lane = (short) Math.floorMod(key.hashCode(), LANES);
        row.type = type;
        row.traceparent = traceparent();
        row.createdAt = Clock.systemUTC().instant();
        return row;
    }

    private static String traceparent() {
        var carrier = new HashMap<String, String>();
        GlobalOpenTelemetry.getPropagators().getTextMapPropagator().inject(Context.current(), carrier, HashMap::put);
        return carrier.get("traceparent");
    }
}
