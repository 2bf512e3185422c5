package io.familygrocer.family.placeholder;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import io.familygrocer.family.family.Capability;
import io.familygrocer.family.family.FamilyService;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.ProblemException;

/** Who of an imported family has not come yet. Whoever changes it holds the family's lock. */
@ApplicationScoped
public class PlaceholderService {

    private final Outbox outbox;
    private final PlaceholderRepository placeholders;
    private final FamilyService families;

    PlaceholderService(Outbox outbox, PlaceholderRepository placeholders, FamilyService families) {
        this.outbox = outbox;
        this.placeholders = placeholders;
        this.families = families;
    }

    /** All of a family, by name; 403 for who may not invite, 404 for who is not in it. */
    public Uni<List<Placeholder>> list(UUID personId, UUID familyId) {
        return outbox.transaction(
                () -> families.lockFor(Capability.INVITE, personId, familyId).chain(() -> placeholders.of(familyId)));
    }

    /** All of a family, by name, for who has just made it; in the current session. */
    public Uni<List<Placeholder>> of(UUID familyId) {
        return placeholders.of(familyId);
    }

    /** Adds one, in the current transaction. */
    public Uni<Void> add(UUID familyId, Placeholder who) {
        return placeholders.add(familyId, who).replaceWithVoid();
    }

    /** Fails with 400 where the family, which is locked, has no such placeholder, or has it no more. */
    public Uni<Void> demand(UUID familyId, UUID id) {
        return placeholders
                .of(familyId)
                .invoke(all -> {
                    if (all.stream().noneMatch(who -> who.id().equals(id))) {
                        throw ProblemException.invalid("placeholderId", "is nobody who is still to come");
                    }
                })
                .replaceWithVoid();
    }

    /**
     * Puts a person, who has just come in, in the place of a placeholder, everywhere; in the current transaction, with the
     * family locked. Nothing where somebody was faster.
     */
    public Uni<Void> recognise(UUID familyId, UUID id, UUID personId) {
        return placeholders
                .remove(familyId, id)
                .chain(removed -> removed
                        ? outbox.add(new PersonRecognised(familyId, id, personId))
                        : Uni.createFrom().voidItem());
    }
}
