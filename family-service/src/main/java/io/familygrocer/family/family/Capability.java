package io.familygrocer.family.family;

/** What this service asks about who may do what; other services ask about more. The table itself is configuration. */
public enum Capability {
    /** Change the family's name. */
    RENAME("family.rename"),
    /** Dissolve and restore the family. */
    DISSOLVE("family.dissolve"),
    /** Make, see and withdraw invites. */
    INVITE("member.invite"),
    /** Take somebody else out of the family. */
    REMOVE("member.remove"),
    /** Say what somebody is in the family. */
    CHANGE_ROLE("member.change-role"),
    /** Keep what is kept about a member who is a child. */
    CARE("member.care"),
    /** Issue, see and withdraw guest passes. */
    ISSUE_PASS("guest-pass.issue"),
    /** Change what the family has chosen. */
    CHANGE_PREFERENCES("preferences.change"),
    /** Take the family's data away. */
    EXPORT("export"),
    /** Bring a family's data. */
    IMPORT("import");

    private final String wire;

    Capability(String wire) {
        this.wire = wire;
    }

    /** The name on the wire. */
    public String wire() {
        return wire;
    }
}
