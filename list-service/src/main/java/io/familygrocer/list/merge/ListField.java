package io.familygrocer.list.merge;

import java.util.Arrays;
import java.util.Optional;

/** The registers of a list that {@code list.set} writes. The name in camel case is the field's name on the wire. */
public enum ListField {
    NAME,
    /** An emoji. */
    ICON,
    /** As {@code #rrggbb}. */
    COLOUR,
    /** A text by which lists are sorted; between any two there is room for another. */
    POSITION,
    /** TRUE, or nothing. */
    ARCHIVED,
    /** Where it is shopped. */
    STORE,
    /** TRUE where lists are made from it and nothing is bought from it, or nothing. */
    TEMPLATE,
    /** What a trip may cost. */
    BUDGET,
    /** Who sees it besides its owner, as a list of persons; nothing for the whole family. */
    SHARED_WITH;

    /** The field of a name on the wire. */
    public static Optional<ListField> named(String wire) {
        return Arrays.stream(values())
                .filter(field -> field.wire().equals(wire))
                .findAny();
    }

    /** The name on the wire. */
    public String wire() {
        return Wire.name(this);
    }
}
