package io.familygrocer.family;

import io.familygrocer.platform.web.ProblemType;

/** What family-service refuses, beside what every service does. */
public enum FamilyProblem implements ProblemType {
    /** Somebody has registered with this address. */
    EMAIL_TAKEN(409, "There is an account with this e-mail address"),
    /** No such account, or not its password: the two look the same on purpose. */
    WRONG_CREDENTIALS(401, "E-mail address or password is wrong"),
    /** The refresh token is unknown, spent, or its session has ended. */
    SESSION_OVER(401, "The session is over, sign in again"),
    /** More sign-ins wait than may; {@code retryAfter} says for how many seconds to stay away. */
    BUSY(503, "Too many sign-ins at the moment"),
    /** Too many tries have failed; {@code retryAfter} says for how many seconds to stay away. */
    TOO_MANY_ATTEMPTS(429, "Too many attempts, wait a little"),
    /** As many mails have gone to this account as may; {@code retryAfter} says for how many seconds to wait. */
    TOO_MANY_MAILS(429, "Too many mails, look into your mailbox or wait"),
    /** The password is right; {@code challenge} goes on with a code. */
    SECOND_FACTOR_REQUIRED(401, "A code of your authenticator app is needed"),
    /** The code is none of the person's, or has been used. */
    WRONG_CODE(401, "The code is wrong or has been used"),
    /** The challenge has expired or is none of ours. */
    CHALLENGE_OVER(401, "It took too long, sign in again"),
    /** Signed in, and the password that must be given again is another. */
    WRONG_PASSWORD(403, "The password is wrong"),
    /** The second factor has to be turned off first. */
    SECOND_FACTOR_ON(409, "The second factor is on already"),
    /** The second factor has to be turned on first. */
    SECOND_FACTOR_OFF(409, "The second factor is off"),
    /** The token of a mail has expired, been used, or is followed by a newer one. */
    LINK_OVER(410, "The link has expired or been used"),
    /** Nobody registers here. */
    REGISTRATION_CLOSED(403, "No new accounts are made here"),
    /** Who registers here needs an invite. */
    INVITE_NEEDED(403, "An invite is needed for an account here"),
    /** It can't be undone, so the password is asked for again, or a sign-in that was just now. */
    CONFIRMATION_NEEDED(403, "Give your password, or sign in again"),
    /** A family without an owner could never be changed again. */
    LAST_OWNER(409, "A family needs an owner"),
    /** It is over until one of its owners restores it. */
    FAMILY_DISSOLVED(409, "The family was dissolved, restore it first"),
    /** The time in which it could be restored is over. */
    TOO_LATE_TO_RESTORE(410, "The family can't be restored any more"),
    /** The caller is in as many families as a person may be. */
    TOO_MANY_FAMILIES(409, "You are in as many families as one person may be"),
    /** The family has as many members as it may have. */
    FAMILY_FULL(409, "The family is full"),
    /** The family has as many open invites as it may have. */
    TOO_MANY_INVITES(409, "There are too many open invites"),
    /** Too many codes that opened nothing; {@code retryAfter} says for how many seconds to stay away. */
    TOO_MANY_GUESSES(429, "Too many wrong codes"),
    /** The family has as many open guest passes as it may have. */
    TOO_MANY_PASSES(409, "There are too many open guest passes"),
    /** The guest pass has been there and is over. */
    PASS_OVER(410, "The guest pass has expired, been used up or withdrawn"),
    /** The bytes are no picture of a kind and size that is taken. */
    BAD_PICTURE(415, "This is no picture that can be used"),
    /** The picture has more bytes or pixels than one may have. */
    PICTURE_TOO_LARGE(413, "The picture is too large"),
    /** The invite has been there and no longer lets anybody in. */
    INVITE_OVER(410, "The invite has expired, been used up or withdrawn"),
    /** A new passkey that breaks the rules of WebAuthn, or answers no challenge that still stands. */
    PASSKEY_INVALID(400, "The passkey can't be added"),
    /** A passkey that is nobody's, is suspended, or whose use breaks the rules: the three look the same on purpose. */
    PASSKEY_REFUSED(401, "The passkey was not accepted"),
    /** A passkey is one person's. */
    PASSKEY_TAKEN(409, "The passkey belongs to another account"),
    /** The person has as many passkeys as they may have. */
    TOO_MANY_PASSKEYS(409, "There are too many passkeys"),
    /** Without it nobody could sign in to the account any more. */
    LAST_WAY_IN(409, "It is the only way to sign in to the account"),
    /** A provider is down, slow, or says what makes no sense; {@code provider} names it. */
    PROVIDER_UNAVAILABLE(503, "The sign-in provider is not available"),
    /** A provider does not take the code, or its token is not good. */
    PROVIDER_REFUSED(401, "The provider did not confirm who you are"),
    /** A sign-in with a provider, or a link to one, that took too long or was ended already. */
    ATTEMPT_OVER(410, "That took too long or was done already, begin again"),
    /** The provider does not say that the e-mail address is theirs. */
    EMAIL_NOT_VERIFIED(403, "Verify your e-mail address with the provider first"),
    /** The address is that of an account here, whose owner has to say yes; {@code challenge} is for their yes. */
    LINK_REQUIRED(409, "There is an account with this e-mail address: is it yours?"),
    /** The account has a second factor, for which a mail is no substitute. */
    SIGN_IN_TO_LINK(403, "Sign in to the account to link it"),
    /** An account with a provider is one person's. */
    LINK_TAKEN(409, "The account with the provider belongs to another account");

    private final int status;
    private final String title;

    FamilyProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
