package io.familygrocer.list.replica;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.runtime.SessionOperations;
import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

import io.familygrocer.platform.web.ProblemException;

/**
 * Lets a read replica answer what it can: a read says which revision of its family it needs, and only a replica that has
 * come so far answers it. Else, and where there is none or it fails, the primary does. Who may read what is not for a
 * replica to say: it may not have heard yet that somebody has left.
 */
@ApplicationScoped
public class ReadReplica {

    private static final Logger LOG = Logger.getLogger(ReadReplica.class);
    private static final String UNIT = "replica";
    private static final String READING = "family-grocer.reads-from-replica";

    private final boolean there;
    private final ReplicaConfig config;
    private final Counter answered;
    private final Counter behind;
    private final Counter failed;
    private final AtomicLong leftAloneUntil = new AtomicLong();
    private final Clock clock = Clock.systemUTC();

    ReadReplica(
            @ConfigProperty(name = "quarkus.datasource.replica.active", defaultValue = "false") boolean there,
            ReplicaConfig config,
            MeterRegistry metrics) {
        this.there = there;
        this.config = config;
        this.answered = metrics.counter("grocer.list.replica.reads", "outcome", "answered");
        this.behind = metrics.counter("grocer.list.replica.reads", "outcome", "behind");
        this.failed = metrics.counter("grocer.list.replica.reads", "outcome", "failed");
    }

    /**
     * Reads what is in the database at a revision of a family, or later.
     *
     * @param revision what the caller has seen; empty for the newest there is, which only the primary has
     * @param work reads through {@link #session()}; may be called twice
     */
    public <T> Uni<T> read(UUID familyId, Optional<Long> revision, Supplier<Uni<T>> work) {
        if (!there || revision.isEmpty() || clock.millis() < leftAloneUntil.get()) {
            return Panache.withSession(work);
        }
        return ask(familyId, revision.get(), work)
                .onFailure(failure -> !(failure instanceof ProblemException))
                .recoverWithItem(failure -> {
                    leftAloneUntil.set(clock.millis() + config.pause().toMillis());
                    failed.increment();
                    LOG.warnf("The read replica does not answer, the primary does: %s", failure.getMessage());
                    return Optional.empty();
                })
                .chain(found ->
                        found.isPresent() ? Uni.createFrom().item(found.get().value) : Panache.withSession(work));
    }

    /** Whether so many changes are better read from a replica, where there is one. */
    public boolean isWorthwhile(long changes) {
        return there && changes >= config.minChanges();
    }

    private <T> Uni<Optional<Answer<T>>> ask(UUID familyId, long revision, Supplier<Uni<T>> work) {
        return Panache.withSession(
                UNIT,
                () -> revision(familyId).chain(reached -> {
                    if (reached < revision) {
                        behind.increment();
                        return Uni.createFrom().item(Optional.<Answer<T>>empty());
                    }
                    ContextLocals.put(READING, true);
                    return work.get()
                            .map(value -> Optional.of(new Answer<>(value)))
                            .invoke(() -> answered.increment())
                            .eventually(() -> {
                                ContextLocals.remove(READING);
                            });
                }));
    }

    private static Uni<Long> revision(UUID familyId) {
        return SessionOperations.getSession(UNIT)
                .chain(session -> session.createQuery(
                                "select revision from FamilyRevision where familyId = ?1", Long.class)
                        .setParameter(1, familyId)
                        .getSingleResultOrNull())
                .map(found -> found == null ? -1L : found);
    }

    /** The session of whoever reads: the replica's within {@link #read} where it answers, else the primary's. */
    public static Uni<Mutiny.Session> session() {
        return ContextLocals.get(READING).isPresent() ? SessionOperations.getSession(UNIT) : Panache.getSession();
    }

    private record Answer<T>(T value) {}
}
