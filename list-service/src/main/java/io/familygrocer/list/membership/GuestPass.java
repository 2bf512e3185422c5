package io.familygrocer.list.membership;

import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

import io.familygrocer.platform.web.Caller;

/** A pass to one list for somebody without an account; written by statement only. */
@Entity
@Immutable
@Table(name = "guest_pass")
@IdClass(GuestPass.Key.class)
public class GuestPass {

    @Id
    @Column(name = "family_id")
    UUID familyId;

    @Id
    @Column(name = "pass_id")
    UUID passId;

    @Column(name = "list_id")
    UUID listId;

    /** {@code check} or {@code add}. */
    String may;

    @Column(name = "expires_at")
    Instant expiresAt;

    boolean active;

    Caller.May may() {
        return "add".equals(may) ? Caller.May.ADD : Caller.May.CHECK;
    }

    /** The key of a pass of a family. */
    public record Key(UUID familyId, UUID passId) implements Serializable {}
}
