package io.familygrocer.list.sync;

import java.util.UUID;

import io.familygrocer.list.ListProblem;
import io.familygrocer.list.membership.Access;
import io.familygrocer.list.membership.Capability;
import io.familygrocer.list.merge.ItemField;
import io.familygrocer.list.merge.ListField;
import io.familygrocer.list.merge.Mutation;
import io.familygrocer.list.store.GroceryList;
import io.familygrocer.list.store.Item;
import io.familygrocer.list.store.Viewer;
import io.familygrocer.platform.web.CommonProblem;
import io.familygrocer.platform.web.ProblemException;

/** Which right a mutation takes, by what it does and to what. What the caller does not see is not there for them. */
final class Permit {

    private Permit() {}

    /**
     * Passes where the caller may do that.
     *
     * @param viewer who they are
     * @param item the item that the mutation is about; null where there is none
     * @param home the list that the item is on; null where there is none
     * @param list the list that the mutation is about, or puts the item on; null where there is none
     * @throws ProblemException 404 where they don't see it, 403 where they see it and may not
     */
    static void require(
            Access access, Viewer viewer, Mutation mutation, Item item, GroceryList home, GroceryList list) {
        if (item != null && !sees(access, viewer, item.listId(), home)) {
            throw ProblemException.of(ListProblem.ITEM_UNKNOWN, null);
        }
        if (list != null && !viewer.sees(list)) {
            throw ProblemException.of(ListProblem.LIST_UNKNOWN, null);
        }
        switch (mutation) {
            case Mutation.ItemSet set -> requireSet(access, set, item);
            case Mutation.ItemAdjust adjust ->
                access.require(item != null && item.removed() ? Capability.ITEM_ADD : Capability.ITEM_EDIT);
            case Mutation.ItemRemove remove -> access.require(Capability.ITEM_REMOVE);
            case Mutation.ItemApprove approve -> access.require(Capability.ITEM_APPROVE);
            case Mutation.ListSet set -> {
                boolean comes = list == null || list.removed() && set.fields().containsKey(ListField.NAME);
                access.require(comes ? Capability.LIST_CREATE : Capability.LIST_EDIT);
                requireOwner(set, list, viewer);
            }
            case Mutation.ListRemove remove -> access.require(Capability.LIST_REMOVE);
            case Mutation.Undo undo -> {} // what it takes, its rows in the log say: Undoing
            case Mutation.TripStart start -> {} // as for the other operations on trips, Trips decides
            case Mutation.TripClaim claim -> {}
            case Mutation.TripFinish finish -> {}
            case Mutation.ListClearChecked clear -> access.require(Capability.ITEM_REMOVE);
        }
    }

    private static boolean sees(Access access, Viewer viewer, UUID listId, GroceryList list) {
        return list == null ? access.sees(listId) : viewer.sees(list);
    }

    /** Who sees a list is for its owner to say; where none is known, for whoever says it first. */
    private static void requireOwner(Mutation.ListSet set, GroceryList list, Viewer viewer) {
        boolean theirs =
                list == null || list.ownerId() == null || list.ownerId().equals(viewer.personId());
        if (set.fields().containsKey(ListField.SHARED_WITH) && !theirs) {
            throw ProblemException.of(CommonProblem.FORBIDDEN, "Only its owner says who sees a list");
        }
    }

    private static void requireSet(Access access, Mutation.ItemSet set, Item item) {
        if (set.listId() != null && !access.sees(set.listId())) {
            throw ProblemException.of(ListProblem.LIST_UNKNOWN, null);
        }
        boolean content = set.fields().keySet().stream().anyMatch(ItemField.CONTENT::contains);
        boolean comes = item == null ? set.fields().containsKey(ItemField.NAME) : item.removed() && content;
        if (comes) {
            access.require(Capability.ITEM_ADD);
        }
        for (var field : set.fields().keySet()) {
            boolean stays =
                    field == ItemField.LIST && item != null && item.listId().equals(set.listId());
            if (ItemField.SHOPPING.contains(field)) {
                access.require(Capability.ITEM_CHECK);
            } else if (!comes && !stays) {
                access.require(Capability.ITEM_EDIT);
            }
        }
    }
}
