package io.familygrocer.list.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

/** What has changed in a family: lists, items and trips in the order of their revisions. */
@ApplicationScoped
public class ChangeStore {

    private static final String ON_LIST_OR_LEFT = " and (listId = ?4 or array_contains(leftLists, ?4))";

    private final ListStore lists;

    ChangeStore(ListStore lists) {
        this.lists = lists;
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
                .chain(found -> changesOf(Item.class, ON_LIST_OR_LEFT, familyId, span, onlyList, limit)
                        .chain(items -> changesOf(Trip.class, " and listId = ?4", familyId, span, onlyList, limit)
                                .chain(trips -> audiences(familyId, items, trips)
                                        .map(restricted -> merged(found, items, trips, restricted, limit)))));
    }

    /** Who sees what was found; nobody asks for lists alone, which say it themselves. */
    private Uni<Map<UUID, Audience>> audiences(UUID familyId, List<Item> items, List<Trip> trips) {
        return items.isEmpty() && trips.isEmpty() ? Uni.createFrom().item(Map.of()) : lists.restricted(familyId);
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

    private <D extends Document> Uni<List<D>> changesOf(
            Class<D> kind, String ofOneList, UUID familyId, Span span, Optional<UUID> onlyList, int limit) {
        String tombstones = span.tombstones ? "" : " and not removed";
        return Sessions.with(session -> {
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

    /** What is above {@code since} and up to {@code until}. */
    private record Span(long since, long until, boolean tombstones) {}
}
