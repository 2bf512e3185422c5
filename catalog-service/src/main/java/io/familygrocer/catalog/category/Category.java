package io.familygrocer.catalog.category;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

/** An aisle of the shop. */
@Entity
@Immutable
@Table(name = "category")
class Category {

    @Id
    String slug;

    /** Where it comes on the way through a shop, from 1. */
    int position;

    /** One emoji. */
    String icon;

    @Column(name = "name_en")
    String nameEn;

    @Column(name = "name_de")
    String nameDe;

    /** No longer in the data files; kept for the items that refer to it. */
    boolean gone;
}
