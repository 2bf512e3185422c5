package io.familygrocer.list.sync;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.list.history.History;
import io.familygrocer.list.history.HistoryRepository;
import io.familygrocer.list.store.FamilyRevision;
import io.familygrocer.list.store.FamilyStore;
import io.familygrocer.list.store.SyncClient;
import io.familygrocer.platform.events.Outbox;

/**
 * Writes what a call leaves beside its documents, in one statement: how far the family and the client are now, the events
 * and the log.
 */
@ApplicationScoped
class Ledger {

    /** Last is what counts: it changes one row, or none where the client was overtaken. */
    private static final String WRITE = numbered("with reached as (%s), told as (%s), logged as (%s) %s"
            .formatted(FamilyStore.REACHED, Outbox.INSERT, HistoryRepository.INSERT, FamilyStore.TAKEN));

    private final Outbox outbox;
    private final HistoryRepository log;

    Ledger(Outbox outbox, HistoryRepository log) {
        this.outbox = outbox;
        this.log = log;
    }

    /**
     * Writes it into the transaction that has locked the family.
     *
     * @param client whose call it is; null where nobody sends it again
     * @return fails with {@link Overtaken} where the client's last call was not known when this one began
     */
    Uni<Void> write(FamilyRevision family, SyncClient client, List<ListEvent> events, History history) {
        return Panache.getSession()
                .chain(session -> {
                    var query = session.createNativeQuery(WRITE);
                    int at = 0;
                    for (var value : values(family, client, events, history)) {
                        query.setParameter(++at, value);
                    }
                    return query.executeUpdate();
                })
                .invoke(taken -> {
                    if (client != null && taken == 0) {
                        throw new Overtaken();
                    }
                })
                .chain(() -> log.mark(history));
    }

    /** As the parts of the statement want them. */
    private List<Object> values(FamilyRevision family, SyncClient client, List<ListEvent> events, History history) {
        var values = new ArrayList<>(family.reached());
        values.add(outbox.written(events));
        values.add(log.written(history));
        values.addAll(SyncClient.taken(client, family.familyId()));
        return values;
    }

    /** The parts of the statement name no parameters: they don't know what comes before them. */
    private static String numbered(String sql) {
        var numbered = new StringBuilder();
        int parameters = 0;
        for (char c : sql.toCharArray()) {
            numbered.append(c);
            if (c == '?') {
                numbered.append(++parameters);
            }
        }
        return numbered.toString();
    }

    /** Another call of the same client was taken between this one's look at the client and its lock on the family. */
    static final class Overtaken extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Overtaken() {
            super("another call of the same client was first", null, false, false);
        }
    }
}
