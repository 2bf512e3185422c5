package io.familygrocer.family;

/** Rules for what people type. */
public final class Texts {

    /** No control characters: no line breaks, and no NUL or half a surrogate pair, which Postgres can't keep. */
    public static final String ONE_LINE = "^[^\\p{Cc}\\p{Cs}]*$";

    /** What to say of a text that breaks {@link #ONE_LINE}. */
    public static final String ONE_LINE_MESSAGE = "must be one line without control characters";

    private Texts() {}
}
