package io.familygrocer.list.quickadd;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.list.merge.ItemField;
import io.familygrocer.list.merge.Mutation;
import io.familygrocer.list.rest.ListService;
import io.familygrocer.list.store.GroceryList;
import io.familygrocer.list.store.Item;
import io.familygrocer.list.store.ListStore;
import io.familygrocer.list.sync.ChangeService;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.ProblemException;

/** Puts what somebody typed on a list: all of it in one call, or nothing. */
@ApplicationScoped
public class QuickAddService {

    private static final int MAX_NOTE = 1000;

    private final ListService lists;
    private final ChangeService changes;
    private final ListStore store;
    private final QuickAddConfig config;

    QuickAddService(ListService lists, ChangeService changes, ListStore store, QuickAddConfig config) {
        this.lists = lists;
        this.changes = changes;
        this.store = store;
        this.config = config;
    }

    /**
     * What a text would add.
     *
     * @throws ProblemException 400 for a text that is too long, names nothing or too much
     */
    QuickAddPreview preview(QuickAddRequest request) {
        return new QuickAddPreview(read(request).stream()
                .map(item -> QuickAddPreview.Entry.of(item, request.hints()))
                .toList());
    }

    /**
     * Adds what a text names, in its order; with a key, once however often it is called.
     *
     * @param key of this person for this call; may be null
     * @throws ProblemException 404 for a foreign list, 400 for a text that is too long, names nothing or too much
     */
    public Uni<List<Item>> add(Caller caller, UUID listId, QuickAddRequest request, String key) {
        return lists.list(caller, listId).chain(list -> {
            var items = read(request);
            var ids = ids(caller, listId, key, items.size());
            var mutations = new ArrayList<Mutation>();
            for (int i = 0; i < items.size(); i++) {
                mutations.add(new Mutation.ItemSet(ids.get(i), listId, fields(items.get(i), listId)));
            }
            return changes.apply(
                            caller,
                            list.familyId(),
                            key == null ? null : named(caller, listId, key, "call"),
                            mutations,
                            () -> Uni.createFrom().voidItem())
                    .chain(() -> added(list, ids));
        });
    }

    private List<QuickAddItem> read(QuickAddRequest request) {
        if (request.text().length() > config.maxLength()) {
            throw ProblemException.invalid("text", "must be at most %d characters".formatted(config.maxLength()));
        }
        var items = QuickAdd.parse(request.text(), request.hints());
        if (items.isEmpty()) {
            throw ProblemException.invalid("text", "names nothing");
        }
        if (items.size() > config.maxItems()) {
            throw ProblemException.invalid(
                    "text", "names %d items; at most %d are taken".formatted(items.size(), config.maxItems()));
        }
        for (int i = 0; i < items.size(); i++) {
            String note = items.get(i).note();
            if (note != null && note.codePointCount(0, note.length()) > MAX_NOTE) {
                throw ProblemException.invalid("text", "names an item that is too long, number %d".formatted(i + 1));
            }
        }
        return items;
    }

    private Uni<List<Item>> added(GroceryList list, List<UUID> ids) {
        return Panache.withSession(() -> store.itemsBehind(list.familyId(), Set.copyOf(ids)))
                .map(byId -> ids.stream()
                        .map(byId::get)
                        .filter(item -> item != null && !item.removed())
                        .distinct()
                        .toList());
    }

    private static Map<ItemField, Object> fields(QuickAddItem item, UUID listId) {
        var fields = new EnumMap<ItemField, Object>(ItemField.class);
        fields.put(ItemField.LIST, listId);
        fields.put(ItemField.NAME, item.name());
        fields.put(ItemField.AMOUNT, item.amount());
        fields.put(ItemField.UNIT, item.unit());
        fields.put(ItemField.NOTE, item.note());
        fields.put(ItemField.CHECKED, item.checked() ? Boolean.TRUE : null);
        fields.values().removeIf(java.util.Objects::isNull);
        return fields;
    }

    /** Where the client may repeat itself, its key names the same items each time. */
    private static List<UUID> ids(Caller caller, UUID listId, String key, int count) {
        var ids = new ArrayList<UUID>(count);
        for (int i = 0; i < count; i++) {
            ids.add(key == null ? UUID.randomUUID() : named(caller, listId, key, "item/" + i));
        }
        return ids;
    }

    private static UUID named(Caller caller, UUID listId, String key, String what) {
        return UUID.nameUUIDFromBytes("%s/quick-add/%s/%s/%s"
                .formatted(caller.personId(), listId, what, key)
                .getBytes(StandardCharsets.UTF_8));
    }
}
