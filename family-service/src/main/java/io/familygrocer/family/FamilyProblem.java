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
    /** A family without an owner could never be changed again. */
    LAST_OWNER(409, "A family needs an owner"),
    /** The caller is in as many families as a person may be. */
    TOO_MANY_FAMILIES(409, "You are in as many families as one person may be"),
    /** The family has as many members as it may have. */
    FAMILY_FULL(409, "The family is full"),
    /** The family has as many open invites as it may have. */
    TOO_MANY_INVITES(409, "There are too many open invites"),
    /** The invite has been there and no longer lets anybody in. */
    INVITE_OVER(410, "The invite has expired, been used up or withdrawn");

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
