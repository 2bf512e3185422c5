package io.familygrocer.family.invite;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

/** The invites, what they are found by, and who came by them. */
@ApplicationScoped
class InviteRepository implements PanacheRepositoryBase<Invite, Invite.Key> {

    /** Which invite a code or token opens; null where none. */
    Uni<Invite.Key> keyOf(String hash) {
        return getSession()
                .chain(session -> session.find(InviteKey.class, hash))
                .map(key -> key == null ? null : new Invite.Key(key.familyId, key.inviteId));
    }

    /** Adds an invite with what it is found by. */
    Uni<Void> add(Invite invite, String codeHash, String tokenHash) {
        return getSession()
                .chain(session ->
                        session.persistAll(invite, InviteKey.of(codeHash, invite), InviteKey.of(tokenHash, invite)));
    }

    Uni<Long> countOpen(UUID familyId, Instant now) {
        return count("key.familyId = ?1 and revokedAt is null and usesLeft > 0 and expiresAt > ?2", familyId, now);
    }

    /** The open invites of a family, the newest first; there are few. */
    Uni<List<Invite>> open(UUID familyId, Instant now) {
        return list("""
                key.familyId = ?1 and revokedAt is null and usesLeft > 0 and expiresAt > ?2
                order by createdAt desc, key.id""", familyId, now);
    }

    Uni<Boolean> wasUsedBy(Invite invite, UUID personId) {
        var key = new InviteUse.Key(invite.key.familyId(), invite.key.id(), personId);
        return getSession().chain(session -> session.find(InviteUse.class, key)).map(use -> use != null);
    }

    Uni<Void> add(InviteUse use) {
        return getSession().chain(session -> session.persist(use));
    }

    /** Forgets invites that expired before then, and who came by them. */
    Uni<Long> forget(Instant before) {
        return delete("expiresAt < ?1", before);
    }
}
