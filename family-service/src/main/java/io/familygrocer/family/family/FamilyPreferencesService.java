package io.familygrocer.family.family;

import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongPredicate;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.Revised;
import io.familygrocer.platform.events.Outbox;

/** What families have chosen. */
@ApplicationScoped
public class FamilyPreferencesService {

    private final Outbox outbox;
    private final FamilyGuard guard;
    private final SnapshotService snapshots;

    FamilyPreferencesService(Outbox outbox, FamilyGuard guard, SnapshotService snapshots) {
        this.outbox = outbox;
        this.guard = guard;
        this.snapshots = snapshots;
    }

    /** What the family of a member has chosen; 404 for who is no member. */
    public Uni<Revised<Preferences>> get(UUID personId, UUID familyId) {
        return Panache.withSession(() ->
                guard.look(personId, familyId).invoke(FamilyGuard::demandActive).map(entry -> revised(entry.family())));
    }

    /**
     * Changes what the family has chosen; 403 for who may not. A change that changes nothing is none.
     *
     * @param expected whether the change may be made to the revision that is there; 412 where not
     * @param change makes the new preferences of the old ones, or fails
     */
    public Uni<Revised<Preferences>> change(
            UUID personId, UUID familyId, LongPredicate expected, Function<Preferences, Uni<Preferences>> change) {
        return outbox.transaction(() -> guard.enter(personId, familyId, Capability.CHANGE_PREFERENCES)
                .chain(entry -> {
                    var family = entry.family();
                    FamilyService.demand(expected, family);
                    return change.apply(family.preferences)
                            .chain(wanted -> wanted.equals(family.preferences)
                                    ? Uni.createFrom().voidItem()
                                    : become(family, wanted))
                            .replaceWith(() -> revised(family));
                }));
    }

    private Uni<Void> become(Family family, Preferences wanted) {
        family.preferences = wanted;
        return snapshots.changed(family, version -> new FamilyEvent.PreferencesChanged(family.id, version, wanted));
    }

    private static Revised<Preferences> revised(Family family) {
        return new Revised<>(family.preferences, family.revision);
    }
}
