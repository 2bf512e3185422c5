package io.familygrocer.list.purge;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import io.familygrocer.list.history.HistoryConfig;
import io.familygrocer.list.store.FamilyStore;

/**
 * Cleans away tombstones and log entries that are too old, family by family under its lock, a bounded number at a time;
 * what is left over the next run takes. Several instances do no harm to each other.
 */
@ApplicationScoped
public class PurgeService {

    private static final int FAMILIES = 500;

    /** What is left after so many the next run takes. */
    private static final int ROUNDS = 100;

    private final PurgeRepository repository;
    private final FamilyStore store;
    private final PurgeConfig config;
    private final HistoryConfig history;

    PurgeService(PurgeRepository repository, FamilyStore store, PurgeConfig config, HistoryConfig history) {
        this.repository = repository;
        this.store = store;
        this.config = config;
        this.history = history;
    }

    @Scheduled(
            every = "${grocer.list.purge.every:10m}",
            delayed = "${grocer.list.purge.delay:5m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> run() {
        return run(Clock.systemUTC().instant());
    }

    /** Cleans away what is too old at a moment. */
    public Uni<Void> run(Instant now) {
        var tombstones = now.minus(config.tombstones());
        var log = now.minus(history.retention());
        return each(
                        () -> repository.familiesWithTombstones(tombstones, FAMILIES),
                        family -> repository.purgeTombstones(family, tombstones, config.batch()),
                        ROUNDS)
                .chain(() -> each(
                        () -> repository.familiesWithLog(log, FAMILIES),
                        family -> repository.purgeLog(family, log, config.batch()),
                        ROUNDS));
    }

    private Uni<Void> each(Supplier<Uni<List<UUID>>> families, Function<UUID, Uni<Integer>> purge, int rounds) {
        return Panache.withSession(families)
                .onItem()
                .transformToMulti(found -> Multi.createFrom().iterable(found))
                .onItem()
                .transformToUniAndConcatenate(family ->
                        Panache.withTransaction(() -> store.lockOnly(family).chain(() -> purge.apply(family))))
                .collect()
                .with(Collectors.summingInt(Integer::intValue))
                .chain(purged ->
                        purged == 0 || rounds == 1 ? Uni.createFrom().voidItem() : each(families, purge, rounds - 1));
    }
}
