package io.familygrocer.notification.inbox;

/** What an entry is about. */
enum Kind {
    /** Somebody put something on a list. */
    ITEM_ADDED("item-added"),
    /** A child put something on a list and waits for a yes. */
    APPROVAL_ASKED("approval-asked"),
    /** The reader was signed out, as somebody else may have had their session. */
    SIGNED_OUT("signed-out");

    private final String wire;

    Kind(String wire) {
        this.wire = wire;
    }

    /** The name on the wire and in the database. */
    String wire() {
        return wire;
    }
}
