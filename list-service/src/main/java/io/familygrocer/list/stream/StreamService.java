package io.familygrocer.list.stream;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
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
import io.smallrye.mutiny.subscription.MultiEmitter;
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
    private final OpenStreams families = new OpenStreams();
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
        inSlices(config.catchUp(), this::catchUp);
        inSlices(config.heartbeat(), slice -> OpenStreams.forEach(slice.values(), Subscriber::alive));
        vertx.setPeriodic(config.accessCheck().toMillis(), timer -> endWhereAccessEnded());
    }

    /** Does something to all families, once in that time, and at no moment to all of them. */
    private void inSlices(Duration every, Consumer<Map<UUID, FamilyStreams>> work) {
        var turns = new AtomicInteger();
        vertx.setPeriodic(
                Math.max(1, every.toMillis() / OpenStreams.SLICES),
                timer -> work.accept(families.slice(Math.floorMod(turns.getAndIncrement(), OpenStreams.SLICES))));
    }

    /**
     * Passes where a stream may open.
     *
     * @throws ProblemException 404 for a foreign family, 503 where this instance holds as many streams as it may
     */
    Uni<Void> mayOpen(Caller caller, UUID familyId) {
        return memberships.require(caller, familyId).invoke(this::requireRoom).replaceWithVoid();
    }

    private void requireRoom() {
        if (draining || open.get() >= config.maxStreams()) {
            throw ProblemException.of(ListProblem.TOO_MANY_STREAMS, null);
        }
    }

    /** What happens in a family from a revision on, or from now on where that is null, without a hole. */
    Uni<Multi<Subscriber.Change>> open(Caller caller, UUID familyId, Long since) {
        return opening(caller, familyId, since)
                .map(opening -> opening.reset().isPresent()
                        ? Multi.createFrom()
                                .item((Subscriber.Change) opening.reset().get())
                        : Multi.createFrom()
                                .emitter(
                                        emitter -> {
                                            var closed = join(caller, opening, new Emitted(emitter));
                                            emitter.onTermination(closed);
                                        },
                                        BackPressureStrategy.BUFFER));
    }

    /**
     * What a stream of a family would begin with, from a revision on, or from now on where that is null.
     *
     * @throws ProblemException as {@link #mayOpen}
     */
    Uni<Opening> opening(Caller caller, UUID familyId, Long since) {
        return Panache.withSession(() -> memberships
                .require(caller, familyId)
                .chain(access -> store.family(familyId).map(family -> {
                    requireRoom();
                    long revision = family == null ? 0 : family.revision();
                    boolean forgotten =
                            since != null && (since > revision || since > 0 && since < family.purgedRevision());
                    return new Opening(access, since == null ? revision : since, forgotten ? revision : null);
                })));
    }

    /**
     * Adds a stream, which hears of everything from where it begins.
     *
     * @return what is to be told that it has closed, whoever closed it; once is enough
     */
    Runnable join(Caller caller, Opening opening, Outlet outlet) {
        var subscriber = new Subscriber(caller, opening.access, opening.since, outlet, config.streamBuffer());
        open.incrementAndGet();
        var added = families.add(opening.access.familyId(), subscriber, id -> new FamilyStreams(id, this::read));
        added.family().changed(Long.MAX_VALUE);
        var closed = new AtomicBoolean();
        return () -> {
            if (closed.compareAndSet(false, true)) {
                open.decrementAndGet();
                added.remove().run();
            }
        };
    }

    void changed(@Observes FamilyChanged change) {
        var family = families.of(change.familyId());
        if (family != null) {
            family.changed(change);
        }
        redis.pubsub(String.class)
                .publish(CHANNEL, change.familyId() + " " + change.revision())
                .subscribe()
                .with(ignored -> {}, failure -> LOG.debug("A change was not announced; other instances catch up"));
    }

    void present(@Observes Presence presence) {
        var family = families.of(presence.familyId());
        if (family != null) {
            family.subscribers().forEach(subscriber -> subscriber.present(presence));
        }
    }

    private void announced(String message) {
        String[] parts = message.split(" ", 2);
        look(UUID.fromString(parts[0]), Long.parseLong(parts[1]));
    }

    private void look(UUID familyId, long revision) {
        var family = families.of(familyId);
        if (family != null) {
            family.changed(revision);
        }
    }

    private Uni<FamilyStreams.Found> read(UUID familyId, long since) {
        return onOwnContext(() -> Panache.withSession(() -> store.revision(familyId)
                .chain(revision -> revision <= since
                        ? Uni.createFrom().item(new FamilyStreams.Found(List.of(), revision, false))
                        : changesBetween(familyId, since, revision))));
    }

    private Uni<FamilyStreams.Found> changesBetween(UUID familyId, long since, long revision) {
        return changeStore
                .everything(familyId, since, revision, config.maxChanges() + 1)
                .map(changes -> {
                    boolean more = changes.size() > config.maxChanges();
                    var page = more ? changes.subList(0, config.maxChanges()) : changes;
                    return new FamilyStreams.Found(page, more ? page.getLast().revision() : revision, more);
                });
    }

    private void catchUp(Map<UUID, FamilyStreams> slice) {
        if (slice.isEmpty()) {
            return;
        }
        onOwnContext(() -> Panache.withSession(() -> store.revisions(slice.keySet())))
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
        families.runOut(Clock.systemUTC().instant()).forEach(stream -> stream.end(ACCESS_ENDED));
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
        var family = families.of(familyId);
        if (family == null) {
            return;
        }
        family.byCaller()
                .forEach((caller, streams) -> onOwnContext(() -> memberships.require(caller, familyId))
                        .subscribe()
                        .with(access -> {}, failure -> {
                            if (failure instanceof ProblemException) {
                                streams.forEach(stream -> stream.end(ACCESS_ENDED));
                            } else {
                                LOG.debug("Access can't be read; the next look will");
                            }
                        }));
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
        families.forEach(stream -> stream.end("draining"));
    }

    /** Hibernate Reactive needs a context of the call's own; timers and messages have none. */
    private <T> Uni<T> onOwnContext(Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
            VertxContextSafetyToggle.setContextSafe(context, true);
            context.runOnContext(ignored -> work.get().subscribe().with(emitter::complete, emitter::fail));
        });
    }

    /**
     * With what a stream begins.
     *
     * @param since what it hears of comes after this revision
     * @param forgottenAt null, or the family's revision where the client has to sync anew and there is nothing to hear
     */
    record Opening(Access access, long since, Long forgottenAt) {

        Optional<Subscriber.Change.Reset> reset() {
            return Optional.ofNullable(forgottenAt).map(Subscriber.Change.Reset::new);
        }
    }

    /** To where the endpoint answers. */
    private record Emitted(MultiEmitter<? super Subscriber.Change> emitter) implements Outlet {

        @Override
        public void say(Subscriber.Change change) {
            emitter.emit(change);
        }

        @Override
        public void end() {
            emitter.complete();
        }

        @Override
        public long waiting() {
            return -emitter.requested();
        }
    }
}
