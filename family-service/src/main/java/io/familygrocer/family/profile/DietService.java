package io.familygrocer.family.profile;

import java.util.UUID;
import java.util.function.LongPredicate;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.Revised;
import io.familygrocer.family.family.Capabilities;
import io.familygrocer.family.family.Capability;
import io.familygrocer.family.family.FamilyService;
import io.familygrocer.family.family.Role;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.CommonProblem;
import io.familygrocer.platform.web.ProblemException;

/** What members must not or do not want to eat. Known to their family, and to nobody else. */
@ApplicationScoped
public class DietService {

    private final Outbox outbox;
    private final DietRepository diets;
    private final FamilyService families;
    private final Capabilities capabilities;

    DietService(Outbox outbox, DietRepository diets, FamilyService families, Capabilities capabilities) {
        this.outbox = outbox;
        this.diets = diets;
        this.families = families;
        this.capabilities = capabilities;
    }

    /** A member's, for members of the same family; 404 for anybody else. */
    public Uni<Revised<DietDocument>> get(UUID callerId, UUID familyId, UUID memberId) {
        return Panache.withSession(() -> families.roleOf(callerId, familyId)
                .chain(() -> families.roleOf(memberId, familyId))
                .chain(() -> diets.findById(new Diet.Key(familyId, memberId)))
                .map(found -> found == null
                        ? new Revised<>(DietDocument.nothing(), 0)
                        : new Revised<>(found.document(), found.revision)));
    }

    /**
     * Replaces one's own, or that of a child whom one may care for; 403 for who may not.
     *
     * @param expected whether the change may be made to the revision that is there; 412 where not
     */
    public Uni<Revised<DietDocument>> put(
            UUID callerId, UUID familyId, UUID memberId, LongPredicate expected, DietDocument wanted) {
        var key = new Diet.Key(familyId, memberId);
        return outbox.transaction(() -> families.lock(familyId)
                .chain(() -> families.roleOf(callerId, familyId))
                .chain(caller -> families.roleOf(memberId, familyId)
                        .invoke(member -> demand(callerId.equals(memberId) || caresFor(caller, member))))
                .chain(() -> diets.findById(key))
                .chain(found -> found == null
                        ? diets.persist(Diet.of(key))
                        : Uni.createFrom().item(found))
                .map(diet -> {
                    if (!expected.test(diet.revision)) {
                        throw ProblemException.of(CommonProblem.STALE, null);
                    }
                    diet.change(wanted);
                    return new Revised<>(diet.document(), diet.revision);
                }));
    }

    private boolean caresFor(Role caller, Role member) {
        return member == Role.CHILD && capabilities.may(caller, Capability.CARE);
    }

    private static void demand(boolean allowed) {
        if (!allowed) {
            throw ProblemException.of(CommonProblem.FORBIDDEN, null);
        }
    }
}
