package io.familygrocer.list.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import static io.familygrocer.list.store.Among.among;
import static io.familygrocer.list.store.Among.value;

/** The lists of a family and what is on them. Each query names its family. */
@ApplicationScoped
public class ListStore {

    /** The items of these ids, tombstones too. */
    public Uni<List<Item>> items(UUID familyId, Set<UUID> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Sessions.with(session -> session.createQuery(
                                "from Item where familyId = ?1 and " + among("id", ids, 2), Item.class)
                        .setParameter(1, familyId)
                        .setParameter(2, value(ids))
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
        return Sessions.with(session -> session.createQuery("""
                        select i, l from Item i left join GroceryList l on l.familyId = i.familyId and l.id = i.listId
                        where i.familyId = ?1 and %s""".formatted(among("i.id", ids, 2)), Object[].class)
                        .setParameter(1, familyId)
                        .setParameter(2, value(ids))
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
                : Sessions.with(session -> {
                    var query = session.createQuery(
                                    """
                        from Item where familyId = ?1 and %s and (%s%s)
                          and not removed and not checked and askedRevision is null""".formatted(
                                                    among("listId", listIds, 2),
                                                    among("nameKey", nameKeys, 3),
                                                    products.isEmpty() ? "" : " or " + among("productId", products, 4)),
                                    Item.class)
                            .setParameter(1, familyId)
                            .setParameter(2, value(listIds))
                            .setParameter(3, value(nameKeys));
                    if (!products.isEmpty()) {
                        query.setParameter(4, value(products));
                    }
                    return query.getResultList();
                });
    }

    /** The lists of these ids, tombstones too. */
    public Uni<List<GroceryList>> lists(UUID familyId, Set<UUID> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Sessions.with(session -> session.createQuery(
                                "from GroceryList where familyId = ?1 and " + among("id", ids, 2), GroceryList.class)
                        .setParameter(1, familyId)
                        .setParameter(2, value(ids))
                        .getResultList());
    }

    /** A list in any of the families; null where there is none. */
    public Uni<GroceryList> list(Collection<UUID> familyIds, UUID id) {
        return Sessions.with(session -> session.createQuery(
                        "from GroceryList where familyId in ?1 and id = ?2 and not removed", GroceryList.class)
                .setParameter(1, familyIds)
                .setParameter(2, id)
                .getSingleResultOrNull());
    }

    /** A list in any of the families, also one that is gone; null where there is none. */
    public Uni<GroceryList> listEver(Collection<UUID> familyIds, UUID id) {
        return Sessions.with(
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
                        : Sessions.with(session -> session.createQuery(
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
        return Sessions.with(session -> session.createQuery(
                        "from Item where familyId in ?1 and id = ?2 and listId = ?3 and not removed", Item.class)
                .setParameter(1, familyIds)
                .setParameter(2, id)
                .setParameter(3, listId)
                .getSingleResultOrNull());
    }

    /** The lists of the families, in their order: by position, those without one after them as they were made. */
    public Uni<List<GroceryList>> lists(Collection<UUID> familyIds) {
        return Sessions.with(session -> session.createQuery(
                        "from GroceryList l where l.familyId in ?1 and not l.removed"
                                + " order by l.position nulls last, l.createdAt, l.id",
                        GroceryList.class)
                .setParameter(1, familyIds)
                .getResultList());
    }

    /** How many items are on each list of the families; lists without items are left out. Index item_list. */
    public Uni<List<Counts>> counts(Collection<UUID> familyIds) {
        return Sessions.with(session -> session.createQuery("""
                        select listId, count(*),
                          sum(case when checked or askedRevision is not null then 0 else 1 end),
                          sum(case when askedRevision is not null then 1 else 0 end)
                        from Item where familyId in ?1 and not removed group by listId""", Counts.class)
                .setParameter(1, familyIds)
                .getResultList());
    }

    /** What is on a list, from an id on. Index item_list. */
    public Uni<List<Item>> itemsOf(UUID familyId, UUID listId, UUID after, int limit) {
        return Sessions.with(session -> session.createQuery("""
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
                : Sessions.with(session -> session.createQuery(
                                "from Item where familyId = ?1 and listId in ?2 and not removed", Item.class)
                        .setParameter(1, familyId)
                        .setParameter(2, listIds)
                        .getResultList());
    }

    /**
     * Who sees those lists that not everybody sees, removed ones too. It is read after the items: a list that has become
     * private since hides what was read of it. Index grocery_list_restricted.
     */
    public Uni<Map<UUID, Audience>> restricted(UUID familyId) {
        return Sessions.with(session -> session.createQuery(
                                "select id, ownerId, sharedWith, onceSharedWith from GroceryList"
                                        + " where familyId = ?1 and sharedWith is not null",
                                Object[].class)
                        .setParameter(1, familyId)
                        .getResultList())
                .map(rows -> {
                    var audiences = new HashMap<UUID, Audience>();
                    rows.forEach(row ->
                            audiences.put((UUID) row[0], Audience.of((UUID) row[1], (UUID[]) row[2], (UUID[]) row[3])));
                    return Map.copyOf(audiences);
                });
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

    /** How many items a list has, how many of them are still to buy, and how many wait for an adult's yes. */
    public record Counts(UUID listId, long total, long open, long asked) {

        /** Counts by list. */
        public static Map<UUID, Counts> byList(List<Counts> counts) {
            return counts.stream().collect(Collectors.toMap(Counts::listId, c -> c));
        }
    }
}
