package io.familygrocer.platform.events;

/**
 * A fact that other services may want to know. The record's components are the data of the event on the wire; its
 * {@link #type()} is a language-neutral name with a version, as {@code list.item-added.v1}, held against the schema in
 * {@code contracts/}.
 */
public interface Event {

    /** The CloudEvents type; it never changes for a released event. */
    String type();

    /** What the event is ordered and sharded by: all events of one key arrive in the order in which they were true. */
    String key();
}
