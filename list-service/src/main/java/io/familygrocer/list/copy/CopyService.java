package io.familygrocer.list.copy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.list.ListProblem;
import io.familygrocer.list.membership.MembershipService;
import io.familygrocer.list.merge.ItemField;
import io.familygrocer.list.merge.ListField;
import io.familygrocer.list.merge.Mutation;
import io.familygrocer.list.rest.ListService;
import io.familygrocer.list.store.GroceryList;
import io.familygrocer.list.store.Item;
import io.familygrocer.list.store.ListStore;
import io.familygrocer.list.sync.ChangeService;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.ProblemException;

/**
 * Makes lists from lists: a copy, a weekly shop from a template, a template from a list. The ids of the copy follow from
 * the person and the key of the call, so that the same call twice makes one copy; all of it is one transaction.
 */
@ApplicationScoped
public class CopyService {

    private static final UUID FIRST = new UUID(0, 0);
    private static final int NAME = 200;

    private final ListService lists;
    private final ChangeService changes;
    private final ListStore store;
    private final MembershipService memberships;
    private final CopyConfig config;

    CopyService(
            ListService lists,
            ChangeService changes,
            ListStore store,
            MembershipService memberships,
            CopyConfig config) {
        this.lists = lists;
        this.changes = changes;
        this.store = store;
        this.memberships = memberships;
        this.config = config;
    }

    /**
     * Copies a list: its items are open in the copy. Who does not see the list does not see the copy either.
     *
     * @param key of this person for this call; may be null
     * @throws ProblemException 404 for a foreign list, 403 without the right to make one, 409 for one that is too long
     */
    public Uni<GroceryList> copy(Caller caller, UUID listId, CopyRequest request, String key) {
        if (request.name().strip().length() > NAME) {
            throw ProblemException.invalid("name", "must be at most %d characters".formatted(NAME));
        }
        return lists.list(caller, listId).chain(list -> {
            UUID call = key == null ? UUID.randomUUID() : named(caller.personId() + "/copy/" + listId + "/" + key);
            UUID copyId = named(call + "/list");
            return Panache.withSession(() -> store.itemsOf(list.familyId(), listId, FIRST, config.maxItems() + 1))
                    .invoke(this::requireFew)
                    .chain(items -> memberships
                            .membersAmong(list.familyId(), assignees(items))
                            .map(members ->
                                    mutations(caller, list, items, request, new Copying(call, copyId, members))))
                    .chain(mutations -> changes.apply(
                            caller,
                            list.familyId(),
                            call,
                            mutations,
                            () -> Uni.createFrom().voidItem()))
                    .chain(() -> lists.list(caller, copyId));
        });
    }

    private void requireFew(List<Item> items) {
        if (items.size() > config.maxItems()) {
            throw ProblemException.of(
                    ListProblem.LIMIT_REACHED, "A list of at most %d items is copied".formatted(config.maxItems()));
        }
    }

    private static Set<UUID> assignees(List<Item> items) {
        return items.stream()
                .map(item -> item.state().assignedTo())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private static List<Mutation> mutations(
            Caller caller, GroceryList list, List<Item> items, CopyRequest request, Copying copying) {
        var mutations = new ArrayList<Mutation>(items.size() + 1);
        mutations.add(new Mutation.ListSet(copying.id, fields(caller, list, request)));
        for (var item : items) {
            if (!Boolean.TRUE.equals(request.openOnly()) || !item.checked()) {
                mutations.add(
                        new Mutation.ItemSet(named(copying.call + "/" + item.id()), copying.id, fields(item, copying)));
            }
        }
        return mutations;
    }

    private static Map<ListField, Object> fields(Caller caller, GroceryList list, CopyRequest request) {
        var fields = new EnumMap<ListField, Object>(ListField.class);
        fields.putAll(list.state().registers());
        fields.put(ListField.NAME, request.name().strip());
        fields.remove(ListField.ARCHIVED);
        fields.remove(ListField.POSITION);
        fields.remove(ListField.TEMPLATE);
        if (Boolean.TRUE.equals(request.template())) {
            fields.put(ListField.TEMPLATE, true);
        }
        if (list.sharedWith() != null) {
            var seeing = new LinkedHashSet<>(list.sharedWith());
            seeing.add(list.ownerId());
            seeing.remove(caller.personId());
            fields.put(ListField.SHARED_WITH, List.copyOf(seeing));
        }
        return fields;
    }

    /** Everything about it but what was so on a shopping trip only, and who has left since. */
    private static Map<ItemField, Object> fields(Item item, Copying copying) {
        var fields = new EnumMap<ItemField, Object>(ItemField.class);
        item.state().registers().forEach((field, value) -> {
            boolean left = field == ItemField.ASSIGNED_TO && value != null && !copying.members.contains(value);
            if (!ItemField.SHOPPING.contains(field) && !left) {
                fields.put(field, value);
            }
        });
        fields.put(ItemField.LIST, copying.id);
        return fields;
    }

    /**
     * A copy that is made.
     *
     * @param call what the ids of its items follow from
     * @param id of the copy
     * @param members those who have been given something and belong to the family
     */
    private record Copying(UUID call, UUID id, Set<UUID> members) {}

    private static UUID named(String what) {
        return UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8));
    }
}
