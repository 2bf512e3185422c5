package io.familygrocer.list.membership;

import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

/** What was heard of a family itself; written by statement only. */
@Entity
@Immutable
@Table(name = "family_state")
public class FamilyState {

    @Id
    @Column(name = "family_id")
    UUID familyId;

    /** Whether it is dissolved, or gone for good. */
    boolean dissolved;

    /** The family's version at which that became true. */
    long version;

    /** Whether what a child adds needs an adult's yes. */
    @Column(name = "child_additions_need_approval")
    boolean approval;

    /** The family's version of which the last snapshot was; everything older is known. */
    @Column(name = "snapshot_version")
    long snapshotVersion;
}
