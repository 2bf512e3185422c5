package io.familygrocer.family.passkey;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A key pair of which an authenticator of a person has the private half. */
@Entity
@Table(name = "passkey")
class Passkey {

    @Id
    UUID id;

    @Column(name = "person_id", nullable = false)
    UUID personId;

    /** What the authenticator calls it. */
    @Column(name = "credential_id", nullable = false)
    byte[] credentialId;

    /** The attested credential data (WebAuthn, 6.5.1), the public key in it. */
    @Column(nullable = false)
    byte[] credential;

    /** How often it has signed, as the authenticator counts; always 0 where it does not count. */
    @Column(name = "sign_count", nullable = false)
    long signCount;

    /** How the authenticator can be reached, in WebAuthn's words, with commas between them; may be empty. */
    @Column(nullable = false)
    String transports;

    /** Whether the authenticator may copy it to others of the same person. */
    @Column(name = "backup_eligible", nullable = false)
    boolean backupEligible;

    @Column(name = "backed_up", nullable = false)
    boolean backedUp;

    @Column(nullable = false)
    String name;

    @Column(name = "created_at", nullable = false)
    Instant createdAt;

    @Column(name = "last_used_at")
    Instant lastUsedAt;

    /** Since when it is taken for copied, which ends its use; null while it is good. */
    @Column(name = "suspended_at")
    Instant suspendedAt;

    static Passkey of(PasskeyVerifier.Registered registered, UUID personId, PasskeyRequest request, Instant now) {
        var transports = request.credential().response().transports();
        var passkey = new Passkey();
        passkey.id = UUID.randomUUID();
        passkey.personId = personId;
        passkey.credentialId = registered.credentialId();
        passkey.credential = registered.credential();
        passkey.signCount = registered.signCount();
        passkey.transports = transports == null ? "" : String.join(",", transports);
        passkey.backupEligible = registered.backupEligible();
        passkey.backedUp = registered.backedUp();
        passkey.name = request.name().strip();
        passkey.createdAt = now;
        return passkey;
    }

    List<String> transportList() {
        return transports.isEmpty() ? List.of() : List.of(transports.split(","));
    }
}
