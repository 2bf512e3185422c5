package io.familygrocer.platform.web;

/** The refusals that every service shares. */
public enum CommonProblem implements ProblemType {
    /** The request can't be read or breaks a bound; {@code errors} names each field and its limit. */
    INVALID_REQUEST(400, "The request is not valid"),
    /** No token, or one that doesn't verify. */
    UNAUTHENTICATED(401, "Sign in first"),
    /** Signed in, a member, and still not allowed. */
    FORBIDDEN(403, "Your role does not allow this"),
    /** Not there, or in a family that is not the caller's: the two look the same on purpose. */
    NOT_FOUND(404, "There is nothing here"),
    /** {@code If-Match} names a version that is no longer the current one. */
    STALE(412, "It has changed since you read it");

    private final int status;
    private final String title;

    CommonProblem(int status, String title) {
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
