package io.familygrocer.list.trip;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.sortedset.ScoreRange;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import org.jboss.logging.Logger;

import io.familygrocer.list.store.Audience;
import io.familygrocer.list.store.GroceryList;
import io.familygrocer.list.store.Trip;
import io.familygrocer.list.stream.Presence;

/**
 * Who is on which trip, in Redis, each until a time: it expires by itself. Changes are announced to the streams of all
 * instances. Without Redis nobody is seen to be there, and all else goes on.
 */
@ApplicationScoped
class PresenceService {

    private static final Logger LOG = Logger.getLogger(PresenceService.class);
    private static final String CHANNEL = "grocer:list:presence";
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final ReactiveRedisDataSource redis;
    private final PresenceConfig config;
    private final Event<Presence> announcements;
    private Cancellable heard = () -> {};

    PresenceService(ReactiveRedisDataSource redis, PresenceConfig config, Event<Presence> announcements) {
        this.redis = redis;
        this.config = config;
        this.announcements = announcements;
    }

    void start(@Observes StartupEvent event) {
        heard = redis.pubsub(String.class)
                .subscribe(CHANNEL)
                .onFailure()
                .retry()
                .withBackOff(Duration.ofSeconds(1), Duration.ofSeconds(30))
                .indefinitely()
                .subscribe()
                .with(message -> announcements.fire(read(message)));
    }

    void stop(@Observes ShutdownEvent event) {
        heard.cancel();
    }

    /** Somebody is there, until they have not said so for a while. */
    Uni<Void> comes(Trip trip, GroceryList list, UUID personId) {
        long until = now() + config.ttl().toMillis();
        return guarded(redis.sortedSet(String.class)
                .zadd(key(trip), until, personId.toString())
                .chain(() -> redis.key().pexpire(key(trip), config.ttl()))
                .chain(() -> announce(trip, list)));
    }

    /** Somebody is there no more. */
    Uni<Void> goes(Trip trip, GroceryList list, UUID personId) {
        return guarded(redis.sortedSet(String.class)
                .zrem(key(trip), personId.toString())
                .chain(() -> announce(trip, list)));
    }

    /** Who is there. */
    Uni<List<UUID>> present(Trip trip) {
        return redis.sortedSet(String.class)
                .zrangebyscore(key(trip), ScoreRange.from(now(), Double.POSITIVE_INFINITY))
                .map(members -> members.stream().map(UUID::fromString).toList())
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .recoverWithItem(List.of());
    }

    private Uni<Void> announce(Trip trip, GroceryList list) {
        return present(trip)
                .chain(present -> redis.pubsub(String.class).publish(CHANNEL, write(trip, list.audience(), present)));
    }

    private static Uni<Void> guarded(Uni<Void> call) {
        return call.ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .invoke(failure -> LOG.debug("Without Redis nobody is seen to be there"))
                .onFailure()
                .recoverWithNull();
    }

    /** The key of a family begins with its hash tag; who was long gone is dropped with it. */
    private static String key(Trip trip) {
        return "{%s}:trip:%s".formatted(trip.familyId(), trip.id());
    }

    private static String write(Trip trip, Audience audience, List<UUID> present) {
        String may = audience.whole() ? "*" : join(audience.persons());
        return String.join(" ", trip.familyId() + "", trip.listId() + "", trip.id() + "", may, join(present));
    }

    private static Presence read(String message) {
        String[] parts = message.split(" ", -1);
        var audience =
                parts[3].equals("*") ? Audience.EVERYBODY : new Audience(false, Set.copyOf(ids(parts[3])), Set.of());
        return new Presence(
                UUID.fromString(parts[0]),
                UUID.fromString(parts[1]),
                UUID.fromString(parts[2]),
                ids(parts[4]),
                audience);
    }

    private static String join(Iterable<UUID> ids) {
        var text = new StringBuilder();
        ids.forEach(id -> text.append(text.isEmpty() ? "" : ",").append(id));
        return text.toString();
    }

    private static List<UUID> ids(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",")).map(UUID::fromString).collect(Collectors.toList());
    }

    private static long now() {
        return Clock.systemUTC().millis();
    }
}
