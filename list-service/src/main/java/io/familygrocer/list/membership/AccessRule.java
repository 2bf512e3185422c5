package io.familygrocer.list.membership;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import io.familygrocer.platform.web.Caller;

/**
 * Who is let into a family: a pure function of what the token says and of what this service has heard. What was heard
 * decides; where the token names a newer version of the family than was heard for its bearer, the token does. So a join
 * works at once, and a removal, a revocation and the end of a family bite as soon as the event is here.
 */
final class AccessRule {

    private static final String CHILD = "child";

    private AccessRule() {}

    /**
     * What was heard about a family and a caller.
     *
     * @param family null where nothing was heard of the family itself
     * @param member null where the caller is not known as a member
     * @param pass null where the caller's pass is not known
     */
    record Heard(FamilyState family, Membership member, GuestPass pass) {

        private boolean dissolvedFor(long version) {
            return family != null && family.dissolved && version <= family.version;
        }

        /** A snapshot names everybody: who is not in it was not there at its version. */
        private long snapshot() {
            return family == null ? -1 : family.snapshotVersion;
        }
    }

    /** What the caller may in the family; empty where it does not exist for them. */
    static Optional<Access> decide(Caller caller, UUID familyId, Heard heard, Capabilities capabilities, Instant now) {
        return caller.pass().isPresent()
                ? ofPass(caller.pass().get(), familyId, heard, now)
                : roleOf(caller, familyId, heard)
                        .map(role -> new Access(
                                familyId,
                                capabilities.of(role),
                                Optional.empty(),
                                Optional.empty(),
                                CHILD.equals(role) && heard.family != null && heard.family.approval));
    }

    private static Optional<String> roleOf(Caller caller, UUID familyId, Heard heard) {
        var member = heard.member;
        long since = member == null ? heard.snapshot() : member.version;
        var claim = caller.in(familyId).filter(said -> said.version() > since && !heard.dissolvedFor(said.version()));
        if (claim.isPresent()) {
            return claim.map(Caller.Membership::role);
        }
        boolean dissolved = heard.family != null && heard.family.dissolved;
        return member != null && member.active && !dissolved ? Optional.of(member.role) : Optional.empty();
    }

    /** What a pass may never grows, and a pass that has ended never comes back. */
    private static Optional<Access> ofPass(Caller.Pass claim, UUID familyId, Heard heard, Instant now) {
        if (!claim.familyId().equals(familyId) || heard.dissolvedFor(claim.version())) {
            return Optional.empty();
        }
        var pass = heard.pass;
        if (pass == null) {
            return claim.version() > heard.snapshot()
                    ? Optional.of(access(familyId, claim.listId(), claim.may(), null))
                    : Optional.empty();
        }
        return pass.active && pass.expiresAt.isAfter(now)
                ? Optional.of(access(familyId, pass.listId, pass.may(), pass.expiresAt))
                : Optional.empty();
    }

    private static Access access(UUID familyId, UUID listId, Caller.May may, Instant until) {
        return new Access(familyId, Capabilities.ofPass(may), Optional.of(listId), Optional.ofNullable(until), false);
    }
}
