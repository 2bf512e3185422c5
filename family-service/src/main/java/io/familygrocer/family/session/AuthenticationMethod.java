package io.familygrocer.family.session;

/** How somebody has shown who they are, by the names of RFC 8176 that the claim {@code amr} has. */
public enum AuthenticationMethod {
    /** A password. */
    PASSWORD("pwd"),
    /** A one-time password: of an authenticator app, or a recovery code. */
    ONE_TIME_PASSWORD("otp"),
    /** A passkey that stays in its device. */
    HARDWARE_KEY("hwk"),
    /** A passkey that is synchronised between devices. */
    SOFTWARE_KEY("swk"),
    /** Another provider vouched for them, by OpenID Connect; RFC 8176 has no name for it. */
    FEDERATED("fed"),
    /** Two factors at once, beside what they were: a passkey whose device has verified the person. */
    MULTI_FACTOR("mfa");

    private final String wire;

    AuthenticationMethod(String wire) {
        this.wire = wire;
    }

    /** The value in {@code amr}. */
    public String wire() {
        return wire;
    }
}
