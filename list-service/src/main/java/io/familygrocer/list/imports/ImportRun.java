package io.familygrocer.list.imports;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.familygrocer.list.merge.ItemField;
import io.familygrocer.list.merge.ListField;
import io.familygrocer.list.merge.Mutation;
import io.familygrocer.list.store.GroceryList;
import io.familygrocer.list.store.Viewer;

/**
 * What one import has come to so far. The ids of what it makes follow from the family, the list and the file, so that the
 * same file makes the same things.
 */
final class ImportRun {

    private final UUID familyId;
    private final String fallback;
    private final Map<String, UUID> known = new HashMap<>();
    private final Map<String, ImportReport.TargetList> targets = new LinkedHashMap<>();
    private final Set<UUID> hidden = new HashSet<>();
    private final Viewer viewer;
    private int read;
    private int created;
    private int merged;
    private int skipped;
    private long revision;

    /**
     * An import into a family.
     *
     * @param fallback the list for items of which the file names none
     * @param lists all that are there
     * @param viewer who imports: what they do not see is not there for them
     */
    ImportRun(UUID familyId, String fallback, List<GroceryList> lists, Viewer viewer) {
        this.familyId = familyId;
        this.fallback = fallback;
        this.viewer = viewer;
        for (var list : lists) {
            if (viewer.sees(list)) {
                known.putIfAbsent(normal(list.name()), list.id());
            } else {
                hidden.add(list.id());
            }
        }
    }

    /** The items of a batch by the ids that they get. */
    Map<UUID, ImportedItem> byId(Batches.Batch batch) {
        var items = new LinkedHashMap<UUID, ImportedItem>();
        for (var item : batch.items()) {
            items.put(named(listId(listOf(item)) + "/" + item.source()), item);
        }
        return items;
    }

    /** What has to be written for a batch, of which some items are there. */
    List<Mutation> mutations(Batches.Batch batch, Map<UUID, ImportedItem> items, Set<UUID> present) {
        var mutations = new ArrayList<Mutation>();
        batch.lists().forEach((name, like) -> target(name, like, mutations, 0));
        items.forEach((id, item) -> {
            String list = listOf(item);
            boolean fresh = !present.contains(id);
            if (fresh || known.containsKey(normal(list))) {
                target(list, Map.of(), mutations, 1);
            }
            if (fresh) {
                mutations.add(new Mutation.ItemSet(id, listId(list), fields(item, listId(list))));
            }
        });
        return mutations;
    }

    /** Counts what a batch has come to. */
    void count(int items, int present, int folded, long familyRevision) {
        read += items;
        skipped += present;
        created += items - present - folded;
        merged += folded;
        revision = familyRevision;
    }

    /** The family's revision after the last batch that wrote something; 0 where none did. */
    long revision() {
        return revision;
    }

    ImportProgress progress() {
        return new ImportProgress(read, created, merged, skipped);
    }

    ImportReport report(boolean dryRun, String format, Batches batches) {
        return new ImportReport(
                dryRun,
                format,
                List.copyOf(targets.values()),
                created,
                merged,
                skipped,
                batches.losses(),
                batches.lossCount());
    }

    private void target(String name, Map<ListField, Object> like, Collection<Mutation> mutations, int items) {
        String key = normal(name);
        UUID id = listId(name);
        boolean fresh = known.putIfAbsent(key, id) == null;
        if (fresh) {
            var fields = new EnumMap<ListField, Object>(ListField.class);
            fields.putAll(like);
            fields.put(ListField.NAME, name);
            mutations.add(new Mutation.ListSet(id, fields));
        }
        targets.merge(
                key,
                new ImportReport.TargetList(id, name, fresh, items),
                (old, one) -> new ImportReport.TargetList(id, old.name(), old.created(), old.items() + items));
    }

    private String listOf(ImportedItem item) {
        return item.list() == null ? fallback : item.list();
    }

    private static Map<ItemField, Object> fields(ImportedItem item, UUID listId) {
        var fields = new EnumMap<ItemField, Object>(item.fields());
        fields.put(ItemField.LIST, listId);
        return fields;
    }

    private UUID listId(String list) {
        var there = known.get(normal(list));
        if (there != null) {
            return there;
        }
        var id = named("list/" + normal(list));
        return hidden.contains(id) ? named("list/" + viewer.personId() + "/" + normal(list)) : id;
    }

    private UUID named(String what) {
        return UUID.nameUUIDFromBytes((familyId + "/import/" + what).getBytes(StandardCharsets.UTF_8));
    }

    private static String normal(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
