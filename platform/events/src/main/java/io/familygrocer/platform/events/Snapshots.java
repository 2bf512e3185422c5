package io.familygrocer.platform.events;

import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Reads a log-compacted topic, whose messages each say the whole state of their key. How far it has been read is kept in
 * the database, in the transaction of the effect, and not at the broker: a new service, a wiped database or one that was
 * restored from a backup so reads again what it lacks, by itself. There is no inbox: an effect must hold by the version
 * in its message, as it may come again.
 *
 * <p>A channel that uses it names {@link SnapshotOffsets#NAME} as its {@code consumer-rebalance-listener.name} and reads
 * from the earliest offset.
 */
@ApplicationScoped
public class Snapshots {

    private static final Logger LOG = Logger.getLogger(Snapshots.class);

    private static final String NOTE = """
            insert into consumer_offset as o (topic, partition, next_offset) values (?1, ?2, ?3)
            on conflict (topic, partition) do update set next_offset = excluded.next_offset""";

    private final ObjectMapper json;
    private final EventsConfig config;
    private final OutboxRelay relay;

    Snapshots(ObjectMapper json, EventsConfig config, OutboxRelay relay) {
        this.json = json;
        this.config = config;
        this.relay = relay;
    }

    /**
     * Handles a message in a transaction of its own, with the retries of {@link Inbox}; what fails for good is for the
     * channel's failure strategy.
     *
     * @param handlers what to do with a state; types that they do not know are passed over
     * @param type whose keys may be forgotten
     * @param gone what to do with a key of that type whose message has no value: its last word
     */
    public Uni<Void> consume(
            ConsumerRecord<String, byte[]> message, Handlers handlers, String type, Function<String, Uni<Void>> gone) {
        if (message.value() == null) {
            return type.equals(Envelope.typeOf(message))
                    ? retried(message, () -> gone.apply(message.key()))
                    : Uni.createFrom().voidItem();
        }
        Envelope event;
        try {
            event = Envelope.of(message);
        } catch (Envelope.MalformedEventException e) {
            LOG.warnf("A snapshot can't be read: %s", e.getMessage());
            return Uni.createFrom().failure(e);
        }
        var handler = handlers.of(event.type());
        if (handler.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return retried(message, () -> handler.get().handle(event, json))
                .invoke(() -> handler.get().afterwards(event, json));
    }

    private Uni<Void> retried(ConsumerRecord<String, byte[]> message, java.util.function.Supplier<Uni<Void>> effect) {
        return Uni.createFrom()
                .deferred(() -> Panache.withTransaction(
                        () -> effect.get().chain(() -> note(message)).replaceWithVoid()))
                .runSubscriptionOn(Inbox.currentContext())
                .onFailure(failure -> !(failure instanceof Envelope.MalformedEventException))
                .retry()
                .withBackOff(config.retryPause(), config.retryPause().multipliedBy(32))
                .withJitter(0.5)
                .atMost(config.retries())
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        failure, "Gives up on the snapshot at offset %d of %s", message.offset(), message.topic()))
                .invoke(relay::wake);
    }

    private static Uni<Integer> note(ConsumerRecord<String, byte[]> message) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(NOTE)
                        .setParameter(1, message.topic())
                        .setParameter(2, message.partition())
                        .setParameter(3, message.offset() + 1)
                        .executeUpdate());
    }
}
