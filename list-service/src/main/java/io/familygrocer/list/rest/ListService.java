package io.familygrocer.list.rest;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;

import io.familygrocer.list.membership.Access;
import io.familygrocer.list.membership.MembershipService;
import io.familygrocer.list.replica.ReadReplica;
import io.familygrocer.list.store.GroceryList;
import io.familygrocer.list.store.Item;
import io.familygrocer.list.store.ListStore;
import io.familygrocer.list.store.Viewer;
import io.familygrocer.list.sync.ChangeService;
import io.familygrocer.list.sync.MutationReader;
import io.familygrocer.list.sync.SyncRequest;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.CommonProblem;
import io.familygrocer.platform.web.Page;
import io.familygrocer.platform.web.ProblemException;

/** Lists and items for scripts and hooks: each change becomes a mutation and goes the way of all mutations. */
@ApplicationScoped
public class ListService {

    private static final UUID FIRST = new UUID(0, 0);

    private final ListStore store;
    private final Overviews overviews;
    private final ReadReplica replica;
    private final MembershipService memberships;
    private final ChangeService changes;
    private final MutationReader reader;
    private final ObjectMapper json;

    ListService(
            ListStore store,
            Overviews overviews,
            ReadReplica replica,
            MembershipService memberships,
            ChangeService changes,
            MutationReader reader,
            ObjectMapper json) {
        this.store = store;
        this.overviews = overviews;
        this.replica = replica;
        this.memberships = memberships;
        this.changes = changes;
        this.reader = reader;
        this.json = json;
    }

    /** The lists of one family, or of all of the caller's where {@code family} is null. */
    @WithSession
    public Uni<Page<ListSummary>> lists(Caller caller, UUID family) {
        return families(caller, family)
                .chain(access -> overviews
                        .of(access.keySet())
                        .map(lists -> Page.whole(lists.stream()
                                .filter(list -> viewer(
                                                caller,
                                                access.get(list.summary().familyId()))
                                        .sees(list.summary().id(), list.audience()))
                                .map(Overviews.Entry::summary)
                                .toList())));
    }

    /** One list. */
    @WithSession
    public Uni<GroceryList> list(Caller caller, UUID id) {
        return memberships
                .all(caller)
                .chain(access -> found(access.keySet(), id).invoke(list -> requireSeen(caller, access, list)));
    }

    /**
     * What is on a list, from {@code after} on.
     *
     * @param seen the revision of the family that the caller has seen, at which a replica may answer; empty for the newest
     */
    public Uni<Page<Item>> items(Caller caller, UUID listId, UUID after, int limit, Optional<Long> seen) {
        return list(caller, listId)
                .chain(list -> replica.read(
                        list.familyId(),
                        seen,
                        () -> store.itemsOf(list.familyId(), listId, after == null ? FIRST : after, limit + 1)))
                .map(items -> Page.of(items, limit, item -> item.id().toString()));
    }

    /** One item. */
    @WithSession
    public Uni<Item> item(Caller caller, UUID listId, UUID id) {
        return list(caller, listId).chain(list -> found(Set.of(list.familyId()), listId, id));
    }

    /** Makes a list; called again with the same key it answers the same list. */
    public Uni<GroceryList> create(Caller caller, ListRequests.NewList request, String key) {
        UUID id = idOf(caller, key, "list");
        ObjectNode fields = json.valueToTree(request);
        fields.remove("familyId");
        var op = new SyncRequest.Op(1, null, "list.set", id, null, fields, null, null);
        return change(caller, request.familyId(), key, op, Precondition.none())
                .chain(() -> Panache.withSession(() -> found(Set.of(request.familyId()), id)));
    }

    /** Makes an item; called again with the same key it answers the same item. */
    public Uni<Item> create(Caller caller, UUID listId, ListRequests.NewItem request, String key) {
        UUID id = idOf(caller, key, "item");
        ObjectNode fields = json.valueToTree(request);
        var op = new SyncRequest.Op(1, null, "item.set", id, listId, fields, null, null);
        return list(caller, listId)
                .chain(list -> change(caller, list.familyId(), key, op, Precondition.none())
                        .chain(() -> written(list.familyId(), listId, id)));
    }

    /** Writes the fields that are named. */
    public Uni<GroceryList> edit(Caller caller, UUID id, ObjectNode fields, String key, Precondition precondition) {
        var op = new SyncRequest.Op(1, null, "list.set", id, null, fields, null, null);
        return list(caller, id)
                .chain(list -> change(caller, list.familyId(), key, op, precondition)
                        .chain(() -> Panache.withSession(() -> found(Set.of(list.familyId()), id))));
    }

    /** Writes the fields that are named. */
    public Uni<Item> edit(
            Caller caller, UUID listId, UUID id, ObjectNode fields, String key, Precondition precondition) {
        var op = new SyncRequest.Op(1, null, "item.set", id, null, fields, null, null);
        return changeItem(caller, listId, id, op, key, precondition)
                .chain(item -> written(item.familyId(), listId, id));
    }

    /** Adds to the amount; with a key, once however often it is called. */
    public Uni<Item> adjust(Caller caller, UUID listId, UUID id, ListRequests.Adjustment adjustment, String key) {
        var op = new SyncRequest.Op(1, null, "item.adjust", id, null, null, adjustment.by(), null);
        return changeItem(caller, listId, id, op, key, Precondition.none())
                .chain(item -> written(item.familyId(), listId, id));
    }

    /** Says yes to an item as it is now; where none is waited for, nothing changes. */
    public Uni<Item> approve(Caller caller, UUID listId, UUID id, String key) {
        var op = new SyncRequest.Op(1, null, "item.approve", id, null, null, null, Long.MAX_VALUE);
        return changeItem(caller, listId, id, op, key, Precondition.none())
                .chain(item -> written(item.familyId(), listId, id));
    }

    /** Removes a list as it is now, whatever is on it. */
    public Uni<Void> removeList(Caller caller, UUID id, String key, Precondition precondition) {
        var op = new SyncRequest.Op(1, null, "list.remove", id, null, null, null, Long.MAX_VALUE);
        return list(caller, id).chain(list -> change(caller, list.familyId(), key, op, precondition));
    }

    /** Removes an item as it is now. */
    public Uni<Void> removeItem(Caller caller, UUID listId, UUID id, String key, Precondition precondition) {
        var op = new SyncRequest.Op(1, null, "item.remove", id, null, null, null, Long.MAX_VALUE);
        return changeItem(caller, listId, id, op, key, precondition).replaceWithVoid();
    }

    /** The item as it was before. */
    private Uni<Item> changeItem(
            Caller caller, UUID listId, UUID id, SyncRequest.Op op, String key, Precondition precondition) {
        return item(caller, listId, id).call(item -> change(caller, item.familyId(), key, op, precondition));
    }

    private Uni<Item> written(UUID familyId, UUID listId, UUID id) {
        return Panache.withSession(() -> found(Set.of(familyId), listId, id));
    }

    private Uni<Void> change(Caller caller, UUID familyId, String key, SyncRequest.Op op, Precondition precondition) {
        var mutation = reader.read(op);
        Supplier<Uni<Void>> check = () -> precondition.revision().isEmpty()
                ? Uni.createFrom().voidItem()
                : requireRevision(familyId, op.id(), precondition.revision().get());
        return changes.apply(caller, familyId, keyOf(caller, key), List.of(mutation), check);
    }

    private Uni<Void> requireRevision(UUID familyId, UUID id, long expected) {
        return store.itemsBehind(familyId, Set.of(id))
                .chain(items -> items.isEmpty()
                        ? store.lists(familyId, Set.of(id))
                                .map(lists -> lists.getFirst().revision())
                        : Uni.createFrom().item(items.get(id).revision()))
                .invoke(actual -> {
                    if (actual != expected) {
                        throw ProblemException.of(CommonProblem.STALE, null);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Map<UUID, Access>> families(Caller caller, UUID family) {
        return family == null
                ? memberships.all(caller)
                : memberships.require(caller, family).map(access -> Map.of(family, access));
    }

    private static Viewer viewer(Caller caller, Access access) {
        return new Viewer(caller.personId(), access.onlyList());
    }

    private static void requireSeen(Caller caller, Map<UUID, Access> access, GroceryList list) {
        if (!viewer(caller, access.get(list.familyId())).sees(list)) {
            throw ProblemException.notFound();
        }
    }

    private Uni<GroceryList> found(Collection<UUID> families, UUID id) {
        return store.list(families, id).onItem().ifNull().failWith(ProblemException::notFound);
    }

    private Uni<Item> found(Collection<UUID> families, UUID listId, UUID id) {
        return store.item(families, listId, id).onItem().ifNull().failWith(ProblemException::notFound);
    }

    /** Where the client may repeat itself, its key names the same new thing each time. */
    private static UUID idOf(Caller caller, String key, String kind) {
        return key == null ? UUID.randomUUID() : named(caller, key + "/" + kind);
    }

    private static UUID keyOf(Caller caller, String key) {
        return key == null ? null : named(caller, key);
    }

    private static UUID named(Caller caller, String key) {
        return UUID.nameUUIDFromBytes((caller.personId() + "/" + key).getBytes(StandardCharsets.UTF_8));
    }

    /** What {@code If-Match} asks for. */
    public record Precondition(Optional<Long> revision) {

        /** Nothing. */
        public static Precondition none() {
            return new Precondition(Optional.empty());
        }
    }
}
