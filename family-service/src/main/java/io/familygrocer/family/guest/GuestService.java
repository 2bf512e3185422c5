package io.familygrocer.family.guest;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyProblem;
import io.familygrocer.family.door.Door;
import io.familygrocer.family.door.DoorKeys;
import io.familygrocer.family.door.Guesses;
import io.familygrocer.family.family.FamilyService;
import io.familygrocer.family.token.AccessToken;
import io.familygrocer.family.token.AccessTokenService;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.CommonProblem;
import io.familygrocer.platform.web.ProblemException;

/**
 * The devices that carry guest passes. Each access token is asked of the database: a pass that was withdrawn gives none
 * from then on, and what was given before is refused by the other services once they have heard of it.
 */
@ApplicationScoped
public class GuestService {

    private final Outbox outbox;
    private final GuestPassRepository passes;
    private final FamilyService families;
    private final DoorKeys doors;
    private final Guesses guesses;
    private final AccessTokenService tokens;

    GuestService(
            Outbox outbox,
            GuestPassRepository passes,
            FamilyService families,
            DoorKeys doors,
            Guesses guesses,
            AccessTokenService tokens) {
        this.outbox = outbox;
        this.passes = passes;
        this.families = families;
        this.doors = doors;
        this.guesses = guesses;
        this.tokens = tokens;
    }

    /** What a pass is good for; fails as {@link #redeem}. */
    public Uni<GuestPassPreview> preview(String codeOrToken) {
        return Panache.withSession(() -> guesses.search(null, find(codeOrToken))
                .chain(key -> passes.findById(key))
                .invoke(pass -> demandOpen(pass.isOpen(now()) && pass.usesLeft > 0))
                .chain(pass -> families.name(pass.key.familyId())
                        .map(family -> new GuestPassPreview(family, pass.label, pass.may, pass.expiresAt))));
    }

    /**
     * Lets a device in, which takes one use, unless it is in already; fails with 404 where there is no such pass, with
     * PASS_OVER where it is over, with TOO_MANY_GUESSES where there were too many wrong ones.
     */
    public Uni<GuestSession> redeem(String codeOrToken, RedeemRequest request) {
        return outbox.transaction(() -> guesses.search(null, find(codeOrToken))
                .chain(passes::lock)
                .invoke(pass -> demandOpen(pass != null && pass.isOpen(now())))
                .chain(pass -> passes.device(pass, request.client())
                        .chain(known -> known == null ? enter(pass, request.client()) : again(known))
                        .chain(token -> session(pass, token))));
    }

    /** A new access token for a device; fails with SESSION_OVER where there is no such device, and with PASS_OVER. */
    public Uni<GuestSession> refresh(GuestRefreshRequest request) {
        var token = GuestToken.parse(request.refreshToken()).orElseThrow(GuestService::over);
        return Panache.withSession(() -> passes.device(token.deviceId())
                .invoke(device -> {
                    if (device == null || !token.isOf(device)) {
                        throw over();
                    }
                })
                .chain(device -> passes.findById(new GuestPass.Key(device.key.familyId(), device.key.passId())))
                .invoke(pass -> demandOpen(pass.isOpen(now())))
                .chain(pass -> session(pass, token)));
    }

    private Uni<GuestToken> enter(GuestPass pass, UUID client) {
        demandOpen(pass.usesLeft > 0);
        pass.usesLeft--;
        var token = GuestToken.of(UUID.randomUUID());
        return passes.add(GuestDevice.of(pass, client, token, now())).replaceWith(token);
    }

    /** The answer got lost, so the token of before has to be made anew; only its hash was kept. */
    private static Uni<GuestToken> again(GuestDevice device) {
        var token = GuestToken.of(device.key.id());
        device.tokenHash = token.hash();
        return Uni.createFrom().item(token);
    }

    private Uni<GuestSession> session(GuestPass pass, GuestToken token) {
        return families.version(pass.key.familyId())
                .onFailure(GuestService::isNotFound)
                .transform(dissolved -> ProblemException.of(FamilyProblem.PASS_OVER, null))
                .map(version -> {
                    var claim = new AccessToken.GuestPass(
                            pass.key.id(),
                            pass.key.familyId(),
                            pass.listId,
                            pass.label,
                            pass.may.wire(),
                            version,
                            pass.expiresAt);
                    return GuestSession.of(pass, tokens.issue(claim), token);
                });
    }

    private Uni<GuestPass.Key> find(String codeOrToken) {
        return passes.keyOf(doors.fingerprint(Door.GUEST_PASS, codeOrToken))
                .onItem()
                .ifNull()
                .failWith(ProblemException::notFound);
    }

    private static boolean isNotFound(Throwable failure) {
        return failure instanceof ProblemException problem && problem.type() == CommonProblem.NOT_FOUND;
    }

    private static void demandOpen(boolean open) {
        if (!open) {
            throw ProblemException.of(FamilyProblem.PASS_OVER, null);
        }
    }

    private static ProblemException over() {
        return ProblemException.of(FamilyProblem.SESSION_OVER, null);
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }
}
