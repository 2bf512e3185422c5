package io.familygrocer.catalog.product;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

/** Something that one can buy. */
@Entity
@Immutable
@Table(name = "product")
class Product {

    @Id
    String id;

    /** The slug of its category. */
    String category;

    @Column(name = "name_en")
    String nameEn;

    @Column(name = "name_de")
    String nameDe;

    /** No longer in the data files; kept for the items that refer to it. */
    boolean gone;
}
