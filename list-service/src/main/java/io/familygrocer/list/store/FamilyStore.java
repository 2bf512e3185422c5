package io.familygrocer.list.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny.Session;

import io.familygrocer.list.replica.ReadReplica;

/** What a family has: its lists, its items and its revision. Each query names its family. */
@ApplicationScoped
public class FamilyStore {

    private static final String ON_LIST_OR_LEFT = " and (listId = ?4 or array_contains(leftLists, ?4))";

    /**
     * Locks the family for the rest of the transaction and makes its row where there is none yet.
     *
     * @return the row, whose revision nobody else can take meanwhile
     */
    public Uni<FamilyRevision> lock(UUID familyId) {
        return session(session -> session.find(FamilyRevision.class, familyId, LockModeType.PESSIMISTIC_WRITE)
                .chain(found -> found != null
                        ? Uni.createFrom().item(found)
                        : session.createNativeQuery(
                                        "insert into family_revision (family_id) values (?1) on conflict do nothing")
                                .setParameter(1, familyId)
                                .executeUpdate()
                                .chain(() ->
                                        session.find(FamilyRevision.class, familyId, LockModeType.PESSIMISTIC_WRITE))));
    }

    /** Locks the family for the rest of the transaction, for work that goes past its entity. */
    public Uni<Void> lockOnly(UUID familyId) {
        return session(session -> session.createNativeQuery(
                        "select revision from family_revision where family_id = ?1 for update", Long.class)
                .setParameter(1, familyId)
                .getSingleResultOrNull()
                .replaceWithVoid());
    }

    /** The revision of the family's last change; 0 before the first. */
    public Uni<Long> revision(UUID familyId) {
        return session(
                session -> session.createQuery("select revision from FamilyRevision where familyId = ?1", Long.class)
                        .setParameter(1, familyId)
                        .getSingleResultOrNull()
                        .map(revision -> revision == null ? 0L : revision));
    }

    /** The revisions of several families; families without a change are left out. */
    public Uni<List<RevisionOf>> revisions(Collection<UUID> familyIds) {
        return session(session -> session.createQuery(
                        "select familyId, revision from FamilyRevision where familyId in ?1", RevisionOf.class)
                .setParameter(1, familyIds)
                .getResultList());
    }

    /** How far a family and one of its clients are, without a lock, in one statement. */
    public Uni<Place> place(UUID familyId, UUID clientId) {
        return session(session -> session.createQuery("""
                        select f.revision, f.purgedRevision, c from FamilyRevision f
                        left join SyncClient c on c.familyId = f.familyId and c.clientId = ?2
                        where f.familyId = ?1""", Object[].class)
                .setParameter(1, familyId)
                .setParameter(2, clientId)
                .getSingleResultOrNull()
                .map(row -> row == null
                        ? new Place(Stand.NOTHING, null)
                        : new Place(new Stand((long) row[0], (long) row[1]), (SyncClient) row[2])));
    }

    /** How far a family is now, whatever the session has read before. */
    public Uni<Stand> stand(UUID familyId) {
        return session(session -> session.createQuery(
                                "select revision, purgedRevision from FamilyRevision where familyId = ?1", Stand.class)
                        .setParameter(1, familyId)
                        .getSingleResultOrNull())
                .map(found -> found == null ? Stand.NOTHING : found);
    }

    /** Lets the transaction that has just begun see one moment, whatever is written meanwhile; it only reads. */
    public Uni<Void> seeOneMoment() {
        return session(
                session -> session.createNativeQuery("set transaction isolation level repeatable read, read only")
                        .executeUpdate()
                        .replaceWithVoid());
    }

    /** The client's row; null before its first call. The family must be locked. */
    public Uni<SyncClient> client(UUID familyId, UUID clientId) {
        return session(session -> session.find(SyncClient.class, new SyncClientId(familyId, clientId)));
    }

    /** Adds rows to the transaction. */
    public Uni<Void> persist(Collection<?> rows) {
        return rows.isEmpty() ? Uni.createFrom().voidItem() : session(session -> session.persistAll(rows.toArray()));
    }

    /** The items of these ids, tombstones too. */
    public Uni<List<Item>> items(UUID familyId, Set<UUID> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(List.of())
                : session(session -> session.createQuery("from Item where familyId = ?1 and id in ?2", Item.class)
                        .setParameter(1, familyId)
                        .setParameter(2, ids)
                        .getResultList());
    }

    /** Like {@link #items}, by the ids asked for: behind an alias is the item that it stands for. */
    public Uni<Map<UUID, Item>> itemsBehind(UUID familyId, Set<UUID> ids) {
        return itemsAndLists(familyId, ids).map(Behind::items);
    }

    /** The items of these ids, as {@link #itemsBehind}, with the lists that they are on, in one statement. */
    public Uni<Behind> itemsAndLists(UUID familyId, Set<UUID> ids) {
        return joined(familyId, ids).chain(found -> {
            var targets = found.items.values().stream()
                    .map(Item::mergedInto)
                    .filter(target -> target != null && !found.items.containsKey(target))
                    .collect(Collectors.toSet());
            return joined(familyId, targets).map(found::with);
        });
    }

    private static Uni<Behind> joined(UUID familyId, Set<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(new Behind(Map.of(), Map.of()));
        }
        return session(session -> session.createQuery("""
                        select i, l from Item i left join GroceryList l on l.familyId = i.familyId and l.id = i.listId
                        where i.familyId = ?1 and i.id in ?2""", Object[].class)
                        .setParameter(1, familyId)
                        .setParameter(2, ids)
                        .getResultList())
                .map(rows -> {
                    var items = new HashMap<UUID, Item>();
                    var lists = new HashMap<UUID, GroceryList>();
                    rows.forEach(row -> {
                        items.put(((Item) row[0]).id(), (Item) row[0]);
                        if (row[1] instanceof GroceryList list) {
                            lists.put(list.id(), list);
                        }
                    });
                    return new Behind(items, lists);
                });
    }

    /**
     * What is open on these lists under these names, as {@link Item#nameKey} has them, or of these products. Index
     * item_open_name.
     */
    public Uni<List<Item>> equals(UUID familyId, Set<UUID> listIds, Set<String> nameKeys, Set<String> products) {
        return nameKeys.isEmpty()
                ? Uni.createFrom().item(List.of())
                : session(session -> {
                    var query = session.createQuery(
                                    """
                        from Item where familyId = ?1 and listId in ?2 and (nameKey in ?3 %s)
                          and not removed and not checked and askedRevision is null""".formatted(products.isEmpty() ? "" : "or productId in ?4"), Item.class)
                            .setParameter(1, familyId)
                            .setParameter(2, listIds)
                            .setParameter(3, nameKeys);
                    if (!products.isEmpty()) {
                        query.setParameter(4, products);
                    }
                    return query.getResultList();
                });
    }

    /** The lists of these ids, tombstones too. */
    public Uni<List<GroceryList>> lists(UUID familyId, Set<UUID> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(List.of())
                : session(session -> session.createQuery(
                                "from GroceryList where familyId = ?1 and id in ?2", GroceryList.class)
                        .setParameter(1, familyId)
                        .setParameter(2, ids)
                        .getResultList());
    }

    /** A list in any of the families; null where there is none. */
    public Uni<GroceryList> list(Collection<UUID> familyIds, UUID id) {
        return session(session -> session.createQuery(
                        "from GroceryList where familyId in ?1 and id = ?2 and not removed", GroceryList.class)
                .setParameter(1, familyIds)
                .setParameter(2, id)
                .getSingleResultOrNull());
    }

    /** A list in any of the families, also one that is gone; null where there is none. */
    public Uni<GroceryList> listEver(Collection<UUID> familyIds, UUID id) {
        return session(
                session -> session.createQuery("from GroceryList where familyId in ?1 and id = ?2", GroceryList.class)
                        .setParameter(1, familyIds)
                        .setParameter(2, id)
                        .getSingleResultOrNull());
    }

    /**
     * An item of a list in any of the families, by its id or an alias; null where there is none. What is on a removed
     * list is gone too.
     */
    public Uni<Item> item(Collection<UUID> familyIds, UUID listId, UUID id) {
        return itemItself(familyIds, listId, id)
                .chain(found -> found != null
                        ? Uni.createFrom().item(found)
                        : session(session -> session.createQuery(
                                                "select mergedInto from Item where familyId in ?1 and id = ?2"
                                                        + " and mergedInto is not null",
                                                UUID.class)
                                        .setParameter(1, familyIds)
                                        .setParameter(2, id)
                                        .getSingleResultOrNull())
                                .chain(target -> target == null
                                        ? Uni.createFrom().nullItem()
                                        : itemItself(familyIds, listId, target)));
    }

    private Uni<Item> itemItself(Collection<UUID> familyIds, UUID listId, UUID id) {
        return session(session -> session.createQuery(
                        "from Item where familyId in ?1 and id = ?2 and listId = ?3 and not removed", Item.class)
                .setParameter(1, familyIds)
                .setParameter(2, id)
                .setParameter(3, listId)
                .getSingleResultOrNull());
    }

    /** The lists of the families, in their order: by position, those without one after them as they were made. */
    public Uni<List<GroceryList>> lists(Collection<UUID> familyIds) {
        return session(session -> session.createQuery(
                        "from GroceryList l where l.familyId in ?1 and not l.removed"
                                + " order by l.position nulls last, l.createdAt, l.id",
                        GroceryList.class)
                .setParameter(1, familyIds)
                .getResultList());
    }

    /** How many items are on each list of the families; lists without items are left out. Index item_list. */
    public Uni<List<Counts>> counts(Collection<UUID> familyIds) {
        return session(session -> session.createQuery("""
                        select listId, count(*),
                          sum(case when checked or askedRevision is not null then 0 else 1 end),
                          sum(case when askedRevision is not null then 1 else 0 end)
                        from Item where familyId in ?1 and not removed group by listId""", Counts.class)
                .setParameter(1, familyIds)
                .getResultList());
    }

    /** What is on a list, from an id on. Index item_list. */
    public Uni<List<Item>> itemsOf(UUID familyId, UUID listId, UUID after, int limit) {
        return session(session -> session.createQuery("""
                        from Item where familyId = ?1 and listId = ?2 and not removed and id > ?3
                        order by id""", Item.class)
                .setParameter(1, familyId)
                .setParameter(2, listId)
                .setParameter(3, after)
                .setMaxResults(limit)
                .getResultList());
    }

    /** Everything on these lists that is there. Index item_list. */
    public Uni<List<Item>> itemsOf(UUID familyId, Set<UUID> listIds) {
        return listIds.isEmpty()
                ? Uni.createFrom().item(List.of())
                : session(session -> session.createQuery(
                                "from Item where familyId = ?1 and listId in ?2 and not removed", Item.class)
                        .setParameter(1, familyId)
                        .setParameter(2, listIds)
                        .getResultList());
    }

    /**
     * The documents above {@code since} and up to {@code until}, in revision order, at most {@code limit}. Indexes
     * item_revision and grocery_list_revision.
     *
     * <p>From nothing on, what is gone is left out; {@link #everything} does not.
     *
     * @param onlyList leaves out what has nothing to do with that list
     */
    public Uni<List<Change>> changes(UUID familyId, long since, long until, Optional<UUID> onlyList, int limit) {
        return changes(familyId, new Span(since, until, since > 0), onlyList, limit);
    }

    /** Like {@link #changes}, with what is gone: for several readers, not all of whom start from nothing. */
    public Uni<List<Change>> everything(UUID familyId, long since, long until, int limit) {
        return changes(familyId, new Span(since, until, true), Optional.empty(), limit);
    }

    private Uni<List<Change>> changes(UUID familyId, Span span, Optional<UUID> onlyList, int limit) {
        return changesOf(GroceryList.class, " and id = ?4", familyId, span, onlyList, limit)
                .chain(lists -> changesOf(Item.class, ON_LIST_OR_LEFT, familyId, span, onlyList, limit)
                        .chain(items -> changesOf(Trip.class, " and listId = ?4", familyId, span, onlyList, limit)
                                .chain(trips -> restricted(familyId, items.isEmpty() && trips.isEmpty())
                                        .map(restricted -> merged(lists, items, trips, restricted, limit)))));
    }

    private static List<Change> merged(
            List<GroceryList> lists, List<Item> items, List<Trip> trips, Map<UUID, Audience> restricted, int limit) {
        var changes = new ArrayList<Change>(lists.size() + items.size() + trips.size());
        lists.forEach(list -> changes.add(Change.of(list)));
        items.forEach(item -> changes.add(Change.of(item, restricted)));
        trips.forEach(trip -> changes.add(Change.of(trip, restricted)));
        changes.sort(Comparator.comparingLong(Change::revision));
        return List.copyOf(changes.size() > limit ? changes.subList(0, limit) : changes);
    }

    /** The trips of these ids. */
    public Uni<List<Trip>> trips(UUID familyId, Set<UUID> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(List.of())
                : session(session -> session.createQuery("from Trip where familyId = ?1 and id in ?2", Trip.class)
                        .setParameter(1, familyId)
                        .setParameter(2, ids)
                        .getResultList());
    }

    /** A trip in any of the families; null where there is none. */
    public Uni<Trip> trip(Collection<UUID> familyIds, UUID id) {
        return session(session -> session.createQuery("from Trip where familyId in ?1 and id = ?2", Trip.class)
                .setParameter(1, familyIds)
                .setParameter(2, id)
                .getSingleResultOrNull());
    }

    /** The trips to a list that were over and on which one of these instants was, the last first. Index trip_of_list. */
    public Uni<List<Trip>> tripsOver(UUID familyId, UUID listId, Instant from, Instant until, int limit) {
        return session(session -> session.createQuery("""
                        from Trip where familyId = ?1 and listId = ?2 and finishedAt >= ?3 and startedAt <= ?4
                        order by finishedAt desc""", Trip.class)
                .setParameter(1, familyId)
                .setParameter(2, listId)
                .setParameter(3, from)
                .setParameter(4, until)
                .setMaxResults(limit)
                .getResultList());
    }

    /** How many trips of a family run. Index trip_running. */
    public Uni<Long> runningTrips(UUID familyId) {
        return session(session -> session.createQuery(
                        "select count(*) from Trip where familyId = ?1 and finishedAt is null", Long.class)
                .setParameter(1, familyId)
                .getSingleResult());
    }

    /** The last trips of a family with a revision below {@code before}, the newest change first. Index trip_revision. */
    public Uni<List<Trip>> tripsBefore(UUID familyId, long before, int limit) {
        return session(session -> session.createQuery(
                        "from Trip where familyId = ?1 and revision < ?2 order by revision desc", Trip.class)
                .setParameter(1, familyId)
                .setParameter(2, before)
                .setMaxResults(limit)
                .getResultList());
    }

    /** What was checked on a list within a time, gone since or not, in that order. Index item_checked_at. */
    public Uni<List<Item>> checkedBetween(UUID familyId, UUID listId, Instant from, Instant until, int limit) {
        return session(session -> session.createQuery("""
                        from Item where familyId = ?1 and listId = ?2 and checkedAt between ?3 and ?4
                        order by checkedAt, id""", Item.class)
                .setParameter(1, familyId)
                .setParameter(2, listId)
                .setParameter(3, from)
                .setParameter(4, until)
                .setMaxResults(limit)
                .getResultList());
    }

    /**
     * Who sees those lists that not everybody sees, removed ones too. It is read after the items: a list that has become
     * private since hides what was read of it. Index grocery_list_restricted.
     */
    public Uni<Map<UUID, Audience>> restricted(UUID familyId) {
        return restricted(familyId, false);
    }

    private Uni<Map<UUID, Audience>> restricted(UUID familyId, boolean skip) {
        return skip
                ? Uni.createFrom().item(Map.of())
                : session(session -> session.createQuery(
                                        "select id, ownerId, sharedWith, onceSharedWith from GroceryList"
                                                + " where familyId = ?1 and sharedWith is not null",
                                        Object[].class)
                                .setParameter(1, familyId)
                                .getResultList())
                        .map(rows -> {
                            var audiences = new HashMap<UUID, Audience>();
                            rows.forEach(row -> audiences.put(
                                    (UUID) row[0], Audience.of((UUID) row[1], (UUID[]) row[2], (UUID[]) row[3])));
                            return Map.copyOf(audiences);
                        });
    }

    private <D extends Document> Uni<List<D>> changesOf(
            Class<D> kind, String ofOneList, UUID familyId, Span span, Optional<UUID> onlyList, int limit) {
        String tombstones = span.tombstones ? "" : " and not removed";
        return session(session -> {
            var query = session.createQuery(
                            "from " + kind.getSimpleName()
                                    + " where familyId = ?1 and revision > ?2 and revision <= ?3" + tombstones
                                    + (onlyList.isPresent() ? ofOneList : "") + " order by revision",
                            kind)
                    .setParameter(1, familyId)
                    .setParameter(2, span.since)
                    .setParameter(3, span.until)
                    .setMaxResults(limit);
            onlyList.ifPresent(list -> query.setParameter(4, list));
            return query.getResultList();
        });
    }

    private static <T> Uni<T> session(java.util.function.Function<Session, Uni<T>> work) {
        return ReadReplica.session().chain(work::apply);
    }

    /** The family's row without a lock; null before its first change. */
    public Uni<FamilyRevision> family(UUID familyId) {
        return session(session -> session.find(FamilyRevision.class, familyId));
    }

    /**
     * Notes that a client has begun to take everything anew and has to come back for more, after what was purged up to
     * that revision.
     */
    public Uni<Void> resumes(UUID familyId, UUID clientId, UUID personId, long purgedRevision) {
        return session(session -> session.createNativeQuery("""
                        insert into sync_client as c (family_id, client_id, person_id, last_seq, seen_at, resumes_purge)
                        values (?1, ?2, ?3, 0, now(), ?4)
                        on conflict (family_id, client_id) do update set resumes_purge = excluded.resumes_purge
                          where c.person_id = excluded.person_id""")
                .setParameter(1, familyId)
                .setParameter(2, clientId)
                .setParameter(3, personId)
                .setParameter(4, purgedRevision)
                .executeUpdate()
                .replaceWithVoid());
    }

    /** How far a family is and a client of it, which is null before its first call. */
    public record Place(Stand family, SyncClient client) {}

    /**
     * How far a family is.
     *
     * @param revision of its last change; 0 before the first
     * @param purgedRevision up to where tombstones may be gone
     */
    public record Stand(long revision, long purgedRevision) {

        private static final Stand NOTHING = new Stand(0, 0);
    }

    /**
     * Items by the ids asked for, and their lists by id.
     *
     * @param items behind an alias is the item that it stands for
     */
    public record Behind(Map<UUID, Item> items, Map<UUID, GroceryList> lists) {

        private Behind with(Behind targets) {
            var found = new HashMap<>(items);
            found.putAll(targets.items);
            var behind = new HashMap<>(found);
            items.values().stream()
                    .filter(item -> found.containsKey(item.mergedInto()))
                    .forEach(alias -> behind.put(alias.id(), found.get(alias.mergedInto())));
            var both = new HashMap<>(lists);
            both.putAll(targets.lists);
            return new Behind(behind, both);
        }
    }

    /** What is above {@code since} and up to {@code until}. */
    private record Span(long since, long until, boolean tombstones) {}

    /** A family and the revision of its last change. */
    public record RevisionOf(UUID familyId, long revision) {}

    /** How many items a list has, how many of them are still to buy, and how many wait for an adult's yes. */
    public record Counts(UUID listId, long total, long open, long asked) {

        /** Counts by list. */
        public static Map<UUID, Counts> byList(List<Counts> counts) {
            return counts.stream().collect(Collectors.toMap(Counts::listId, c -> c));
        }
    }
}
