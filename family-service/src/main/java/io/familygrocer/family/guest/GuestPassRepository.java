package io.familygrocer.family.guest;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.family.FamilySnapshot;
import io.familygrocer.family.family.OpenPasses;

/** The guest passes, what they are found by, and the devices that have redeemed them. */
@ApplicationScoped
class GuestPassRepository implements PanacheRepositoryBase<GuestPass, GuestPass.Key>, OpenPasses {

    /** Which pass a code or token opens; null where none. */
    Uni<GuestPass.Key> keyOf(String hash) {
        return getSession()
                .chain(session -> session.find(GuestPassKey.class, hash))
                .map(key -> key == null ? null : new GuestPass.Key(key.familyId, key.passId));
    }

    /** The pass, which nobody else redeems until the transaction ends; null where there is none. */
    Uni<GuestPass> lock(GuestPass.Key key) {
        return findById(key, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Adds a pass with what it is found by. */
    Uni<Void> add(GuestPass pass, String codeHash, String tokenHash) {
        return getSession()
                .chain(session ->
                        session.persistAll(pass, GuestPassKey.of(codeHash, pass), GuestPassKey.of(tokenHash, pass)));
    }

    Uni<Long> countOpen(UUID familyId, Instant now) {
        return count("key.familyId = ?1 and endedAt is null and expiresAt > ?2", familyId, now);
    }

    /** The open passes of a family, the newest first; there are few. */
    Uni<List<GuestPass>> open(UUID familyId, Instant now) {
        return list("""
                key.familyId = ?1 and endedAt is null and expiresAt > ?2
                order by createdAt desc, key.id""", familyId, now);
    }

    @Override
    public Uni<List<FamilySnapshot.Pass>> of(UUID familyId) {
        return list("key.familyId = ?1 and endedAt is null order by createdAt, key.id", familyId)
                .map(passes -> passes.stream().map(GuestPass::snapshot).toList());
    }

    /** The device of a pass that calls itself that; null where it has not redeemed the pass. */
    Uni<GuestDevice> device(GuestPass pass, UUID client) {
        return getSession()
                .chain(session -> session.createQuery(
                                "from GuestDevice where key.familyId = ?1 and key.passId = ?2 and client = ?3",
                                GuestDevice.class)
                        .setParameter(1, pass.key.familyId())
                        .setParameter(2, pass.key.id())
                        .setParameter(3, client)
                        .getSingleResultOrNull());
    }

    /** The device with that id, which nobody else lets in until the transaction ends; null where there is none. */
    Uni<GuestDevice> lockDevice(UUID id) {
        return getSession()
                .chain(session -> session.createQuery("from GuestDevice where key.id = ?1", GuestDevice.class)
                        .setParameter(1, id)
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .getSingleResultOrNull());
    }

    Uni<Void> add(GuestDevice device) {
        return getSession().chain(session -> session.persist(device));
    }

    /** Passes that have expired and that nobody was told of. */
    Uni<List<GuestPass.Key>> nextExpired(Instant now, int limit) {
        return find("expiresAt <= ?1 and endedAt is null order by expiresAt", now)
                .page(0, limit)
                .list()
                .map(passes -> passes.stream().map(pass -> pass.key).toList());
    }

    /** Forgets passes that ended before then, and their devices. */
    Uni<Long> forget(Instant before) {
        return delete("endedAt < ?1", before);
    }
}
