package io.familygrocer.list.stream;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.jboss.logging.Logger;

import io.familygrocer.list.ListConfig;
import io.familygrocer.list.ListProblem;
import io.familygrocer.list.membership.Access;
import io.familygrocer.list.membership.AccessChanged;
import io.familygrocer.list.membership.MembershipService;
import io.familygrocer.list.store.ChangeStore;
import io.familygrocer.list.store.FamilyStore;
import io.familygrocer.list.sync.FamilyChanged;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.ProblemException;

/**
 * Holds the open streams of this instance. That a family has changed is announced in the process and, to the other
 * instances, over Redis; an announcement is a hint only. What a stream says is read from the database, and one that no
 * hint reached is caught up by looking at the revisions every few seconds.
 */
@ApplicationScoped
public class StreamService {

    private static final Logger LOG = Logger.getLogger(StreamService.class);
    private static final String CHANNEL = "grocer:list:changed";
    private static final String ACCESS_ENDED = "access-ended";

    /** In looks: a change may become visible some time after it was stamped. */
    private static final int LOOKS_BACK = 10;

    private final FamilyStore store;
    private final ChangeStore changeStore;
    private final MembershipService memberships;
    private final ListConfig config;
    private final ReactiveRedisDataSource redis;
    private final Vertx vertx;
    private final Map<UUID, FamilyStreams> families = new ConcurrentHashMap<>();
    private final AtomicInteger open;
    private Cancellable announcements = () -> {};
    private volatile boolean draining;

    StreamService(
            FamilyStore store,
            ChangeStore changeStore,
            MembershipService memberships,
            ListConfig config,
            ReactiveRedisDataSource redis,
            Vertx vertx,
            MeterRegistry metrics) {
        this.store = store;
        this.changeStore = changeStore;
        this.memberships = memberships;
        this.config = config;
        this.redis = redis;
        this.vertx = vertx;
        this.open = metrics.gauge("grocer.streams.open", new AtomicInteger());
    }

    void start(@Observes StartupEvent event) {
        announcements = redis.pubsub(String.class)
                .subscribe(CHANNEL)
                .onFailure()
                .invoke(failure -> LOG.warn("No announcements over Redis; streams catch up by looking"))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofSeconds(1), Duration.ofSeconds(30))
                .indefinitely()
                .subscribe()
                .with(this::announced);
        vertx.setPeriodic(config.catchUp().toMillis(), timer -> catchUp());
        vertx.setPeriodic(
                config.heartbeat().toMillis(),
                timer ->
                        families.values().forEach(family -> family.subscribers().forEach(Subscriber::alive)));
        vertx.setPeriodic(config.accessCheck().toMillis(), timer -> endWhereAccessEnded());
    }

    /**
     * Passes where a stream may open.
     *
     * @throws ProblemException 404 for a foreign family, 503 where this instance holds as many streams as it may
     */
    Uni<Void> mayOpen(Caller caller, UUID familyId) {
        return memberships
                .require(caller, familyId)
                .invoke(() -> {
                    if (draining || open.get() >= config.maxStreams()) {
                        throw ProblemException.of(ListProblem.TOO_MANY_STREAMS, null);
                    }
                })
                .replaceWithVoid();
    }

    /** What happens in a family from a revision on, or from now on where that is null, without a hole. */
    Uni<Multi<Subscriber.Change>> open(Caller caller, UUID familyId, Long since) {
        return Panache.withSession(() -> memberships
                .require(caller, familyId)
                .chain(access -> store.family(familyId).map(family -> {
                    long revision = family == null ? 0 : family.revision();
                    boolean forgotten =
                            since != null && (since > revision || since > 0 && since < family.purgedRevision());
                    return forgotten
                            ? Multi.createFrom().item((Subscriber.Change) new Subscriber.Change.Reset(revision))
                            : stream(caller, access, since == null ? revision : since);
                })));
    }

    private Multi<Subscriber.Change> stream(Caller caller, Access access, long since) {
        UUID familyId = access.familyId();
        return Multi.createFrom()
                .emitter(
                        emitter -> {
                            var subscriber = new Subscriber(caller, access, since, emitter, config.streamBuffer());
                            open.incrementAndGet();
                            emitter.onTermination(() -> {
                                open.decrementAndGet();
                                families.computeIfPresent(familyId, (id, family) -> {
                                    family.remove(subscriber);
                                    return family.isEmpty() ? null : family;
                                });
                            });
                            families.compute(familyId, (id, present) -> {
                                        var family = present == null ? new FamilyStreams(id, this::read) : present;
                                        family.subscribers().add(subscriber);
                                        return family;
                                    })
                                    .changed(Long.MAX_VALUE);
                        },
                        BackPressureStrategy.BUFFER);
    }

    void changed(@Observes FamilyChanged change) {
        var family = families.get(change.familyId());
        if (family != null) {
            family.changed(change);
        }
        redis.pubsub(String.class)
                .publish(CHANNEL, change.familyId() + " " + change.revision())
                .subscribe()
                .with(ignored -> {}, failure -> LOG.debug("A change was not announced; other instances catch up"));
    }

    void present(@Observes Presence presence) {
        var family = families.get(presence.familyId());
        if (family != null) {
            family.subscribers().forEach(subscriber -> subscriber.present(presence));
        }
    }

    private void announced(String message) {
        String[] parts = message.split(" ", 2);
        look(UUID.fromString(parts[0]), Long.parseLong(parts[1]));
    }

    private void look(UUID familyId, long revision) {
        var family = families.get(familyId);
        if (family != null) {
            family.changed(revision);
        }
    }

    private Uni<FamilyStreams.Found> read(UUID familyId, long since) {
        return onOwnContext(() -> Panache.withSession(() -> store.revision(familyId)
                .chain(revision -> changeStore
                        .everything(familyId, since, revision, config.maxChanges() + 1)
                        .map(changes -> {
                            boolean more = changes.size() > config.maxChanges();
                            var page = more ? changes.subList(0, config.maxChanges()) : changes;
                            return new FamilyStreams.Found(
                                    page, more ? page.getLast().revision() : revision, more);
                        }))));
    }

    private void catchUp() {
        if (families.isEmpty()) {
            return;
        }
        onOwnContext(() -> Panache.withSession(() -> store.revisions(families.keySet())))
                .subscribe()
                .with(
                        found -> found.forEach(family -> look(family.familyId(), family.revision())),
                        failure -> LOG.debug("Revisions can't be read; the next look will"));
    }

    /** What ended by itself nobody announces; what another instance has heard is found by looking. */
    private void endWhereAccessEnded() {
        if (families.isEmpty()) {
            return;
        }
        var now = Clock.systemUTC().instant();
        families.values()
                .forEach(family -> family.subscribers().stream()
                        .filter(stream -> stream.hasRunOut(now))
                        .forEach(stream -> stream.end(ACCESS_ENDED)));
        onOwnContext(() -> memberships.changedWithin(config.accessCheck().multipliedBy(LOOKS_BACK)))
                .subscribe()
                .with(
                        changed -> changed.forEach(this::lookAtAccess),
                        failure -> LOG.debug("Memberships can't be read; the next look will"));
    }

    void accessChanged(@Observes AccessChanged change) {
        lookAtAccess(change.familyId());
    }

    private void lookAtAccess(UUID familyId) {
        var family = families.get(familyId);
        if (family == null) {
            return;
        }
        for (var stream : family.subscribers()) {
            onOwnContext(() -> memberships.require(stream.caller(), familyId))
                    .subscribe()
                    .with(access -> {}, failure -> {
                        if (failure instanceof ProblemException) {
                            stream.end(ACCESS_ENDED);
                        } else {
                            LOG.debug("Access can't be read; the next look will");
                        }
                    });
        }
    }

    /** Streams go before the process does, each with a word, so that clients come back spread over time. */
    void drain(@Observes ShutdownDelayInitiatedEvent event) {
        sayGoodbye();
    }

    void stop(@Observes ShutdownEvent event) {
        announcements.cancel();
        sayGoodbye();
    }

    private void sayGoodbye() {
        draining = true;
        families.values().forEach(family -> family.subscribers().forEach(stream -> stream.end("draining")));
    }

    /** Hibernate Reactive needs a context of the call's own; timers and messages have none. */
    private <T> Uni<T> onOwnContext(Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
            VertxContextSafetyToggle.setContextSafe(context, true);
            context.runOnContext(ignored -> work.get().subscribe().with(emitter::complete, emitter::fail));
        });
    }
}
