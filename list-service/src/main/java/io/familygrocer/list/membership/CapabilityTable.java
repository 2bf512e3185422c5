package io.familygrocer.list.membership;

import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

/** What was last heard of what roles may; always one row, which is empty until then. Written by statement only. */
@Entity
@Immutable
@Table(name = "capability_table")
public class CapabilityTable {

    /** The id of the one row. */
    static final UUID ID = new UUID(0, 0);

    @Id
    UUID id;

    long version;

    /** JSON: the names of the capabilities of each role; null until they were heard. */
    String roles;
}
