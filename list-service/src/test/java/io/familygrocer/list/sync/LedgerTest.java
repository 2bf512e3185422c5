package io.familygrocer.list.sync;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import jakarta.inject.Inject;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;
import org.junit.jupiter.api.Test;

import io.familygrocer.list.ListProblem;
import io.familygrocer.list.history.History;
import io.familygrocer.list.store.FamilyRevision;
import io.familygrocer.list.store.FamilyStore;
import io.familygrocer.list.store.SyncClient;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.testkit.Servers;
import io.familygrocer.platform.web.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@QuarkusTest
@WithTestResource(Servers.class)
class LedgerTest {

    private final UUID family = UUID.randomUUID();
    private final UUID anna = UUID.randomUUID();
    private final UUID client = UUID.randomUUID();

    @Inject
    Pool pool;

    @Inject
    io.vertx.sqlclient.Pool bare;

    @Inject
    Ledger ledger;

    @Inject
    FamilyStore families;

    @Test
    void itsStatementIsShortEnoughToBeKeptPrepared() {
        assertThat(new PgConnectOptions().getPreparedStatementCacheSqlFilter()).accepts(Ledger.WRITE);
    }

    /** Somebody else's call of the same client was noted after it was read: nothing of this one must stay. */
    @Test
    void aClientThatHasBecomeAnothersIsRefused() {
        pool.preparedQuery("""
                        insert into sync_client (family_id, client_id, person_id, last_seq, seen_at, resumes_purge)
                        values ($1, $2, gen_random_uuid(), 0, now(), 7)""").executeAndAwait(Tuple.of(family, client));

        var alone = catchThrowableOfType(
                ProblemException.class, () -> inTransaction(locked -> ledger.write(entry(locked))));
        var shared = catchThrowableOfType(
                ProblemException.class,
                () -> inTransaction(locked -> Uni.createFrom()
                        .completionStage(() -> bare.withTransaction(
                                        connection -> ledger.write(connection, List.of(entry(locked))))
                                .toCompletionStage())));

        assertThat(alone.type()).isEqualTo(ListProblem.CLIENT_TAKEN);
        assertThat(shared.type()).isEqualTo(ListProblem.CLIENT_TAKEN);
    }

    private Ledger.Entry entry(FamilyRevision locked) {
        var annas = SyncClient.of(family, client, anna);
        annas.took(1, Instant.now());
        return new Ledger.Entry(
                locked, annas, new Outbox.Said(List.of(), null), new History(family, anna, Instant.now()));
    }

    private void inTransaction(Function<FamilyRevision, Uni<Void>> work) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> Panache.withTransaction(() -> families.make(family)
                .chain(() -> families.lock(family, anna))
                .chain(locked -> work.apply(locked.family()))));
    }
}
