package io.familygrocer.platform.web;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who is asking, as the access token says it: a person, or who holds a guest pass and has no account.
 *
 * @param personId the person; of a guest pass the pass's own id, which is never the id of a person
 * @param name the name to show to others; never null, may be empty
 * @param families the families that the token names, by id; none for a guest pass
 * @param guestPass null but for a guest pass; ask {@link #pass()}
 * @param signIn null where the token is not of a session; ask {@link #session()}
 */
public record Caller(UUID personId, String name, Map<UUID, Membership> families, Pass guestPass, SignIn signIn) {

    /** What the token says about one family; the caller may since have left it, or joined another. */
    public Optional<Membership> in(UUID familyId) {
        return Optional.ofNullable(families.get(familyId));
    }

    /** The families that the token names. */
    public Set<UUID> familyIds() {
        return families.keySet();
    }

    /** The guest pass, where the caller has come by one; it may since have been revoked, or used up. */
    public Optional<Pass> pass() {
        return Optional.ofNullable(guestPass);
    }

    /** The session that the token is of; empty for a guest pass. */
    public Optional<SignIn> session() {
        return Optional.ofNullable(signIn);
    }

    /**
     * One family of a token.
     *
     * @param role the role in lower case, for example {@code adult}
     * @param version the family's membership version at which this was true
     */
    public record Membership(String role, long version) {}

    /**
     * A guest pass: one list, no account.
     *
     * @param may what it is good for
     * @param version the family's membership version at which this was true
     */
    public record Pass(UUID id, UUID familyId, UUID listId, May may, long version) {}

    /** What a guest pass is good for; its name in lower case is on the wire. */
    public enum May {
        /** See the list and check items. */
        CHECK,
        /** See the list, check items and add some. */
        ADD
    }

    /**
     * The sign-in that a token comes from.
     *
     * @param sessionId the session, which may since have ended
     * @param methods how the person signed in, by RFC 8176: {@code pwd}, {@code otp}, {@code hwk} …
     */
    public record SignIn(UUID sessionId, Set<String> methods) {}
}
