package io.familygrocer.notification.membership;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

/** Who is in which family, as far as we have heard. All of it runs in the transaction of the caller. */
@ApplicationScoped
public class MembershipService {

    private final MembershipRepository memberships;

    MembershipService(MembershipRepository memberships) {
        this.memberships = memberships;
    }

    /**
     * Lets one event of a family after the other have its effect, whatever topics they come from; until the transaction
     * ends.
     */
    public Uni<Void> lock(UUID familyId) {
        return memberships.lock(familyId);
    }

    /**
     * Takes note that a person is in a family, under its lock.
     *
     * @param since when they joined
     * @return whether they were not, as far as we knew; false also where we knew something newer already
     */
    public Uni<Boolean> joined(
            UUID familyId, UUID personId, String displayName, String role, long version, Instant since) {
        return change(familyId, personId, version, membership -> {
            boolean joins = !membership.active;
            membership.role = role;
            membership.displayName = displayName;
            membership.active = true;
            if (joins) {
                membership.since = since;
            }
            return joins;
        });
    }

    /**
     * Takes note that a person is no longer in a family, under its lock.
     *
     * @return whether they were, as far as we knew
     */
    public Uni<Boolean> left(UUID familyId, UUID personId, long version, Instant since) {
        return change(familyId, personId, version, membership -> {
            boolean leaves = membership.active;
            membership.role = "none";
            membership.active = false;
            membership.since = since;
            return leaves;
        });
    }

    /** Who was in a family at a time and still is, but for one person. */
    public Uni<List<UUID>> others(UUID familyId, UUID personId, Instant then) {
        return memberships.others(familyId, personId, then);
    }

    /** Only a newer version is taken: events of a key come in order, but a dead letter may be replayed late. */
    private Uni<Boolean> change(UUID familyId, UUID personId, long version, Function<Membership, Boolean> change) {
        var key = new Membership.Key(familyId, personId);
        return memberships.findById(key).chain(known -> {
            if (known != null && known.version >= version) {
                return Uni.createFrom().item(false);
            }
            var membership = known == null ? Membership.unknown(key) : known;
            membership.version = version;
            boolean changed = change.apply(membership);
            return memberships.persist(membership).replaceWith(changed);
        });
    }
}
