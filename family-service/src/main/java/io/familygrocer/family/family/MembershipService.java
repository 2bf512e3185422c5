package io.familygrocer.family.family;

import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyProblem;
import io.familygrocer.family.audit.AuditAction;
import io.familygrocer.family.audit.AuditService;
import io.familygrocer.family.family.FamilyGuard.Entry;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.ProblemException;

/** What members are, and how they go. All under the family's lock, so that two owners who leave at once leave one. */
@ApplicationScoped
public class MembershipService {

    private final Outbox outbox;
    private final MemberRepository members;
    private final FamilyGuard guard;
    private final SnapshotService snapshots;
    private final FamilyService families;
    private final AuditService audit;

    MembershipService(
            Outbox outbox,
            MemberRepository members,
            FamilyGuard guard,
            SnapshotService snapshots,
            FamilyService families,
            AuditService audit) {
        this.outbox = outbox;
        this.members = members;
        this.guard = guard;
        this.snapshots = snapshots;
        this.families = families;
        this.audit = audit;
    }

    /** Takes somebody out of a family, maybe oneself; fails with LAST_OWNER, or 403 for who may not. */
    public Uni<Void> remove(UUID personId, UUID familyId, UUID leaverId) {
        return outbox.transaction(() -> guard.enter(personId, familyId)
                .chain(caller -> target(caller, leaverId, Capability.REMOVE)
                        .call(this::keepAnOwner)
                        .call(members::delete)
                        .call(leaver -> audit.record(
                                leaver.personId(), AuditAction.FAMILY_LEFT, Map.of("familyId", familyId.toString())))
                        .chain(leaver -> snapshots.changed(
                                caller.family(),
                                version -> new FamilyEvent.MemberLeft(familyId, leaver.personId(), version)))));
    }

    /**
     * Makes somebody something else in the family, maybe oneself; nobody reaches above their own role. Fails with
     * LAST_OWNER, or 403 for who may not. What somebody is already, they stay.
     */
    public Uni<FamilyView> changeRole(UUID personId, UUID familyId, UUID memberId, Role role) {
        return outbox.transaction(() -> guard.enter(personId, familyId, Capability.CHANGE_ROLE)
                .chain(caller -> {
                    FamilyGuard.demand(caller.role().reaches(role));
                    return target(caller, memberId, Capability.CHANGE_ROLE)
                            .call(member ->
                                    role == Role.OWNER ? Uni.createFrom().voidItem() : keepAnOwner(member))
                            .chain(member -> become(caller.family(), member, role))
                            .chain(() -> families.view(caller.family(), caller.role()));
                }));
    }

    /** Makes somebody an owner and the caller, who is one, an adult. Fails with 403 for who is none. */
    public Uni<FamilyView> transfer(UUID personId, UUID familyId, UUID heirId) {
        return outbox.transaction(() -> guard.enter(personId, familyId)
                .invoke(caller -> FamilyGuard.demand(caller.role() == Role.OWNER))
                .invoke(caller -> demandSomebodyElse(personId, heirId))
                .chain(caller -> guard.member(familyId, heirId)
                        .chain(heir -> become(caller.family(), heir, Role.OWNER))
                        .chain(() -> become(caller.family(), caller.member(), Role.ADULT))
                        .chain(() -> families.view(caller.family(), Role.ADULT))));
    }

    /** Tells all families of a person what to call them now, in the current transaction. */
    public Uni<Void> renamed(UUID personId, String displayName) {
        return members.idsOf(personId)
                .chain(ids -> Multi.createFrom()
                        .iterable(ids)
                        .onItem()
                        .transformToUniAndConcatenate(id -> guard.lock(id)
                                .chain(family -> snapshots.changed(
                                        family,
                                        version -> new FamilyEvent.MemberRenamed(id, personId, displayName, version))))
                        .collect()
                        .last()
                        .replaceWithVoid());
    }

    private Uni<Void> become(Family family, Member member, Role role) {
        if (member.role == role) {
            return Uni.createFrom().voidItem();
        }
        member.role = role;
        return snapshots
                .changed(
                        family,
                        version -> new FamilyEvent.MemberRoleChanged(family.id, member.personId(), role, version))
                .chain(() -> audit.record(
                        member.personId(),
                        AuditAction.ROLE_CHANGED,
                        Map.of("familyId", family.id.toString(), "role", role.wire())));
    }

    /** Oneself, or somebody whom one may do that to. */
    private Uni<Member> target(Entry caller, UUID memberId, Capability capability) {
        if (caller.member().personId().equals(memberId)) {
            return Uni.createFrom().item(caller.member());
        }
        return guard.member(caller.family().id, memberId).invoke(other -> {
            guard.demand(caller.role(), capability);
            FamilyGuard.demand(caller.role().reaches(other.role));
        });
    }

    private Uni<Void> keepAnOwner(Member member) {
        if (member.role != Role.OWNER) {
            return Uni.createFrom().voidItem();
        }
        return members.countOwners(member.key.familyId())
                .invoke(owners -> {
                    if (owners == 1) {
                        throw ProblemException.of(FamilyProblem.LAST_OWNER, null);
                    }
                })
                .replaceWithVoid();
    }

    private static void demandSomebodyElse(UUID personId, UUID heirId) {
        if (personId.equals(heirId)) {
            throw ProblemException.invalid("personId", "must be somebody else");
        }
    }
}
