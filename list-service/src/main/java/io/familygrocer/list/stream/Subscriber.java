package io.familygrocer.list.stream;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.smallrye.mutiny.subscription.MultiEmitter;

import io.familygrocer.list.membership.Access;
import io.familygrocer.list.store.DocumentView;
import io.familygrocer.list.store.Viewer;
import io.familygrocer.platform.web.Caller;

/** One open stream and how far it has come. */
final class Subscriber {

    private final Caller caller;
    private final Access access;
    private final Viewer viewer;
    private final MultiEmitter<? super Change> emitter;
    private final int buffer;
    private volatile long cursor;

    Subscriber(Caller caller, Access access, long since, MultiEmitter<? super Change> emitter, int buffer) {
        this.caller = caller;
        this.access = access;
        this.viewer = new Viewer(caller.personId(), access.onlyList());
        this.cursor = since;
        this.emitter = emitter;
        this.buffer = buffer;
    }

    Caller caller() {
        return caller;
    }

    /** Whether what let it in has ended by itself. */
    boolean hasRunOut(Instant now) {
        return access.until().filter(until -> !until.isAfter(now)).isPresent();
    }

    long cursor() {
        return cursor;
    }

    /** Passes on what is new to this stream; {@code from} is where the read began, which may be before its cursor. */
    synchronized void take(long from, FamilyStreams.Found found) {
        if (from > cursor || found.revision() <= cursor) {
            return;
        }
        var fresh = found.changes().stream()
                .filter(change -> change.revision() > cursor)
                .toList();
        var seen = io.familygrocer.list.store.Change.seen(fresh, viewer);
        cursor = found.revision();
        if (seen.isEmpty()) {
            return;
        }
        if (emitter.requested() < -buffer) {
            emitter.complete();
            return;
        }
        emitter.emit(new Change.Changes(cursor, seen));
    }

    /** Says that the stream is alive, so that no proxy cuts it and the client knows. */
    void alive() {
        emitter.emit(new Change.Alive());
    }

    /** Passes on who is on a trip, to those who see its list. */
    void present(Presence presence) {
        if (viewer.sees(presence.listId(), presence.audience())) {
            emitter.emit(new Change.Present(presence.tripId(), presence.listId(), presence.present()));
        }
    }

    /** Says goodbye and ends the stream; the client comes back elsewhere, or learns that it may not. */
    void end(String reason) {
        emitter.emit(new Change.Goodbye(reason));
        emitter.complete();
    }

    /** What a stream says. */
    sealed interface Change {

        /** Documents, complete up to a revision. */
        record Changes(long revision, List<DocumentView> changes) implements Change {}

        /** Who is on a trip now. */
        record Present(UUID tripId, UUID listId, List<UUID> present) implements Change {}

        /** Nothing has happened. */
        record Alive() implements Change {}

        /** The client has to sync anew from nothing: what has gone since it looked is forgotten. */
        record Reset(long revision) implements Change {}

        /** The last word. */
        record Goodbye(String reason) implements Change {}
    }
}
