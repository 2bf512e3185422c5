package io.familygrocer.family.family;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyProblem;
import io.familygrocer.platform.web.CommonProblem;
import io.familygrocer.platform.web.ProblemException;

/**
 * Lets into a family who is in it, as far as their role goes. What is foreign is not found (404); a family that was
 * dissolved is not found by all but its owners, who have to restore it first (409). The database decides, not the token.
 */
@ApplicationScoped
class FamilyGuard {

    private final FamilyRepository families;
    private final MemberRepository members;
    private final Capabilities capabilities;

    FamilyGuard(FamilyRepository families, MemberRepository members, Capabilities capabilities) {
        this.families = families;
        this.members = members;
        this.capabilities = capabilities;
    }

    /** The family, locked until the end of the transaction, and the person's membership. */
    Uni<Entry> enter(UUID personId, UUID familyId) {
        return enterEvenDissolved(personId, familyId).invoke(FamilyGuard::demandActive);
    }

    /** As {@link #enter}, for who may do that; 403 for who may not. */
    Uni<Entry> enter(UUID personId, UUID familyId, Capability capability) {
        return enter(personId, familyId).invoke(entry -> demand(entry.role(), capability));
    }

    /** As {@link #enter}, but owners come into a family that was dissolved. */
    Uni<Entry> enterEvenDissolved(UUID personId, UUID familyId) {
        return lock(familyId).chain(family -> entry(family, personId));
    }

    /** As {@link #enter}, without the lock: to look only. */
    Uni<Entry> look(UUID personId, UUID familyId) {
        return families.findById(familyId)
                .onItem()
                .ifNull()
                .failWith(ProblemException::notFound)
                .chain(family -> entry(family, personId));
    }

    /** The family, locked until the end of the transaction. */
    Uni<Family> lock(UUID familyId) {
        return families.lock(familyId).onItem().ifNull().failWith(ProblemException::notFound);
    }

    /** The member of a family; 404 where that person is not in it. */
    Uni<Member> member(UUID familyId, UUID personId) {
        return members.find(familyId, personId).onItem().ifNull().failWith(ProblemException::notFound);
    }

    /** Fails with 403 where the role may not do that. */
    void demand(Role role, Capability capability) {
        demand(capabilities.may(role, capability));
    }

    /** Fails with 403 where it is not allowed. */
    static void demand(boolean allowed) {
        if (!allowed) {
            throw ProblemException.of(CommonProblem.FORBIDDEN, null);
        }
    }

    /** Fails where the family was dissolved: only its owners have got this far. */
    static void demandActive(Entry entry) {
        if (entry.family().isDissolved()) {
            throw ProblemException.of(FamilyProblem.FAMILY_DISSOLVED, null);
        }
    }

    private Uni<Entry> entry(Family family, UUID personId) {
        return member(family.id, personId).map(member -> {
            if (family.isDissolved() && member.role != Role.OWNER) {
                throw ProblemException.notFound();
            }
            return new Entry(family, member);
        });
    }

    /** Somebody in their family. */
    record Entry(Family family, Member member) {

        Role role() {
            return member.role;
        }
    }
}
