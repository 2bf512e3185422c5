package io.familygrocer.list.sync;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import io.familygrocer.list.ListConfig;
import io.familygrocer.list.replica.ReadReplica;
import io.familygrocer.list.store.Change;
import io.familygrocer.list.store.ChangeStore;
import io.familygrocer.list.store.FamilyStore;
import io.familygrocer.list.store.FamilyStore.Stand;
import io.familygrocer.list.store.SyncClient;
import io.familygrocer.list.store.Viewer;
import io.familygrocer.list.sync.SyncResponse.Outcome;

/** What a replica is told. */
@ApplicationScoped
class Answers {

    private final ChangeStore store;
    private final ReadReplica replica;
    private final ListConfig config;

    Answers(ChangeStore store, ReadReplica replica, ListConfig config) {
        this.store = store;
        this.replica = replica;
        this.config = config;
    }

    /** An answer for which nothing has to be read: the client knew everything before its call, which says what it did. */
    Optional<Answer> known(Viewer viewer, SyncRequest request, Place place, Done done) {
        boolean reset = place.startsAgain(request.since());
        return reset || request.since() != place.before
                ? Optional.empty()
                : done.changes.map(own -> answer(viewer, place, done, false, own));
    }

    /**
     * A client starts again from nothing when it knew more than the server did before this call, so that it has talked
     * to another database, and when it was away for so long that what has gone since may be forgotten.
     */
    Uni<Answer> answer(Viewer viewer, SyncRequest request, Place place, Done done) {
        boolean reset = place.startsAgain(request.since());
        long since = reset ? 0 : request.since();
        // Who knew everything before this call has nothing else to hear of: it need not be read again.
        var own = !reset && since == place.before ? done.changes : Optional.<List<Change>>empty();
        var changes = own.isPresent() || since == place.revision
                ? Uni.createFrom().item(own.orElse(List.of()))
                : read(request, since, place, viewer);
        return changes.map(found -> answer(viewer, place, done, reset, found));
    }

    private Answer answer(Viewer viewer, Place place, Done done, boolean reset, List<Change> found) {
        boolean more = found.size() > config.maxChanges();
        var page = more ? found.subList(0, config.maxChanges()) : found;
        long upTo = more ? page.getLast().revision() : place.revision;
        var seen = Change.seen(page, viewer);
        var now = Clock.systemUTC().millis();
        return new Answer(
                new SyncResponse(upTo, place.lastSeq, now, done.outcomes, seen, more, reset),
                more && upTo < place.purged ? place.purged : 0);
    }

    /** All up to the revision of this call; what a call has written itself, only its own transaction sees. */
    private Uni<List<Change>> read(SyncRequest request, long since, Place place, Viewer viewer) {
        boolean elsewhere = !place.pinned && replica.isWorthwhile(place.revision - since);
        return replica.read(
                request.familyId(),
                elsewhere ? Optional.of(place.revision) : Optional.empty(),
                () -> store.changes(
                        request.familyId(), since, place.revision, viewer.onlyList(), config.maxChanges() + 1));
    }

    /**
     * How far the family and the client are.
     *
     * @param before the family's revision before this call
     * @param purged up to where tombstones may be gone
     * @param resumes whether the client has begun to take everything anew after that
     * @param pinned whether no other revision can come into what this transaction reads
     */
    record Place(long before, long revision, long lastSeq, long purged, boolean resumes, boolean pinned) {

        /** After a call that has locked the family. */
        static Place locked(Stand family, SyncClient client, long before) {
            return of(family, client, before, true);
        }

        /** Of a call that only reads. */
        static Place read(FamilyStore.Place found, boolean pinned) {
            return of(found.family(), found.client(), found.family().revision(), pinned);
        }

        private static Place of(Stand family, SyncClient client, long before, boolean pinned) {
            return new Place(
                    before,
                    family.revision(),
                    client == null ? 0 : client.lastSeq(),
                    family.purgedRevision(),
                    client != null && client.resumesAfter(family.purgedRevision()),
                    pinned);
        }

        private boolean startsAgain(long since) {
            return since > before || mayHoldWhatIsForgotten(since);
        }

        /** Who is in the middle of taking everything anew has not heard of what was gone before it began. */
        private boolean mayHoldWhatIsForgotten(long since) {
            return since > 0 && since < purged && !resumes;
        }
    }

    /**
     * What a call has done.
     *
     * @param changes all of it, where that is known without reading
     */
    record Done(List<Outcome> outcomes, Optional<List<Change>> changes) {

        static Done nothing() {
            return new Done(List.of(), Optional.empty());
        }
    }

    /**
     * An answer.
     *
     * @param resumesPurge what to note where the client has to come back for the rest of everything; 0 for nothing
     */
    record Answer(SyncResponse response, long resumesPurge) {}
}
