package io.familygrocer.list.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;

/** One install of a client in one family, and how far its mutations have come: what makes a resend harmless. */
@Entity
@Table(name = "sync_client")
@IdClass(SyncClientId.class)
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

    /** How far its mutations had come when it was read. */
    @Transient
    private long before;

    /** A client that has sent nothing yet. */
    public static SyncClient of(UUID familyId, UUID clientId, UUID personId) {
        var client = new SyncClient();
        client.familyId = familyId;
        client.clientId = clientId;
        client.personId = personId;
        return client;
    }

    /** A client as it stands in the database. */
    static SyncClient of(UUID familyId, UUID clientId, UUID personId, long lastSeq, long resumesPurge) {
        var client = of(familyId, clientId, personId);
        client.lastSeq = lastSeq;
        client.before = lastSeq;
        client.resumesPurge = resumesPurge;
        return client;
    }

    /** What {@link FamilyStore#TAKEN} wants of a client that {@link #took}, or of none where it is null. */
    public static List<Object> taken(SyncClient client, UUID familyId) {
        return client == null
                ? Arrays.asList(familyId, null, null, 0L, null, 0L)
                : List.of(familyId, client.clientId, client.personId, client.lastSeq, client.seenAt, client.before);
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
