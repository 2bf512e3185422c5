package io.familygrocer.catalog;

import java.util.Locale;

/** The languages that the catalogue speaks. */
public enum Language {
    /** English. */
    EN,
    /** German. */
    DE;

    /** The tag of BCP 47, for example {@code en}. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The language of a tag.
     *
     * @throws IllegalArgumentException where the catalogue does not speak it
     */
    public static Language of(String tag) {
        return valueOf(tag.toUpperCase(Locale.ROOT));
    }
}
