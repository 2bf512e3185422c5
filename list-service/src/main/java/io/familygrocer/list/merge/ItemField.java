package io.familygrocer.list.merge;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The registers of an item that {@code item.set} writes. The name in camel case is the field's name on the wire. */
public enum ItemField {
    /** The list that it is on. */
    LIST,
    NAME,
    AMOUNT,
    UNIT,
    NOTE,
    CATEGORY,
    CHECKED,
    /** The catalog's product: what a person chose, or else what the catalog made of the name. */
    PRODUCT_ID,
    /** A GTIN: a string of digits whose last one checks the others. */
    BARCODE,
    /** A reference to a picture. */
    PHOTO,
    /** TRUE, or nothing. */
    URGENT,
    /** The person who gets it. */
    ASSIGNED_TO,
    /** The stores where it is wanted, as a list of names. */
    STORES,
    /** A day. */
    DUE,
    /** TRUE where somebody looked for it in vain, or nothing. */
    NOT_FOUND,
    ESTIMATED_PRICE,
    PAID_PRICE,
    RECURRENCE,
    /** The trip on which it is left out. */
    SKIPPED_IN,
    /** Who has bought it besides the one who checked it: a fact that is shown until somebody takes it away. */
    BOUGHT_TWICE;

    /** What says that somebody wants the item: it survives a removal that has not seen it. */
    public static final Set<ItemField> CONTENT = EnumSet.of(NAME, AMOUNT);

    /** What one notes in the store: who may check things may write it. */
    public static final Set<ItemField> SHOPPING = EnumSet.of(CHECKED, NOT_FOUND, PAID_PRICE, SKIPPED_IN, BOUGHT_TWICE);

    /** The field of a name on the wire; LIST has none, the operation itself names it. */
    public static Optional<ItemField> named(String wire) {
        return EnumSet.allOf(ItemField.class).stream()
                .filter(field -> field != LIST && field.wire().equals(wire))
                .findAny();
    }

    /** The name on the wire. */
    public String wire() {
        return Wire.name(this);
    }
}
