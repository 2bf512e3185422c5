package io.familygrocer.platform.web;

/**
 * A kind of refusal that a service can answer with. A service lists its own in one enum, {@code …Problem}; the name of
 * the constant becomes the stable {@code type} of RFC 9457, so renaming one is a breaking change of the API.
 */
public interface ProblemType {

    /** The constant's name, for example {@code LIST_FULL}; on the wire {@code urn:family-grocer:problem:list-full}. */
    String name();

    /** The HTTP status, 400 to 599. */
    int status();

    /** One short sentence for people, the same for every occurrence; never null. */
    String title();
}
