package io.familygrocer.list.sync;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.familygrocer.list.membership.Access;
import io.familygrocer.list.store.FamilyRevision;
import io.familygrocer.list.store.GroceryList;
import io.familygrocer.list.store.Item;
import io.familygrocer.list.store.SyncClient;

/** A call in a group, whose family is locked, with what was read for it. */
final class Seat {

    private final PlainCall call;
    private final FamilyRevision family;
    private final Access access;
    private final Map<UUID, Item> items = new LinkedHashMap<>();
    private final Map<UUID, GroceryList> lists = new LinkedHashMap<>();
    private SyncClient client;

    Seat(PlainCall call, FamilyRevision family, Access access) {
        this.call = call;
        this.family = family;
        this.access = access;
    }

    PlainCall call() {
        return call;
    }

    FamilyRevision family() {
        return family;
    }

    UUID familyId() {
        return family.familyId();
    }

    Access access() {
        return access;
    }

    /** How far the client is; null before its first call. */
    SyncClient client() {
        return client;
    }

    List<Item> items() {
        return List.copyOf(items.values());
    }

    List<GroceryList> lists() {
        return List.copyOf(lists.values());
    }

    /** The names under which the call brings something really new. */
    Set<String> newNames() {
        return call.wanted().names(items.keySet());
    }

    /** The products of that. */
    Set<String> newProducts() {
        return call.wanted().products(items.keySet());
    }

    void keep(SyncClient found) {
        client = found;
    }

    void keep(Item item) {
        items.putIfAbsent(item.id(), item);
    }

    void keep(GroceryList list) {
        lists.putIfAbsent(list.id(), list);
    }

    /** Whether something that was read is an alias: what it stands for was not read. */
    boolean hasAlias() {
        return items.values().stream().anyMatch(item -> item.mergedInto() != null);
    }
}
