package io.familygrocer.list.sync;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import io.familygrocer.list.merge.ItemState;
import io.familygrocer.list.store.GroceryList;

/** What one call has to tell the other services: one event an item, what it came to, under the revision at which it did. */
final class Story {

    private static final String HIDDEN = "-";

    private final UUID familyId;
    private final UUID person;
    private final List<ListEvent> lists = new ArrayList<>();
    private final Map<UUID, ListEvent> items = new LinkedHashMap<>();
    private final Map<UUID, ListEvent> questions = new LinkedHashMap<>();
    /** What others have heard of: only of these they have to hear that they are gone. */
    private final Set<UUID> knownBefore = new HashSet<>();

    Story(UUID familyId, UUID person) {
        this.familyId = familyId;
        this.person = person;
    }

    /** Everything, in the order in which it became true. */
    List<ListEvent> told() {
        var told = new ArrayList<>(lists);
        told.addAll(items.values());
        told.addAll(questions.values());
        return told;
    }

    /**
     * A list has changed. For the other services a list that not everybody sees is not there.
     *
     * @param known whether they know of it
     */
    void list(GroceryList list, boolean known) {
        boolean there = !list.removed() && list.audience().whole();
        if (there || known) {
            // Once it is private, its name is nobody's business any more.
            String name = list.audience().whole() ? list.name() : HIDDEN;
            lists.add(new ListEvent.ListChanged(familyId, list.id(), name, !there, person, list.revision()));
        }
    }

    /**
     * An item has changed. What is on a list that not everybody sees is not there for the other services.
     *
     * @param before how it was; {@link ItemState#unwritten()} where it was not
     * @param listName what its list is called
     * @param fields what of it was written, by name
     */
    void item(UUID id, ItemState before, ItemState state, String listName, List<String> fields, long revision) {
        boolean addedInThisCall = items.get(id) instanceof ListEvent.ItemAdded;
        if (!before.removed() && !items.containsKey(id)) {
            knownBefore.add(id);
        }
        if (state.removed()) {
            items.remove(id);
            questions.remove(id);
            if (knownBefore.contains(id)) {
                items.put(id, new ListEvent.ItemRemoved(familyId, id, state.listId(), person, revision));
            }
        } else {
            items.put(
                    id,
                    before.removed() || addedInThisCall
                            ? added(id, state, listName, revision)
                            : changed(id, state, fields, revision));
            ask(id, before, state, listName, revision);
        }
    }

    private ListEvent added(UUID id, ItemState state, String listName, long revision) {
        return new ListEvent.ItemAdded(
                familyId,
                id,
                state.listId(),
                listName,
                state.name(),
                state.amount(),
                state.unit(),
                state.category(),
                state.askedAt() != null,
                person,
                revision);
    }

    private ListEvent changed(UUID id, ItemState state, List<String> fields, long revision) {
        var all = new TreeSet<>(fields);
        if (items.get(id) instanceof ListEvent.ItemChanged earlier) {
            all.addAll(earlier.fields());
        }
        return new ListEvent.ItemChanged(
                familyId,
                id,
                state.listId(),
                state.name(),
                state.category(),
                state.checked(),
                List.copyOf(all),
                person,
                revision);
    }

    private void ask(UUID id, ItemState before, ItemState state, String listName, long revision) {
        if (state.askedAt() == null) {
            questions.remove(id);
        } else if (!state.askedAt().equals(before.askedAt()) || questions.containsKey(id)) {
            questions.put(
                    id,
                    new ListEvent.ItemApprovalAsked(
                            familyId, id, state.listId(), listName, state.name(), person, revision));
        }
    }
}
