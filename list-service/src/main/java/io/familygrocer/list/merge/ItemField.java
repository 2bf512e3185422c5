package io.familygrocer.list.merge;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The registers of an item that {@code item.set} writes. The lower-case name is the field's name on the wire. */
public enum ItemField {
    LIST,
    NAME,
    AMOUNT,
    UNIT,
    NOTE,
    CATEGORY,
    CHECKED;

    /** What says that somebody wants the item: it survives a removal that has not seen it. */
    public static final Set<ItemField> CONTENT = EnumSet.of(NAME, AMOUNT);

    /** The field of a name on the wire; LIST has none, the operation itself names it. */
    public static Optional<ItemField> named(String wire) {
        return EnumSet.allOf(ItemField.class).stream()
                .filter(field -> field != LIST && field.wire().equals(wire))
                .findAny();
    }

    /** The name on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
