package io.familygrocer.platform.events;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.TracingMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Moves events from the outbox to the broker, in order for each key. Any replica may run it at any time: lanes are
 * leased by advisory locks of the relaying transaction, which ends with its connection, so that a killed replica
 * holds nothing back. A row is deleted only after the broker has acknowledged it; what a crash leaves behind is sent
 * again, and the consumers' {@link Inbox} knows it by its id.
 *
 * <p>Rows are chosen by being there, never by a cursor over their numbers, so a row that commits late is not skipped.
 */
@ApplicationScoped
public class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    /** Marks our advisory locks among those of others; the bytes of "out". */
    private static final int LOCK_SPACE = 0x6f7574;

    // Lanes with rows are found first and locked one by one after that: the lock must not be tried on an empty lane.
    private static final String LEASE = """
            with waiting as materialized (
              select lane from generate_series(0, %d) lane
              where lane <> all($2::smallint[]) and exists (select 1 from outbox o where o.lane = lane.lane) order by random())
            select lane from waiting where pg_try_advisory_xact_lock(%d, lane) limit $1""".formatted(Outbox.LANES - 1, LOCK_SPACE);
    // A statement of its own: one that locks sees the rows as they were before it had the lock, sent ones included.
    private static final String READ = """
            select o.* from unnest($1::smallint[]) leased (lane)
            cross join lateral (
              select position, lane, id, key, type, data, topic, traceparent, created_at from outbox
              where lane = leased.lane order by position limit $2) o
            order by o.position""";
    private static final String DELETE = "delete from outbox where id = any($1)";

    /** Not the context of whoever wakes us: relaying is no part of a request. */
    private final Context own;

    private final Pool pool;
    private final MutinyEmitter<byte[]> emitter;
    private final EventsConfig config;
    private final Counter relayed;
    private final Counter failed;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicBoolean troubled = new AtomicBoolean();

    /**
     * Lanes of which the broker has not taken all, until the next sweep: at each turn what stands behind the refused
     * message would be sent again.
     */
    private final Set<Short> left = ConcurrentHashMap.newKeySet();

    /** Lanes of which the broker did not take all when they were last tried. */
    private final Set<Short> refusing = new HashSet<>();

    OutboxRelay(
            Pool pool,
            @Channel("events-out") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) MutinyEmitter<byte[]> emitter,
            EventsConfig config,
            MeterRegistry metrics,
            Vertx vertx) {
        this.own = vertx.getOrCreateContext();
        this.pool = pool;
        this.emitter = emitter;
        this.config = config;
        this.relayed = metrics.counter("grocer.outbox.relayed");
        this.failed = metrics.counter("grocer.outbox.failed");
    }

    /** Relays soon; returns at once. Calls that come while it runs make it look once more. */
    public void wake() {
        if (calls.getAndIncrement() == 0) {
            own.runOnContext(ignored -> drain());
        }
    }

    /** Finds what a killed replica or a broker that was away has left behind, and tries again what was refused. */
    @Scheduled(
            every = "${grocer.events.sweep:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void sweep() {
        left.clear();
        wake();
    }

    private void drain() {
        int seen = calls.get();
        relayOnce()
                .subscribe()
                .with(
                        turn -> {
                            notice(turn);
                            if (turn.more() || !calls.compareAndSet(seen, 0)) {
                                drain();
                            }
                        },
                        failure -> {
                            // The rows are still there; the next sweep tries again.
                            failed.increment();
                            if (troubled.compareAndSet(false, true)) {
                                LOG.warnf(failure, "Events wait in the outbox: relaying failed");
                            }
                            calls.set(0);
                        });
    }

    private void notice(Turn turn) {
        var refused = turn.refused();
        left.addAll(refused.keySet());
        failed.increment(refused.size());
        // Said once for each lane until it is whole again: a broker that is away for an hour is no warning a second.
        if (refusing.addAll(refused.keySet())) {
            LOG.warnf(
                    refused.values().iterator().next(),
                    "Events wait in the outbox: the broker has not taken all of lanes %s",
                    refused.keySet());
        }
        refusing.removeAll(turn.sent());
        // A turn that found no lane says nothing of the broker.
        if (turn.more() || !refused.isEmpty()) {
            troubled.set(!turn.more());
        }
    }

    /** One turn: what the lanes that could be leased have come to. */
    private Uni<Turn> relayOnce() {
        // Who has just failed may be the one whom the broker does not hear: the lanes are for the others then.
        int most = troubled.get() ? 1 : Outbox.LANES;
        return pool.withTransaction(connection -> connection
                .preparedQuery(LEASE)
                .execute(Tuple.of(most, left.toArray(Short[]::new)))
                .chain(lanes -> lanes.size() == 0
                        ? Uni.createFrom().item(Turn.nothing())
                        : relay(connection, laneNumbers(lanes))));
    }

    private static Short[] laneNumbers(RowSet<Row> lanes) {
        return StreamSupport.stream(lanes.spliterator(), false)
                .map(row -> row.getInteger(0).shortValue())
                .toArray(Short[]::new);
    }

    private Uni<Turn> relay(SqlConnection connection, Short[] lanes) {
        int each = Math.max(1, config.relayBatch() / lanes.length);
        return connection.preparedQuery(READ).execute(Tuple.of(lanes, each)).chain(rows -> {
            var batches = StreamSupport.stream(rows.spliterator(), false)
                    .collect(Collectors.groupingBy(row -> row.getShort("lane")));
            return Uni.join()
                    .all(batches.entrySet().stream()
                            .map(batch -> sent(batch.getKey(), batch.getValue()))
                            .toList())
                    .andFailFast()
                    .chain(lanesSent -> delete(connection, lanesSent));
        });
    }

    /** A lane that can't be sent keeps its rows, and holds no other one back. */
    private Uni<Sent> sent(short lane, List<Row> batch) {
        return send(batch)
                .map(ignored -> new Sent(lane, batch, null))
                .onFailure()
                .recoverWithItem(failure -> new Sent(lane, List.of(), failure));
    }

    private Uni<Void> send(List<Row> batch) {
        // All in flight together: the idempotent producer keeps their order within a partition.
        var sends = batch.stream().map(this::send).toList();
        Duration timeout = config.relayTimeout();
        return Uni.join()
                .all(sends)
                .andCollectFailures()
                .replaceWithVoid()
                .ifNoItem()
                .after(timeout)
                .fail();
    }

    private Uni<Void> send(Row row) {
        var headers = new RecordHeaders()
                .add(Envelope.SPEC_VERSION, "1.0".getBytes(UTF_8))
                .add(Envelope.ID, row.getUUID("id").toString().getBytes(UTF_8))
                .add(Envelope.SOURCE, config.source().getBytes(UTF_8))
                .add(Envelope.TYPE, row.getString("type").getBytes(UTF_8))
                .add(Envelope.TIME, time(row).toString().getBytes(UTF_8))
                .add("content-type", "application/json".getBytes(UTF_8));
        // "Current" is what the connector takes for the parent of its span; "previous" is for what it receives.
        String data = row.getString("data");
        var message = Message.of(data == null ? null : data.getBytes(UTF_8))
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                        // Null leaves it at the topic of the channel.
                        .withTopic(row.getString("topic"))
                        .withKey(row.getString("key"))
                        .withHeaders(headers)
                        .build())
                .addMetadata(TracingMetadata.withCurrent(trace(row.getString("traceparent"))));
        return emitter.sendMessage(message);
    }

    private Uni<Turn> delete(SqlConnection connection, List<Sent> lanes) {
        var ids = lanes.stream()
                .flatMap(lane -> lane.rows.stream())
                .map(row -> row.getUUID("id"))
                .toArray(UUID[]::new);
        var turn = Turn.of(lanes);
        return ids.length == 0
                ? Uni.createFrom().item(turn)
                : connection
                        .preparedQuery(DELETE)
                        .execute(Tuple.of(ids))
                        .invoke(() -> relayed.increment(ids.length))
                        .replaceWith(turn);
    }

    private static Instant time(Row row) {
        return row.getOffsetDateTime("created_at")
                .withOffsetSameInstant(ZoneOffset.UTC)
                .toInstant();
    }

    private static io.opentelemetry.context.Context trace(String traceparent) {
        if (traceparent == null) {
            return io.opentelemetry.context.Context.root();
        }
        return GlobalOpenTelemetry.getPropagators()
                .getTextMapPropagator()
                .extract(
                        io.opentelemetry.context.Context.root(),
                        Map.of("traceparent", traceparent),
                        MapGetter.INSTANCE);
    }

    private enum MapGetter implements TextMapGetter<Map<String, String>> {
        INSTANCE;

        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return carrier.keySet();
        }

        @Override
        public String get(Map<String, String> carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    }

    /**
     * What of a lane the broker has acknowledged.
     *
     * @param failure why it is nothing; null where it is all
     */
    private record Sent(short lane, List<Row> rows, Throwable failure) {}

    /**
     * What a turn has come to.
     *
     * @param sent the lanes whose rows have gone: there may be more in them
     * @param refused the lanes whose rows were left, and why
     */
    private record Turn(Set<Short> sent, Map<Short, Throwable> refused) {

        static Turn nothing() {
            return new Turn(Set.of(), Map.of());
        }

        static Turn of(List<Sent> lanes) {
            var sent = new HashSet<Short>();
            var refused = new TreeMap<Short, Throwable>();
            for (var lane : lanes) {
                if (lane.failure == null) {
                    sent.add(lane.lane);
                } else {
                    refused.put(lane.lane, lane.failure);
                }
            }
            return new Turn(sent, refused);
        }

        boolean more() {
            return !sent.isEmpty();
        }
    }
}
