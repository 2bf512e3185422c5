package io.familygrocer.list.stream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.familygrocer.list.membership.Access;
import io.familygrocer.list.store.DocumentView;
import io.familygrocer.list.store.Viewer;
import io.familygrocer.platform.web.Caller;

/** One open stream and how far it has come. */
final class Subscriber {

    private final Caller caller;
    private final Access access;
    private final Viewer viewer;
    private final Outlet outlet;
    private final int buffer;
    private volatile long cursor;

    Subscriber(Caller caller, Access access, long since, Outlet outlet, int buffer) {
        this.caller = caller;
        this.access = access;
        this.viewer = new Viewer(caller.personId(), access.onlyList());
        this.cursor = since;
        this.outlet = outlet;
        this.buffer = buffer;
    }

    Caller caller() {
        return caller;
    }

    /** When what let it in ends by itself; empty where it does not. */
    Optional<Instant> runsOut() {
        return access.until();
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
        if (outlet.waiting() > buffer) {
            outlet.end();
            return;
        }
        outlet.say(new Change.Changes(cursor, seen));
    }

    /** Says that the stream is alive, so that no proxy cuts it and the client knows. */
    void alive() {
        outlet.say(new Change.Alive());
    }

    /** Passes on who is on a trip, to those who see its list. */
    void present(Presence presence) {
        if (viewer.sees(presence.listId(), presence.audience())) {
            outlet.say(new Change.Present(presence.tripId(), presence.listId(), presence.present()));
        }
    }

    /** Says goodbye and ends the stream; the client comes back elsewhere, or learns that it may not. */
    void end(String reason) {
        outlet.say(new Change.Goodbye(reason));
        outlet.end();
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
