package io.familygrocer.list.store;

import java.time.Instant;
import java.util.UUID;
import java.util.function.IntFunction;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** One install of a client in one family, and how far its mutations have come: what makes a resend harmless. */
@Entity
@Table(name = "sync_client")
@IdClass(SyncClientId.class)
@RegisterForReflection
public class SyncClient {

    @Id
    @Column(name = "family_id")
    UUID familyId;

    @Id
    @Column(name = "client_id")
    UUID clientId;

    @Column(name = "person_id", nullable = false)
    UUID personId;

    @Column(name = "last_seq", nullable = false)
    long lastSeq;

    @Column(name = "seen_at", nullable = false)
    Instant seenAt;

    /** What had been purged when it began to take everything anew, and took only a part so far; 0 otherwise. */
    @Column(name = "resumes_purge", nullable = false)
    long resumesPurge;

    /** A client that has sent nothing yet. */
    public static SyncClient of(UUID familyId, UUID clientId, UUID personId) {
        var client = new SyncClient();
        client.familyId = familyId;
        client.clientId = clientId;
        client.personId = personId;
        return client;
    }

    /** A client as {@link FamilyStore} reads it, after the ordinal. */
    static SyncClient of(UUID familyId, UUID clientId, IntFunction<Object> row) {
        var client = of(familyId, clientId, (UUID) row.apply(1));
        client.lastSeq = (long) row.apply(2);
        client.resumesPurge = (long) row.apply(3);
        return client;
    }

    /** Whose install it is. */
    public UUID personId() {
        return personId;
    }

    /** The last mutation that was taken; 0 before the first. */
    public long lastSeq() {
        return lastSeq;
    }

    /** Whether it is in the middle of taking everything, after which nothing was purged. */
    public boolean resumesAfter(long purgedRevision) {
        return resumesPurge >= purgedRevision;
    }

    /** Notes that the mutations up to {@code seq} were taken. */
    public void took(long seq, Instant at) {
        lastSeq = seq;
        seenAt = at;
    }
}
