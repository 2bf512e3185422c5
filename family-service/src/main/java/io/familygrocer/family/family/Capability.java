package io.familygrocer.family.family;

/** What a role may or may not do. */
public enum Capability {
    /** Make and withdraw invites. */
    INVITE,
    /** Change the family's name. */
    RENAME,
    /** Take somebody else out of the family. */
    REMOVE
}
