package io.familygrocer.list.merge;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The registers of a list that {@code list.set} writes. The lower-case name is the field's name on the wire. */
public enum ListField {
    NAME,
    ICON;

    /** The field of a name on the wire. */
    public static Optional<ListField> named(String wire) {
        return Arrays.stream(values())
                .filter(field -> field.wire().equals(wire))
                .findAny();
    }

    /** The name on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
