package io.familygrocer.family.session;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One place where somebody is signed in.
 *
 * @param device what it was opened on, as the client put it, for example {@code Firefox on Android}
 * @param methods how its owner signed in, by RFC 8176, for example {@code pwd}
 * @param lastUsedAt when it last got a new access token; a session in use does that every few minutes
 * @param expiresAt when it ends, if it is not used until then
 * @param current whether it is the one that asks
 */
public record SessionSummary(
        UUID id,
        String device,
        List<String> methods,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt,
        boolean current) {

    static SessionSummary of(Session session, UUID current) {
        return new SessionSummary(
                session.id,
                session.device,
                List.of(session.methods.split(" ")),
                session.createdAt,
                session.chain.rotatedAt(),
                session.expiresAt,
                session.id.equals(current));
    }
}
