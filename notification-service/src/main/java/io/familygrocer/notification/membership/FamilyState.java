package io.familygrocer.notification.membership;

import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What was heard of a family itself. */
@Entity
@Table(name = "family_state")
public class FamilyState {

    @Id
    @Column(name = "family_id")
    UUID familyId;

    /** Whether it is dissolved, or gone for good. */
    boolean dissolved;

    /** The family's version at which that became true. */
    long version = -1;

    /** The family's version of which the last snapshot was; everything older is known. */
    @Column(name = "snapshot_version")
    long snapshotVersion = -1;

    /** A family of which nothing was heard. */
    static FamilyState unheard(UUID familyId) {
        var state = new FamilyState();
        state.familyId = familyId;
        return state;
    }
}
