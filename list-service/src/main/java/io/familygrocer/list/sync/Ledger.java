package io.familygrocer.list.sync;

import java.util.List;
import java.util.Objects;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

import io.familygrocer.list.JsonRows;
import io.familygrocer.list.ListProblem;
import io.familygrocer.list.history.History;
import io.familygrocer.list.history.HistoryRepository;
import io.familygrocer.list.store.FamilyRevision;
import io.familygrocer.list.store.FamilyStore;
import io.familygrocer.list.store.SyncClient;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.ProblemException;

/**
 * Writes what calls leave beside their documents, in one statement: how far families and clients are now, the events and
 * the log. The calls hold the locks of their families.
 */
@ApplicationScoped
class Ledger {

    /** Last is what counts: it changes as many rows as there are clients. */
    static final String WRITE = numbered("with reached as (%s), told as (%s), logged as (%s) %s"
            .formatted(FamilyStore.REACHED, Outbox.INSERT, HistoryRepository.INSERT, FamilyStore.TAKEN));

    private final Outbox outbox;
    private final HistoryRepository log;

    Ledger(Outbox outbox, HistoryRepository log) {
        this.outbox = outbox;
        this.log = log;
    }

    /**
     * Writes what a call leaves into the current transaction.
     *
     * @return fails with 409 where the client has become another person's since it was read
     */
    Uni<Void> write(Entry entry) {
        return Panache.getSession()
                .chain(session -> {
                    var query = session.createNativeQuery(WRITE.replace('$', '?'));
                    int at = 0;
                    for (var value : values(List.of(entry))) {
                        query.setParameter(++at, value);
                    }
                    return query.executeUpdate();
                })
                .invoke(taken -> requireAll(List.of(entry), taken))
                .chain(() -> log.mark(entry.history));
    }

    /** Like {@link #write(Entry)}, of calls none of which takes back another, into the transaction of a connection. */
    Future<Void> write(SqlConnection connection, List<Entry> entries) {
        return connection
                .preparedQuery(WRITE)
                .execute(Tuple.from(values(entries)))
                .map(written -> {
                    requireAll(entries, written.rowCount());
                    return null;
                });
    }

    private static void requireAll(List<Entry> entries, int taken) {
        if (taken != clients(entries).size()) {
            throw ProblemException.of(ListProblem.CLIENT_TAKEN, "Make a new clientId");
        }
    }

    private static List<SyncClient> clients(List<Entry> entries) {
        return entries.stream().map(Entry::client).filter(Objects::nonNull).toList();
    }

    private List<String> values(List<Entry> entries) {
        return List.of(
                JsonRows.written(entries.stream()
                        .map(Entry::family)
                        .filter(FamilyRevision::moved)
                        .toList()),
                outbox.written(entries.stream().map(Entry::events).toList()),
                HistoryRepository.written(entries.stream().map(Entry::history).toList()),
                JsonRows.written(clients(entries)));
    }

    /** The parts of the statement name no parameters: they don't know what comes before them. */
    private static String numbered(String sql) {
        var numbered = new StringBuilder();
        int parameters = 0;
        for (char c : sql.toCharArray()) {
            if (c == '?') {
                numbered.append('$').append(++parameters);
            } else {
                numbered.append(c);
            }
        }
        return numbered.toString();
    }

    /**
     * What one call leaves.
     *
     * @param client whose call it is; null where nobody sends it again
     */
    record Entry(FamilyRevision family, SyncClient client, Outbox.Said events, History history) {}
}
