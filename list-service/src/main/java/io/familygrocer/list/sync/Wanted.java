package io.familygrocer.list.sync;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import io.familygrocer.list.history.History;
import io.familygrocer.list.history.Registers;
import io.familygrocer.list.merge.ItemField;
import io.familygrocer.list.merge.ListField;
import io.familygrocer.list.merge.Mutation;
import io.familygrocer.list.merge.Sameness;
import io.familygrocer.list.recurrence.Recurrences;

/**
 * What has to be read for mutations.
 *
 * @param items by id
 * @param lists by id
 * @param wholeLists with everything on them
 * @param newNames what may be created, by id, in the form in which names are compared
 * @param newProducts the catalog's product of that, where it was named
 */
record Wanted(
        Set<UUID> items,
        Set<UUID> lists,
        Set<UUID> wholeLists,
        Map<UUID, String> newNames,
        Map<UUID, String> newProducts) {

    static Wanted by(List<Mutation> mutations, List<List<History.Row>> undone) {
        var wanted = new Wanted(new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashMap<>(), new HashMap<>());
        mutations.forEach(wanted::add);
        undone.forEach(rows -> rows.forEach(wanted::add));
        return wanted;
    }

    private void add(Mutation mutation) {
        switch (mutation) {
            case Mutation.ItemSet set -> {
                items.add(set.id());
                if (set.fields().containsKey(ItemField.CHECKED)) {
                    items.add(Recurrences.nextOf(set.id()));
                }
                Optional.ofNullable(set.listId()).ifPresent(lists::add);
                if (set.listId() != null && set.fields().get(ItemField.NAME) instanceof String name) {
                    newNames.put(set.id(), Sameness.key(name));
                    if (set.fields().get(ItemField.PRODUCT_ID) instanceof String product) {
                        newProducts.put(set.id(), product);
                    }
                }
            }
            case Mutation.ItemAdjust adjust -> items.add(adjust.id());
            case Mutation.ItemRemove remove -> items.add(remove.id());
            case Mutation.ItemApprove approve -> items.add(approve.id());
            case Mutation.ListSet set ->
                // Whoever sees the list anew has to get what is on it, too.
                (set.fields().containsKey(ListField.SHARED_WITH) ? wholeLists : lists).add(set.id());
            case Mutation.ListRemove remove -> wholeLists.add(remove.id());
            case Mutation.ListClearChecked clear -> wholeLists.add(clear.id());
            case Mutation.TripStart start -> lists.add(start.listId());
            case Mutation.TripClaim claim -> {} // its trip is read apart
            case Mutation.TripFinish finish -> {}
            case Mutation.Undo undo -> items.add(undo.id()); // what else it takes, its rows say
        }
    }

    private void add(History.Row row) {
        if (row.isItem()) {
            items.add(row.docId());
        } else if (row.before() == null || Registers.fields(row.after()).has(ListField.SHARED_WITH.wire())) {
            wholeLists.add(row.docId());
        } else {
            lists.add(row.docId());
        }
        lists.add(row.listId());
        Optional.ofNullable(row.toListId()).ifPresent(lists::add);
    }

    /** The names under which something is really new. */
    Set<String> names(Set<UUID> known) {
        return ofNew(newNames, known);
    }

    /** The products of what is really new. */
    Set<String> products(Set<UUID> known) {
        return ofNew(newProducts, known);
    }

    private static Set<String> ofNew(Map<UUID, String> what, Set<UUID> known) {
        return what.entrySet().stream()
                .filter(entry -> !known.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
    }
}
