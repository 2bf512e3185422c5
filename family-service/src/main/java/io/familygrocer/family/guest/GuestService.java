package io.familygrocer.family.guest;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyConfig;
import io.familygrocer.family.FamilyProblem;
import io.familygrocer.family.door.Door;
import io.familygrocer.family.door.DoorKeys;
import io.familygrocer.family.door.Guesses;
import io.familygrocer.family.family.FamilyService;
import io.familygrocer.family.rotation.RotatingToken;
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
    private final InstantSource clock;
    private final Duration repeatWindow;

    GuestService(
            Outbox outbox,
            GuestPassRepository passes,
            FamilyService families,
            DoorKeys doors,
            Guesses guesses,
            AccessTokenService tokens,
            InstantSource clock,
            FamilyConfig config) {
        this.outbox = outbox;
        this.passes = passes;
        this.families = families;
        this.doors = doors;
        this.guesses = guesses;
        this.tokens = tokens;
        this.clock = clock;
        this.repeatWindow = config.sessions().repeatWindow();
    }

    /** What a pass is good for; fails as {@link #redeem}. */
    public Uni<GuestPassPreview> preview(String codeOrToken) {
        return guesses.search(
                null,
                Panache.withSession(() -> find(codeOrToken)
                        .chain(key -> passes.findById(key))
                        .invoke(pass -> demandOpen(pass.isOpen(clock.instant()) && pass.usesLeft > 0))
                        .chain(pass -> families.name(pass.key.familyId())
                                .map(family -> new GuestPassPreview(family, pass.label, pass.may, pass.expiresAt)))));
    }

    /**
     * Lets a device in, which takes one use, unless it is in already; fails with 404 where there is no such pass, with
     * PASS_OVER where it is over, with TOO_MANY_GUESSES where there were too many wrong ones.
     */
    public Uni<GuestSession> redeem(String codeOrToken, RedeemRequest request) {
        return guesses.search(
                null,
                outbox.transaction(() -> find(codeOrToken)
                        .chain(passes::lock)
                        .invoke(pass -> demandOpen(pass != null && pass.isOpen(clock.instant())))
                        .chain(pass -> passes.device(pass, request.client())
                                .chain(known -> enter(pass, request.client(), known))
                                .chain(token -> session(pass, token)))));
    }

    /**
     * Trades a device's token for its successor; fails with SESSION_OVER where there is no such device, or where two hold
     * its token, which ends its stay, and with PASS_OVER.
     */
    public Uni<GuestSession> refresh(GuestRefreshRequest request) {
        var token = RotatingToken.parse(request.refreshToken()).orElseThrow(GuestService::over);
        // Refused by a value, not by a failure: that would roll back the end of the stay.
        return outbox.transaction(() -> passes.lockDevice(token.id()).chain(device -> next(device, token)))
                .map(session -> session.orElseThrow(GuestService::over));
    }

    private Uni<Optional<GuestSession>> next(GuestDevice device, RotatingToken token) {
        var successor =
                device == null ? Optional.<RotatingToken>empty() : device.rotate(token, clock.instant(), repeatWindow);
        return successor
                .map(next -> passes.findById(new GuestPass.Key(device.key.familyId(), device.key.passId()))
                        .invoke(pass -> demandOpen(pass.isOpen(clock.instant())))
                        .chain(pass -> session(pass, next))
                        .map(Optional::of))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    /** Who is in and asks again had the answer lost: it takes no use, and the token of before is good no more. */
    private Uni<RotatingToken> enter(GuestPass pass, UUID client, GuestDevice known) {
        if (known != null && known.endedAt == null) {
            return again(known);
        }
        demandOpen(pass.usesLeft > 0);
        pass.usesLeft--;
        if (known != null) {
            return again(known);
        }
        var token = RotatingToken.first(UUID.randomUUID());
        return passes.add(GuestDevice.of(pass, client, token, clock.instant())).replaceWith(token);
    }

    private Uni<RotatingToken> again(GuestDevice device) {
        var token = RotatingToken.first(device.key.id());
        device.enter(token, clock.instant());
        return Uni.createFrom().item(token);
    }

    private Uni<GuestSession> session(GuestPass pass, RotatingToken token) {
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
}
