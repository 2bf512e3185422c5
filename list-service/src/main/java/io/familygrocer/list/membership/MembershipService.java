package io.familygrocer.list.membership;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;

import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.ProblemException;

/**
 * Who may see which family. The projection decides; where it has not heard of a person yet, or only of an older state
 * than the token names, the token does: so a join works at once and a removal bites as soon as its event is here.
 */
@ApplicationScoped
public class MembershipService {

    private final MembershipRepository memberships;

    MembershipService(MembershipRepository memberships) {
        this.memberships = memberships;
    }

    /**
     * Passes where the caller belongs to the family.
     *
     * @throws ProblemException 404 otherwise, as if the family did not exist
     */
    @WithSession
    public Uni<Void> require(Caller caller, UUID familyId) {
        return memberships
                .findById(new Membership.Key(familyId, caller.personId()))
                .invoke(known -> {
                    if (!allows(caller, familyId, known)) {
                        throw ProblemException.notFound();
                    }
                })
                .replaceWithVoid();
    }

    /** The families that the caller belongs to. */
    @WithSession
    public Uni<Set<UUID>> familiesOf(Caller caller) {
        return memberships.of(caller.personId()).map(known -> {
            var families = new HashSet<>(caller.familyIds());
            for (var membership : known) {
                if (allows(caller, membership.familyId, membership)) {
                    families.add(membership.familyId);
                } else {
                    families.remove(membership.familyId);
                }
            }
            return Set.copyOf(families);
        });
    }

    /** The memberships that ended since then: what ends an open stream. */
    @WithSession
    public Uni<List<Membership>> endedSince(Instant since) {
        return memberships.leftSince(since);
    }

    Uni<Void> joined(UUID familyId, UUID personId, String role, long version) {
        return memberships.put(familyId, personId, role, version, true);
    }

    Uni<Void> left(UUID familyId, UUID personId, long version) {
        return memberships.put(familyId, personId, "none", version, false);
    }

    private static boolean allows(Caller caller, UUID familyId, Membership known) {
        if (known != null && known.active) {
            return true;
        }
        long since = known == null ? -1 : known.version;
        return caller.in(familyId).filter(claim -> claim.version() > since).isPresent();
    }
}
