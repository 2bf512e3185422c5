package io.familygrocer.platform.events;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Lets an event have its effect once, however often it is delivered: its id is noted in the effect's own transaction.
 */
@ApplicationScoped
public class Inbox {

    private static final Logger LOG = Logger.getLogger(Inbox.class);

    private static final String NOTE =
            "insert into inbox (consumer, event_id, received_at) values (?1, ?2, now()) on conflict do nothing";

    private final ObjectMapper json;
    private final EventsConfig config;
    private final OutboxRelay relay;
    private final Pool pool;
    private final MeterRegistry metrics;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    Inbox(ObjectMapper json, EventsConfig config, OutboxRelay relay, Pool pool, MeterRegistry metrics) {
        this.json = json;
        this.config = config;
        this.relay = relay;
        this.pool = pool;
        this.metrics = metrics;
    }

    /**
     * Adds a consumer of events.
     *
     * @param consumer its name, which stays the same over releases and replicas
     * @param handlers what it does; events of other types are passed over
     */
    public Subscription subscribe(String consumer, Handlers handlers) {
        var subscription = new Subscription(consumer, handlers);
        subscriptions.add(subscription);
        return subscription;
    }

    /**
     * Hands an event to all consumers of its type once more, each in a transaction of its own and without retries. Those
     * on which it has had its effect already are passed over.
     *
     * @return how many consumers it has; fails where one of them does
     */
    Uni<Integer> again(Envelope event) {
        var takers = subscriptions.stream()
                .filter(subscription -> subscription.handlers.of(event.type()).isPresent())
                .toList();
        Uni<Void> done = Uni.createFrom().voidItem();
        for (var taker : takers) {
            done = done.chain(() -> taker.take(event));
        }
        return done.replaceWith(takers.size());
    }

    /** A consumer of events, by its name. */
    public final class Subscription {

        private final String consumer;
        private final Handlers handlers;

        private Subscription(String consumer, Handlers handlers) {
            this.consumer = consumer;
            this.handlers = handlers;
        }

        /**
         * Handles a message: events of types that the handlers do not know are passed over, a known one runs in a
         * transaction of its own, is retried where it fails, and fails for good after {@link EventsConfig#retries()},
         * upon which the channel's failure strategy makes it a dead letter.
         */
        public Uni<Void> consume(ConsumerRecord<String, byte[]> message) {
            Envelope event;
            try {
                event = Envelope.of(message);
            } catch (Envelope.MalformedEventException e) {
                LOG.warnf("%s gives up: %s", consumer, e.getMessage());
                return Uni.createFrom().failure(e);
            }
            if (handlers.of(event.type()).isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            return Uni.createFrom()
                    .deferred(() -> take(event))
                    .runSubscriptionOn(currentContext())
                    .onFailure(failure -> !(failure instanceof Envelope.MalformedEventException))
                    .retry()
                    .withBackOff(config.retryPause(), config.retryPause().multipliedBy(32))
                    .withJitter(0.5)
                    .atMost(config.retries())
                    .onFailure()
                    .invoke(failure -> LOG.warnf(failure, "%s gives up on %s %s", consumer, event.type(), event.id()));
        }

        private Uni<Void> take(Envelope event) {
            var handler = handlers.of(event.type()).orElseThrow();
            return once(consumer, event, () -> handler.handle(event, json))
                    .invoke(() -> handler.afterwards(event, json));
        }
    }

    private Uni<Void> once(String consumer, Envelope event, Supplier<Uni<Void>> effect) {
        return Panache.withTransaction(() -> Panache.getSession()
                        .chain(session -> session.createNativeQuery(NOTE)
                                .setParameter(1, consumer)
                                .setParameter(2, event.id())
                                .executeUpdate())
                        .chain(noted -> {
                            count(event, noted == 1 ? "effect" : "duplicate");
                            return noted == 1 ? effect.get() : Uni.createFrom().voidItem();
                        }))
                .invoke(relay::wake);
    }

    private void count(Envelope event, String outcome) {
        metrics.counter("grocer.inbox.events", "type", event.type(), "outcome", outcome)
                .increment();
    }

    /** Forgets what no broker will deliver again. */
    @Scheduled(
            every = "1h",
            delayed = "5m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> forget() {
        var before = Clock.systemUTC().instant().minus(config.inboxRetention()).atOffset(ZoneOffset.UTC);
        return pool.preparedQuery("delete from inbox where received_at < $1")
                .execute(Tuple.of(before))
                .replaceWithVoid();
    }

    /** Where a retry has to run: Hibernate Reactive's sessions belong to the context that opened them. */
    static Executor currentContext() {
        Context context = Vertx.currentContext();
        return context == null ? Runnable::run : task -> context.runOnContext(ignored -> task.run());
    }
}
