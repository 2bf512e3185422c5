package io.familygrocer.platform.events;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Moves events from the outbox to the broker, in order for each key. Any replica may run it at any time: a lane is
 * leased by an advisory lock of the relaying transaction, which ends with its connection, so that a killed replica
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
              where exists (select 1 from outbox o where o.lane = lane.lane) order by random())
            select lane from waiting where pg_try_advisory_xact_lock(%d, lane) limit 1""".formatted(Outbox.LANES - 1, LOCK_SPACE);
    private static final String READ = """
            select id, key, type, data, topic, traceparent, created_at from outbox
            where lane = $1 order by position limit $2""";
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

    /** Finds what a killed replica or a broker that was away has left behind. */
    @Scheduled(
            every = "${grocer.events.sweep:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void sweep() {
        wake();
    }

    private void drain() {
        int seen = calls.get();
        relayOneLane()
                .subscribe()
                .with(
                        more -> {
                            troubled.set(false);
                            if (more || !calls.compareAndSet(seen, 0)) {
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

    /** One turn: false where no lane has anything for us. */
    Uni<Boolean> relayOneLane() {
        return pool.withTransaction(connection -> connection
                .query(LEASE)
                .execute()
                .chain(lanes -> lanes.size() == 0
                        ? Uni.createFrom().item(false)
                        : relay(connection, lanes.iterator().next().getInteger(0))));
    }

    private Uni<Boolean> relay(SqlConnection connection, int lane) {
        return connection
                .preparedQuery(READ)
                .execute(Tuple.of((short) lane, config.relayBatch()))
                .chain(rows -> {
                    var batch = StreamSupport.stream(rows.spliterator(), false).toList();
                    return send(batch)
                            .chain(() -> delete(connection, batch))
                            .invoke(() -> relayed.increment(batch.size()))
                            .replaceWith(true);
                });
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

    private static Uni<Void> delete(SqlConnection connection, List<Row> batch) {
        var ids = batch.stream().map(row -> row.getUUID("id")).toArray(UUID[]::new);
        return connection.preparedQuery(DELETE).execute(Tuple.of(ids)).replaceWithVoid();
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
}
