package io.familygrocer.list.sync;

import java.util.UUID;

import io.smallrye.mutiny.Uni;

import io.familygrocer.list.store.GroceryList;
import io.familygrocer.list.store.Trip;

/** What follows from the end of a trip, and from what was heard of it after that; in the same transaction and under the family's lock. */
public interface TripClosing {

    /** A trip has ended. Everything that the call has changed is in the database by now. */
    Uni<Void> closed(UUID familyId, Trip trip, GroceryList list);

    /** Something was checked on a trip that is over, and was heard of only now; as {@link #closed}. */
    Uni<Void> checkedLate(UUID familyId, Trip trip, GroceryList list);
}
