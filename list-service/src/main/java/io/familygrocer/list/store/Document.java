package io.familygrocer.list.store;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;

import io.quarkus.runtime.annotations.RegisterForReflection;

import io.familygrocer.list.merge.Touches;

/** What lists and items have in common: a place in a family and in its order of changes. */
@MappedSuperclass
@RegisterForReflection
public abstract class Document {

    @Id
    @Column(name = "family_id")
    UUID familyId;

    @Id
    UUID id;

    @Column(nullable = false)
    long revision;

    @Column(nullable = false)
    boolean removed;

    /** Since when it is a tombstone; null while it is there. */
    @Column(name = "removed_at")
    Instant removedAt;

    @Column(nullable = false)
    String clocks = "";

    @Column(name = "touch_revision", nullable = false)
    long touchRevision;

    @Column(name = "touch_client")
    UUID touchClient;

    @Column(name = "touch_other", nullable = false)
    long touchOther;

    @Column(name = "created_at", nullable = false)
    Instant createdAt = now();

    /** The time as the database keeps it, and not finer: a document has one form, before and after it was stored. */
    static Instant now() {
        return Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** The family that owns it. */
    public UUID familyId() {
        return familyId;
    }

    /** Made by the client that created it. */
    public UUID id() {
        return id;
    }

    /** The family's revision at which it last changed. */
    public long revision() {
        return revision;
    }

    /** Whether it is a tombstone. */
    public boolean removed() {
        return removed;
    }

    void removed(boolean gone) {
        if (!gone) {
            removedAt = null;
        } else if (!removed || removedAt == null) {
            removedAt = Clock.systemUTC().instant();
        }
        removed = gone;
    }

    Touches touches() {
        return new Touches(touchRevision, touchClient, touchOther);
    }

    void touched(Touches touches) {
        touchRevision = touches.lastRevision();
        touchClient = touches.lastClient();
        touchOther = touches.otherRevision();
    }
}
