package io.familygrocer.planted.entity;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A price, as a database keeps it. */
@Entity
public class Price {

    @Id
    long id;
}
