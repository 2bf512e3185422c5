package io.familygrocer.list.imports;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.list.ListConfig;
import io.familygrocer.list.membership.Capability;
import io.familygrocer.list.membership.MembershipService;
import io.familygrocer.list.merge.ItemField;
import io.familygrocer.list.merge.ListField;
import io.familygrocer.list.merge.Mutation;
import io.familygrocer.list.store.FamilyStore;
import io.familygrocer.list.store.GroceryList;
import io.familygrocer.list.store.Item;
import io.familygrocer.list.store.Viewer;
import io.familygrocer.list.sync.SyncService;
import io.familygrocer.platform.web.Caller;

/**
 * Brings lists from other apps. The ids of what is imported follow from the file and the family, so the same file twice
 * changes nothing; all of it is one transaction.
 */
@ApplicationScoped
public class ImportService {

    private final FamilyStore store;
    private final MembershipService memberships;
    private final SyncService sync;
    private final ListConfig config;

    ImportService(FamilyStore store, MembershipService memberships, SyncService sync, ListConfig config) {
        this.store = store;
        this.memberships = memberships;
        this.sync = sync;
        this.config = config;
    }

    /**
     * Imports a file, or says what that would do.
     *
     * @param list the list for items of which the file names none
     */
    public Uni<ImportReport> run(
            Caller caller, UUID familyId, ImportFormat format, String list, boolean dryRun, String body) {
        return memberships.require(caller, familyId).chain(access -> {
            access.require(Capability.IMPORT);
            var file = format.read(body, config.maxImportLines());
            var viewer = new Viewer(caller.personId(), access.onlyList());
            return plan(viewer, familyId, list, file)
                    .chain(plan -> dryRun || plan.mutations.isEmpty()
                            ? Uni.createFrom().item(plan.report(dryRun, file))
                            : sync.apply(
                                            caller,
                                            familyId,
                                            null,
                                            plan.mutations,
                                            () -> Uni.createFrom().voidItem())
                                    .replaceWith(() -> plan.report(false, file)));
        });
    }

    private Uni<Plan> plan(Viewer viewer, UUID familyId, String list, ImportFile file) {
        return Panache.withSession(() -> store.lists(Set.of(familyId)).chain(lists -> {
            var plan =
                    new Plan(familyId, list, lists.stream().filter(viewer::sees).toList());
            file.items().forEach(plan::add);
            return store.items(familyId, plan.ids()).invoke(plan::skip).replaceWith(plan);
        }));
    }

    /** What has to be written for a file. */
    private static final class Plan {

        private final UUID familyId;
        private final String fallback;
        private final Map<String, UUID> known;
        private final Map<String, ImportReport.TargetList> targets = new LinkedHashMap<>();
        private final Map<UUID, Mutation> items = new LinkedHashMap<>();
        private final List<Mutation> mutations = new ArrayList<>();
        private int skipped;

        Plan(UUID familyId, String fallback, List<GroceryList> lists) {
            this.familyId = familyId;
            this.fallback = fallback;
            this.known = lists.stream()
                    .collect(Collectors.toMap(list -> normal(list.name()), GroceryList::id, (first, second) -> first));
        }

        void add(ImportedItem item) {
            String list = item.list() == null ? fallback : item.list();
            var target = targets.merge(
                    normal(list),
                    new ImportReport.TargetList(listId(list), list, !known.containsKey(normal(list)), 1),
                    (old, one) -> new ImportReport.TargetList(old.id(), old.name(), old.created(), old.items() + 1));
            var id = named(target.id() + "/" + item.source());
            items.put(id, new Mutation.ItemSet(id, target.id(), fields(item, target.id())));
        }

        Set<UUID> ids() {
            return items.keySet();
        }

        void skip(List<Item> present) {
            present.forEach(item -> items.remove(item.id()));
            skipped = present.size();
            var needed = items.values().stream()
                    .map(mutation -> ((Mutation.ItemSet) mutation).listId())
                    .collect(Collectors.toCollection(HashSet::new));
            for (var target : targets.values()) {
                if (target.created() && needed.contains(target.id())) {
                    mutations.add(new Mutation.ListSet(target.id(), Map.of(ListField.NAME, target.name())));
                }
            }
            mutations.addAll(items.values());
        }

        ImportReport report(boolean dryRun, ImportFile file) {
            return new ImportReport(dryRun, List.copyOf(targets.values()), items.size(), skipped, file.losses());
        }

        private static Map<ItemField, Object> fields(ImportedItem item, UUID listId) {
            var fields = new EnumMap<ItemField, Object>(ItemField.class);
            fields.put(ItemField.LIST, listId);
            fields.put(ItemField.NAME, item.name());
            fields.put(ItemField.AMOUNT, item.amount());
            fields.put(ItemField.UNIT, item.unit());
            fields.put(ItemField.NOTE, item.note());
            fields.put(ItemField.CATEGORY, item.category());
            fields.put(ItemField.CHECKED, item.checked());
            fields.values().removeIf(java.util.Objects::isNull);
            return fields;
        }

        private UUID listId(String list) {
            return known.getOrDefault(normal(list), named("list/" + normal(list)));
        }

        private UUID named(String what) {
            return UUID.nameUUIDFromBytes((familyId + "/import/" + what).getBytes(StandardCharsets.UTF_8));
        }

        private static String normal(String name) {
            return name.strip().toLowerCase(Locale.ROOT);
        }
    }
}
