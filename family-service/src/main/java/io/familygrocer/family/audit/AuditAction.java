package io.familygrocer.family.audit;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** What can happen to an account's safety. The wire name is the constant's, in lower case with hyphens. */
public enum AuditAction {
    /** An account was made. */
    REGISTERED,
    /** Somebody signed in. */
    SIGNED_IN,
    /** Somebody tried to sign in and was refused. */
    SIGN_IN_FAILED,
    /** A session ended; {@code reason} says why. */
    SESSION_ENDED,
    /** All other sessions, or all of them, were ended. */
    SESSIONS_ENDED,
    /** A spent refresh token came again: two held the session, and it ended for both. */
    TOKEN_REUSED,
    /** The password was changed. */
    PASSWORD_CHANGED,
    /** A mail to set a new password was asked for. */
    PASSWORD_RESET_REQUESTED,
    /** The e-mail address was shown to be theirs. */
    EMAIL_VERIFIED,
    /** The e-mail address was changed. */
    EMAIL_CHANGED,
    /** A second factor was switched on. */
    SECOND_FACTOR_ENABLED,
    /** A second factor was switched off. */
    SECOND_FACTOR_DISABLED,
    /** A recovery code was used. */
    RECOVERY_CODE_USED,
    /** New recovery codes were made. */
    RECOVERY_CODES_RENEWED,
    /** A passkey was added. */
    PASSKEY_ADDED,
    /** A passkey was removed. */
    PASSKEY_REMOVED,
    /** A passkey was used with a counter that went back: there are two of it, and neither signs in any more. */
    PASSKEY_SUSPENDED,
    /** A sign-in provider was linked. */
    PROVIDER_LINKED,
    /** A sign-in provider was unlinked. */
    PROVIDER_UNLINKED,
    /** They came into a family. */
    FAMILY_JOINED,
    /** They left a family, or were taken out. */
    FAMILY_LEFT,
    /** Their role in a family changed. */
    ROLE_CHANGED,
    /** They dissolved a family. */
    FAMILY_DISSOLVED,
    /** They brought a dissolved family back. */
    FAMILY_RESTORED,
    /** They gave somebody a guest pass. */
    GUEST_PASS_ISSUED,
    /** They withdrew a guest pass. */
    GUEST_PASS_REVOKED,
    /** They asked for an archive of what we know. */
    EXPORT_REQUESTED,
    /** An archive was downloaded. */
    EXPORT_DOWNLOADED,
    /** They asked to be forgotten, or for a family to be. */
    ERASURE_REQUESTED,
    /** A family was made from an archive. */
    FAMILY_IMPORTED;

    /** The name on the wire, for example {@code signed-in}. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
