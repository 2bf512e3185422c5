package io.familygrocer.family.family;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** Who is in which family. */
@ApplicationScoped
class MemberRepository implements PanacheRepositoryBase<Member, Member.Key> {

    private static final String FAMILIES_OF = """
            select f.id, f.name, m.role, f.version, f.erasesAt from Member m join Family f on f.id = m.key.familyId
            where m.key.personId = ?1 and (f.dissolvedAt is null or m.role = ?2) order by f.createdAt, f.id""";

    /** The member; null where that person is not in that family. */
    Uni<Member> find(UUID familyId, UUID personId) {
        return findById(new Member.Key(familyId, personId));
    }

    /** Everybody in a family, in the order in which they came. */
    Uni<List<Member>> in(UUID familyId) {
        return list("key.familyId = ?1 order by joinedAt, key.personId", familyId);
    }

    Uni<Long> countIn(UUID familyId) {
        return count("key.familyId", familyId);
    }

    Uni<Long> countOwners(UUID familyId) {
        return count("key.familyId = ?1 and role = ?2", familyId, Role.OWNER);
    }

    Uni<Long> countOf(UUID personId) {
        return count("key.personId", personId);
    }

    /** The ids of all families of a person, in the order in which to lock them. */
    Uni<List<UUID>> idsOf(UUID personId) {
        return find("select key.familyId from Member where key.personId = ?1 order by key.familyId", personId)
                .project(UUID.class)
                .list();
    }

    /** The families of a person, the oldest first; those that were dissolved for their owners only. */
    Uni<List<Membership>> of(UUID personId) {
        return find(FAMILIES_OF, personId, Role.OWNER).project(Membership.class).list();
    }
}
