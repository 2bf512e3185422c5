package io.familygrocer.family.capability;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The table as it was published last. */
@Entity
@Table(name = "capability_table")
class CapabilityTable {

    static final int ID = 1;

    @Id
    int id;

    /** 0 before the first. */
    @Column(nullable = false)
    long version;

    /** In JSON, with names in alphabetical order. */
    @Column(nullable = false)
    String roles;
}
