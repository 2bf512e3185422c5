package io.familygrocer.platform.events;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

    /**
     * Adds what {@link #written} has made of events, its only parameter: for who writes other things in the same
     * statement. The database numbers the rows in the order of their insertion; as a writer holds its key's lock
     * meanwhile, the numbers of one key follow the order of the commits.
     */
    public static final String INSERT = """
            insert into outbox (id, lane, key, type, data, topic, traceparent, created_at)
            select id, lane, key, type, data, topic, traceparent, created_at
            from rows from (json_to_recordset(cast(cast(? as text) as json)) as (id uuid, lane smallint, key text,
              type text, data text, topic text, traceparent text, created_at timestamptz))
              with ordinality as e (id, lane, key, type, data, topic, traceparent, created_at, nr) order by nr""";

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
        return Panache.withTransaction(work).invoke(this::relaySoon);
    }

    /** For who has written {@link #INSERT} in a transaction that is not {@link #transaction}, after its commit. */
    public void relaySoon() {
        relay.wake();
    }

    /**
     * Adds events to the current transaction. The caller holds a lock on what the events' key stands for: that gives
     * the events of one key their order.
     */
    public Uni<Void> add(List<? extends Event> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return insert(written(List.of(new Said(events, trace()))));
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
        var rows = json.createArrayNode();
        row(rows.addObject(), event, trace()).put("topic", topic);
        return insert(rows);
    }

    /**
     * Adds a message without a value, which makes a compacted topic forget its key; see {@link #addTo}.
     *
     * @param type the CloudEvents type of what is forgotten
     */
    public Uni<Void> addTombstone(String topic, String type, String key) {
        var rows = json.createArrayNode();
        row(rows.addObject(), type, key, trace()).put("topic", topic);
        return insert(rows);
    }

    /** Events as {@link #INSERT} takes them. */
    public String written(List<Said> said) {
        var rows = json.createArrayNode();
        said.forEach(of -> of.events.forEach(event -> row(rows.addObject(), event, of.trace)));
        return rows.toString();
    }

    /** The trace of the current request, as W3C Trace Context has it; null where there is none. */
    public static String trace() {
        var carrier = new HashMap<String, String>();
        GlobalOpenTelemetry.getPropagators().getTextMapPropagator().inject(Context.current(), carrier, HashMap::put);
        return carrier.get("traceparent");
    }

    private static Uni<Void> insert(ArrayNode rows) {
        return insert(rows.toString());
    }

    private static Uni<Void> insert(String written) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(INSERT.replace("?", "?1"))
                        .setParameter(1, written)
                        .executeUpdate())
                .replaceWithVoid();
    }

    private ObjectNode row(ObjectNode row, Event event, String trace) {
        try {
            return row(row, event.type(), event.key(), trace).put("data", json.writeValueAsString(event));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not writable as JSON: " + event.type(), e);
        }
    }

    private static ObjectNode row(ObjectNode row, String type, String key, String trace) {
        return row.put("id", UUID.randomUUID().toString())
                .put("lane", Math.floorMod(key.hashCode(), LANES))
                .put("key", key)
                .put("type", type)
                .put("traceparent", trace)
                .put("created_at", Clock.systemUTC().instant().toString());
    }

    /**
     * Events of one request.
     *
     * @param trace its {@link #trace}; null where there is none
     */
    public record Said(List<? extends Event> events, String trace) {}
}
