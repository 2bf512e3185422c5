package io.familygrocer.list.trip;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;

import io.familygrocer.list.membership.Access;
import io.familygrocer.list.membership.MembershipService;
import io.familygrocer.list.rest.ListService;
import io.familygrocer.list.store.Audience;
import io.familygrocer.list.store.GroceryList;
import io.familygrocer.list.store.ListStore;
import io.familygrocer.list.store.Trip;
import io.familygrocer.list.store.TripStore;
import io.familygrocer.list.store.Viewer;
import io.familygrocer.list.sync.ChangeService;
import io.familygrocer.list.sync.MutationReader;
import io.familygrocer.list.sync.SyncRequest;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.Page;
import io.familygrocer.platform.web.ProblemException;

/** Trips for scripts and hooks: each change becomes a mutation; and what only the server can say of a trip. */
@ApplicationScoped
public class TripService {

    private static final UUID FIRST = new UUID(0, 0);

    private final TripStore store;
    private final ListStore contents;
    private final MembershipService memberships;
    private final ListService lists;
    private final ChangeService changes;
    private final MutationReader reader;
    private final PresenceService presence;
    private final PresenceConfig config;

    TripService(
            TripStore store,
            ListStore contents,
            MembershipService memberships,
            ListService lists,
            ChangeService changes,
            MutationReader reader,
            PresenceService presence,
            PresenceConfig config) {
        this.store = store;
        this.contents = contents;
        this.memberships = memberships;
        this.lists = lists;
        this.changes = changes;
        this.reader = reader;
        this.presence = presence;
        this.config = config;
    }

    /** Sets out; called again with the same key it answers the same trip. */
    public Uni<Trip> start(Caller caller, TripRequests.Start start, String key) {
        UUID id = key == null ? UUID.randomUUID() : named(caller, start.listId() + "/" + key);
        var fields = fields().put("store", start.store());
        var op = new SyncRequest.Op(1, null, "trip.start", id, start.listId(), fields, null, null);
        return lists.list(caller, start.listId())
                .chain(list -> apply(caller, list.familyId(), op, key).chain(() -> one(list.familyId(), id)));
    }

    /** Says who goes by a category. */
    public Uni<Trip> claim(Caller caller, UUID id, TripRequests.Claim claim) {
        var fields = fields().put("category", claim.category());
        fields.put(
                "personId", claim.personId() == null ? null : claim.personId().toString());
        return change(caller, id, new SyncRequest.Op(1, null, "trip.claim", id, null, fields, null, null));
    }

    /** Comes home. */
    public Uni<Trip> finish(Caller caller, UUID id, TripRequests.Finish finish) {
        var fields = fields().put("review", finish.review());
        return change(caller, id, new SyncRequest.Op(1, null, "trip.finish", id, null, fields, null, null));
    }

    /** Somebody is there, or not any more. */
    public Uni<Void> present(Caller caller, UUID id, boolean there) {
        return seen(caller, id)
                .chain(seen -> there
                        ? presence.comes(seen.trip, seen.list, caller.personId())
                        : presence.goes(seen.trip, seen.list, caller.personId()));
    }

    /** How a trip goes, or went. */
    @WithSession
    public Uni<TripReport> report(Caller caller, UUID id) {
        return seen(caller, id).chain(seen -> {
            var trip = seen.trip;
            var until = trip.finishedAt() == null ? Clock.systemUTC().instant().plusSeconds(60) : trip.finishedAt();
            return store.checkedBetween(trip.familyId(), trip.listId(), trip.startedAt(), until, config.maxItems())
                    .chain(checked -> contents.itemsOf(trip.familyId(), trip.listId(), FIRST, config.maxItems())
                            .chain(onList -> presence.present(trip)
                                    .map(present -> TripReport.of(trip, seen.list, checked, onList, present))));
        });
    }

    /** The trips of a family, the latest change first, from {@code before} on. */
    @WithSession
    public Uni<Page<Trip>> history(Caller caller, UUID familyId, Long before, int limit) {
        return memberships
                .require(caller, familyId)
                .chain(access -> store.tripsBefore(familyId, before == null ? Long.MAX_VALUE : before, limit + 1)
                        .chain(trips -> contents.restricted(familyId).map(restricted -> {
                            var page = Page.of(trips, limit, trip -> Long.toString(trip.revision()));
                            return new Page<>(visible(caller, access, page.items(), restricted), page.next());
                        })));
    }

    private static List<Trip> visible(Caller caller, Access access, List<Trip> trips, Map<UUID, Audience> restricted) {
        var viewer = new Viewer(caller.personId(), access.onlyList());
        return trips.stream()
                .filter(trip -> viewer.sees(trip.listId(), restricted.getOrDefault(trip.listId(), Audience.EVERYBODY)))
                .toList();
    }

    private Uni<Trip> change(Caller caller, UUID id, SyncRequest.Op op) {
        return seen(caller, id)
                .chain(seen ->
                        apply(caller, seen.trip.familyId(), op, null).chain(() -> one(seen.trip.familyId(), id)));
    }

    private Uni<Void> apply(Caller caller, UUID familyId, SyncRequest.Op op, String key) {
        UUID call = key == null ? null : named(caller, "call/" + key);
        return changes.apply(
                        caller,
                        familyId,
                        call,
                        List.of(reader.read(op)),
                        () -> Uni.createFrom().voidItem())
                .replaceWithVoid();
    }

    private Uni<Trip> one(UUID familyId, UUID id) {
        return Panache.withSession(() -> store.trip(List.of(familyId), id));
    }

    /** A trip whose list the caller sees. */
    private Uni<Seen> seen(Caller caller, UUID id) {
        return memberships
                .all(caller)
                .chain(access -> Panache.withSession(() -> store.trip(access.keySet(), id)
                        .onItem()
                        .ifNull()
                        .failWith(ProblemException::notFound)
                        .chain(trip -> contents.lists(trip.familyId(), Set.of(trip.listId()))
                                .map(found -> {
                                    var list = found.getFirst();
                                    var viewer = new Viewer(
                                            caller.personId(),
                                            access.get(trip.familyId()).onlyList());
                                    if (!viewer.sees(list)) {
                                        throw ProblemException.notFound();
                                    }
                                    return new Seen(trip, list);
                                }))));
    }

    private static ObjectNode fields() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static UUID named(Caller caller, String what) {
        return UUID.nameUUIDFromBytes((caller.personId() + "/trip/" + what).getBytes(StandardCharsets.UTF_8));
    }

    private record Seen(Trip trip, GroceryList list) {}
}
