package io.familygrocer.family.guest;

import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What a pass is found by: the keyed hash of its code or of its link's token. */
@Entity
@Table(name = "guest_pass_key")
class GuestPassKey {

    @Id
    String hash;

    @Column(name = "family_id", nullable = false)
    UUID familyId;

    @Column(name = "pass_id", nullable = false)
    UUID passId;

    static GuestPassKey of(String hash, GuestPass pass) {
        var key = new GuestPassKey();
        key.hash = hash;
        key.familyId = pass.key.familyId();
        key.passId = pass.key.id();
        return key;
    }
}
