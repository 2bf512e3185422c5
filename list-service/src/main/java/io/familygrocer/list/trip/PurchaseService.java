package io.familygrocer.list.trip;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;

import io.familygrocer.list.aisle.AisleService;
import io.familygrocer.list.membership.MembershipService;
import io.familygrocer.list.store.GroceryList;
import io.familygrocer.list.store.Trip;
import io.familygrocer.list.sync.TripClosing;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.ProblemException;

/** Keeps what was bought on a trip, learns the way through the store from it, and says what was spent. */
@ApplicationScoped
public class PurchaseService implements TripClosing {

    private static final int MONTHS = 36;

    private final PurchaseRepository purchases;
    private final AisleService aisles;
    private final MembershipService memberships;

    PurchaseService(PurchaseRepository purchases, AisleService aisles, MembershipService memberships) {
        this.purchases = purchases;
        this.aisles = aisles;
        this.memberships = memberships;
    }

    @Override
    public Uni<Void> closed(UUID familyId, Trip trip, GroceryList list) {
        String store = store(trip, list);
        return purchases
                .keep(familyId, trip, store)
                .chain(() -> purchases.ways(familyId, trip.id()))
                .chain(ways -> aisles.learn(familyId, store, ways));
    }

    /** The way through the store was learned when the trip ended: once is enough. */
    @Override
    public Uni<Void> checkedLate(UUID familyId, Trip trip, GroceryList list) {
        return purchases.keep(familyId, trip, store(trip, list)).replaceWithVoid();
    }

    private static String store(Trip trip, GroceryList list) {
        return trip.store() == null ? list.store() : trip.store();
    }

    /**
     * What was spent in some months, the first and the last among them.
     *
     * @throws ProblemException 404 for a foreign family, 400 for more than three years
     */
    @WithSession
    public Uni<Spending> spending(Caller caller, UUID familyId, YearMonth from, YearMonth until) {
        if (until.isBefore(from) || from.plusMonths(MONTHS).isBefore(until)) {
            throw ProblemException.invalid("until", "must be from 0 to %d months after from".formatted(MONTHS));
        }
        return memberships
                .require(caller, familyId)
                .chain(access -> purchases.spending(
                        familyId,
                        caller.personId(),
                        access.onlyList().orElse(null),
                        from.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
                        until.plusMonths(1)
                                .atDay(1)
                                .atStartOfDay(ZoneOffset.UTC)
                                .toInstant()))
                .map(Spending::new);
    }
}
