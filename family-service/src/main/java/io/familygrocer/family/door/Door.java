package io.familygrocer.family.door;

/** What codes and links open. A code of one kind opens nothing of the other. */
public enum Door {
    /** A way into a family. */
    INVITE("invite", "join"),
    /** A way to one list. */
    GUEST_PASS("guest pass", "guest");

    private final String purpose;
    private final String path;

    Door(String purpose, String path) {
        this.purpose = purpose;
        this.path = path;
    }

    String purpose() {
        return purpose;
    }

    String path() {
        return path;
    }
}
