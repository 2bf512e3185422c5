package io.familygrocer.notification.membership;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

/**
 * Who is in which family, as far as we have heard. All of it runs in the transaction of the caller, and what changes a
 * family under its lock.
 */
@ApplicationScoped
public class MembershipService {

    private static final String APPROVE = "item.approve";

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
     * Takes note that a person is in a family.
     *
     * @param since when they joined
     * @return whether they were not, as far as we knew; false also where we knew something newer already
     */
    public Uni<Boolean> joined(
            UUID familyId, UUID personId, String displayName, String role, long version, Instant since) {
        return change(familyId, personId, version, membership -> membership.joins(displayName, role, since));
    }

    /**
     * Takes note that a person is no longer in a family.
     *
     * @return whether they were, as far as we knew
     */
    public Uni<Boolean> left(UUID familyId, UUID personId, long version, Instant since) {
        return change(familyId, personId, version, membership -> membership.leaves(since));
    }

    /** Takes note of somebody's new role. */
    public Uni<Void> roleChanged(UUID familyId, UUID personId, String role, long version, Instant since) {
        return change(familyId, personId, version, membership -> {
                    membership.joins(membership.displayName, role, since);
                    return false;
                })
                .replaceWithVoid();
    }

    /** Takes note of somebody's new name. */
    public Uni<Void> renamed(UUID familyId, UUID personId, String displayName, long version) {
        return change(familyId, personId, version, membership -> {
                    membership.displayName = displayName;
                    return false;
                })
                .replaceWithVoid();
    }

    /** Takes note that a family is dissolved, or there again. */
    public Uni<Void> turned(UUID familyId, boolean dissolved, long version) {
        return state(familyId)
                .invoke(state -> {
                    if (state.version < version) {
                        state.dissolved = dissolved;
                        state.version = version;
                    }
                })
                .chain(memberships::persist);
    }

    /** Takes note of which roles may say yes to what a child adds. */
    public Uni<Void> mayDo(long version, Map<String, List<String>> roles) {
        Uni<Void> noted = Uni.createFrom().voidItem();
        for (var role : roles.entrySet()) {
            noted = noted.chain(
                    () -> memberships.mayApprove(role.getKey(), role.getValue().contains(APPROVE), version));
        }
        return noted;
    }

    /**
     * Takes the whole state of a family; what is older than what is known has no effect.
     *
     * @param at when it was said
     * @return who came and who went, as far as we knew
     */
    public Uni<Moves> snapshot(FamilySnapshot snapshot, Instant at) {
        return state(snapshot.familyId()).chain(state -> {
            long version = snapshot.version();
            if (state.snapshotVersion >= version) {
                return Uni.createFrom().item(new Moves(List.of(), List.of()));
            }
            state.snapshotVersion = version;
            if (state.version < version) {
                state.dissolved = "dissolved".equals(snapshot.state());
                state.version = version;
            }
            return memberships
                    .persist(state)
                    .chain(() -> memberships.all(snapshot.familyId()))
                    .chain(known -> apply(snapshot, known, at));
        });
    }

    private Uni<Moves> apply(FamilySnapshot snapshot, List<Membership> known, Instant at) {
        var before = new HashMap<UUID, Membership>();
        known.forEach(membership -> before.put(membership.personId, membership));
        var changed = new ArrayList<Membership>();
        var came = new ArrayList<UUID>();
        for (var member : snapshot.members()) {
            var membership = before.remove(member.personId());
            if (membership == null) {
                membership = Membership.unknown(new Membership.Key(snapshot.familyId(), member.personId()));
            }
            if (membership.version < snapshot.version()) {
                // Since when is not said; who has just come came by this change.
                if (membership.joins(member.displayName(), member.role(), at)) {
                    came.add(membership.personId);
                }
                membership.version = snapshot.version();
                changed.add(membership);
            }
        }
        var gone = new ArrayList<UUID>();
        for (var membership : before.values()) {
            if (membership.active && membership.version < snapshot.version()) {
                membership.leaves(at);
                membership.version = snapshot.version();
                changed.add(membership);
                gone.add(membership.personId);
            }
        }
        return memberships.persist(changed).replaceWith(() -> new Moves(came, gone));
    }

    /** The family is erased: nobody is in it, nor ever will be. */
    public Uni<Void> gone(UUID familyId) {
        return memberships.delete("familyId", familyId).chain(() -> turned(familyId, true, Long.MAX_VALUE));
    }

    /** Who was in a family at a time and still is, but for one person; nobody where it is dissolved. */
    public Uni<List<UUID>> others(UUID familyId, UUID personId, Instant then) {
        return memberships.others(familyId, personId, then);
    }

    /** Those of {@link #others} who may say yes to what a child adds. */
    public Uni<List<UUID>> approvers(UUID familyId, UUID personId, Instant then) {
        return memberships.approvers(familyId, personId, then);
    }

    /** Whether somebody, as a member, may say yes to what a child adds. */
    public Uni<Boolean> approves(UUID familyId, UUID personId) {
        return memberships.approves(familyId, personId);
    }

    /** Only a newer version is taken: events of a key come in order, but a dead letter may be replayed late. */
    private Uni<Boolean> change(UUID familyId, UUID personId, long version, Function<Membership, Boolean> change) {
        var key = new Membership.Key(familyId, personId);
        return memberships
                .state(familyId)
                .chain(state -> memberships.findById(key).chain(known -> {
                    boolean old = state != null && state.snapshotVersion >= version;
                    if (old || known != null && known.version >= version) {
                        return Uni.createFrom().item(false);
                    }
                    var membership = known == null ? Membership.unknown(key) : known;
                    membership.version = version;
                    boolean changed = change.apply(membership);
                    return memberships.persist(membership).replaceWith(changed);
                }));
    }

    /** Who came into a family, and who is gone. */
    public record Moves(List<UUID> came, List<UUID> gone) {}

    private Uni<FamilyState> state(UUID familyId) {
        return memberships.state(familyId).map(known -> known == null ? FamilyState.unheard(familyId) : known);
    }
}
