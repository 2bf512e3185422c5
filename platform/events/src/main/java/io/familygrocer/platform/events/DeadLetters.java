package io.familygrocer.platform.events;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.hibernate.reactive.mutiny.Mutiny.Session;
import org.jboss.logging.Logger;

/**
 * What this service could not consume: read from its dead-letter topic into its database, where an operator sees it,
 * sends it again or puts it away. The gauge {@code grocer.dead.letters.waiting} says how many wait; there should be none.
 */
@ApplicationScoped
public class DeadLetters {

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private static final String PAGE = """
            from DeadLetter where partition > ?1 or partition = ?1 and position > ?2 order by partition, position""";

    private final Inbox inbox;
    private final EventsConfig config;
    private final AtomicLong waiting;

    DeadLetters(Inbox inbox, EventsConfig config, MeterRegistry metrics) {
        this.inbox = inbox;
        this.config = config;
        this.waiting = metrics.gauge("grocer.dead.letters.waiting", new AtomicLong());
    }

    /** Keeps a message until somebody has looked after it. A database that is away is waited for. */
    @Incoming("dead-letters")
    Uni<Void> keep(ConsumerRecord<String, byte[]> message) {
        var letter = DeadLetter.of(message);
        return Uni.createFrom()
                .deferred(() -> transaction(session -> session.find(DeadLetter.class, letter.place())
                        .chain(known -> known == null
                                ? session.persist(letter)
                                : Uni.createFrom().voidItem())))
                .runSubscriptionOn(Inbox.currentContext())
                .onFailure()
                .retry()
                .withBackOff(config.retryPause(), Duration.ofSeconds(30))
                .indefinitely()
                .chain(this::count);
    }

    /** The letters after a place, in the order in which they lie on the topic. */
    Uni<List<DeadLetter>> page(DeadLetter.Place after, int limit) {
        return Panache.withSession(() -> Panache.getSession()
                .chain(session -> session.createSelectionQuery(PAGE, DeadLetter.class)
                        .setParameter(1, after.partition())
                        .setParameter(2, after.position())
                        .setMaxResults(limit)
                        .getResultList()));
    }

    /** One letter; null where there is none. */
    Uni<DeadLetter> one(DeadLetter.Place place) {
        return Panache.withSession(() -> Panache.getSession().chain(session -> session.find(DeadLetter.class, place)));
    }

    /**
     * Hands an event once more to the consumers that it is for, and puts the letter away where all of them are done with
     * it. A consumer that had its effect already has none again.
     *
     * @return how many consumers it was for; 0 leaves the letter where it is
     */
    Uni<Integer> again(DeadLetter letter) {
        return Uni.createFrom()
                .deferred(() -> inbox.again(letter.event()))
                .call(takers -> takers == 0 ? Uni.createFrom().voidItem() : remove(letter.place()));
    }

    /** Puts a letter away for good; false where it is not there. */
    Uni<Boolean> remove(DeadLetter.Place place) {
        return transaction(session -> session.createMutationQuery(
                                "delete from DeadLetter where partition = ?1 and position = ?2")
                        .setParameter(1, place.partition())
                        .setParameter(2, place.position())
                        .executeUpdate())
                .call(this::count)
                .map(removed -> removed == 1);
    }

    /** Forgets what was to be said of these; in the current transaction. */
    public Uni<Void> erase(Collection<String> keys) {
        return Panache.getSession()
                .chain(session -> session.createMutationQuery("delete from DeadLetter where key in ?1")
                        .setParameter(1, keys)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Every replica says how many wait, whichever has kept or removed them. */
    @Scheduled(
            every = "${grocer.events.dead-letter-count:10s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> count() {
        return Panache.withSession(() -> Panache.getSession()
                        .chain(session -> session.createSelectionQuery("select count(*) from DeadLetter", Long.class)
                                .getSingleResult()))
                .invoke(waiting::set)
                .replaceWithVoid();
    }

    /** What nobody has looked after for so long is given up, as the topic gives it up. */
    @Scheduled(
            every = "1h",
            delayed = "5m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> forget() {
        var before = Clock.systemUTC().instant().minus(config.deadLetterRetention());
        return transaction(session -> session.createMutationQuery("delete from DeadLetter where diedAt < ?1")
                        .setParameter(1, before)
                        .executeUpdate())
                .invoke(forgotten -> {
                    if (forgotten > 0) {
                        LOG.errorf("%d dead letters were forgotten, as nobody looked after them", forgotten);
                    }
                })
                .replaceWithVoid();
    }

    private static <T> Uni<T> transaction(Function<Session, Uni<T>> work) {
        return Panache.withTransaction(() -> Panache.getSession().chain(work::apply));
    }
}
