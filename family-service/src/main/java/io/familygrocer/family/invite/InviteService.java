package io.familygrocer.family.invite;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyConfig;
import io.familygrocer.family.FamilyProblem;
import io.familygrocer.family.IdempotencyKey;
import io.familygrocer.family.account.AccountService;
import io.familygrocer.family.door.Door;
import io.familygrocer.family.door.DoorKeys;
import io.familygrocer.family.door.Guesses;
import io.familygrocer.family.family.Capability;
import io.familygrocer.family.family.FamilyAccess;
import io.familygrocer.family.family.FamilyService;
import io.familygrocer.family.family.Role;
import io.familygrocer.family.placeholder.PlaceholderService;
import io.familygrocer.family.qr.QrCode;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.CommonProblem;
import io.familygrocer.platform.web.ProblemException;

/** Ways into a family. The family's lock is held by whoever makes, uses or withdraws one, so no use is counted twice. */
@ApplicationScoped
public class InviteService {

    /** How long who holds an invite that is over is told so, rather than that there never was one. */
    private static final Duration RETENTION = Duration.ofDays(7);

    private static final String PURPOSE = "invite";

    private final Outbox outbox;
    private final InviteRepository invites;
    private final FamilyService families;
    private final AccountService accounts;
    private final PlaceholderService placeholders;
    private final DoorKeys doors;
    private final Guesses guesses;
    private final FamilyConfig config;

    InviteService(
            Outbox outbox,
            InviteRepository invites,
            FamilyService families,
            AccountService accounts,
            PlaceholderService placeholders,
            DoorKeys doors,
            Guesses guesses,
            FamilyConfig config) {
        this.outbox = outbox;
        this.invites = invites;
        this.families = families;
        this.accounts = accounts;
        this.placeholders = placeholders;
        this.doors = doors;
        this.guesses = guesses;
        this.config = config;
    }

    /**
     * A new invite; fails with TOO_MANY_INVITES, or 403 for who may not invite, or not to that role.
     *
     * @param idempotencyKey the same one makes the same invite, once; null makes another one
     */
    public Uni<InviteView> create(UUID personId, UUID familyId, InviteRequest request, String idempotencyKey) {
        var now = now();
        var invite = new Invite();
        UUID id = IdempotencyKey.idFor(PURPOSE + familyId, personId, idempotencyKey);
        invite.key = new Invite.Key(familyId, id);
        invite.role = request.role();
        invite.invitedBy = personId;
        invite.createdAt = now;
        invite.expiresAt = now.plus(Duration.ofHours(request.expiresInHours()));
        invite.usesLeft = request.uses();
        invite.placeholderId = request.placeholderId();
        return outbox.transaction(() -> families.lockFor(Capability.INVITE, personId, familyId)
                .invoke(role -> demand(role.reaches(request.role())))
                .chain(() -> invites.findById(invite.key))
                .invoke(made -> demand(made == null || made.role == request.role()))
                .chain(made -> made == null
                        ? add(invite).replaceWith(() -> view(invite))
                        : Uni.createFrom().item(() -> view(made))));
    }

    /** The open invites of a family, the newest first; the secrets of those above the caller's role are left out. */
    public Uni<List<InviteView>> list(UUID personId, UUID familyId) {
        return outbox.transaction(() -> families.lockFor(Capability.INVITE, personId, familyId)
                .chain(role -> invites.open(familyId, now())
                        .map(open -> open.stream()
                                .map(invite -> role.reaches(invite.role) ? view(invite) : InviteView.of(invite, null))
                                .toList())));
    }

    /** The link of an open invite as a QR code, in SVG; 403 for who may not invite to its role. */
    public Uni<String> qr(UUID personId, UUID familyId, UUID inviteId) {
        return outbox.transaction(() -> families.lockFor(Capability.INVITE, personId, familyId)
                .chain(role -> find(familyId, inviteId)
                        .invoke(invite -> demand(role.reaches(invite.role)))
                        .invoke(invite -> demandOpen(invite.isOpen(now())))
                        .map(invite -> QrCode.svg(view(invite).link().toString()))));
    }

    /**
     * What an invite leads to; fails with 404 where there is none, with INVITE_OVER where it is over, with
     * TOO_MANY_GUESSES where there were too many wrong ones.
     */
    public Uni<InvitePreview> preview(String codeOrToken) {
        return guesses.search(
                null,
                Panache.withSession(() -> find(codeOrToken)
                        .chain(invites::findById)
                        .invoke(invite -> demandOpen(invite.isOpen(now())))
                        .chain(invite -> families.name(invite.key.familyId())
                                .chain(family -> accounts.names(List.of(invite.invitedBy))
                                        .map(names -> new InvitePreview(
                                                family, invite.role, names.getOrDefault(invite.invitedBy, "")))))));
    }

    /** Comes into the family; who is in it already, maybe by this invite, uses nothing up. Fails as {@link #preview}. */
    public Uni<FamilyAccess> accept(UUID personId, String codeOrToken) {
        return guesses.search(
                personId,
                outbox.transaction(() -> find(codeOrToken)
                        .chain(key -> families.join(
                                personId, key.familyId(), Uni.createFrom().deferred(() -> use(key, personId))))));
    }

    /**
     * As {@link #accept}, for somebody who has just registered and has no session yet; in the current transaction, which
     * {@link #guarded} goes around.
     */
    public Uni<Void> admit(UUID personId, String codeOrToken) {
        return find(codeOrToken)
                .chain(key -> families.admit(
                        personId, key.familyId(), Uni.createFrom().deferred(() -> use(key, personId))));
    }

    /** Runs what {@link #admit}s by a code, so that wrong codes count; the code may be null. */
    public <T> Uni<T> guarded(String codeOrToken, Uni<T> registration) {
        return codeOrToken == null ? registration : guesses.search(null, registration);
    }

    /** Withdraws an invite; one that is over already is fine. */
    public Uni<Void> revoke(UUID personId, UUID familyId, UUID inviteId) {
        return outbox.transaction(() -> families.lockFor(Capability.INVITE, personId, familyId)
                .chain(() -> find(familyId, inviteId))
                .invoke(invite -> invite.revokedAt = invite.revokedAt == null ? now() : invite.revokedAt)
                .replaceWithVoid());
    }

    /** Forgets invites that have long been over. */
    @Scheduled(
            every = "1h",
            delayed = "5m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> forget() {
        return outbox.transaction(() -> invites.forget(now().minus(RETENTION))).replaceWithVoid();
    }

    /** Counts one use, with the family locked. */
    private Uni<Role> use(Invite.Key key, UUID personId) {
        var now = now();
        return invites.findById(key)
                .chain(invite -> invites.wasUsedBy(invite, personId)
                        .invoke(used -> demandOpen(!used && invite.isOpen(now)))
                        .invoke(() -> invite.usesLeft--)
                        .chain(() -> invites.add(InviteUse.of(invite, personId, now)))
                        .chain(() -> invite.placeholderId == null
                                ? Uni.createFrom().voidItem()
                                : placeholders.recognise(key.familyId(), invite.placeholderId, personId))
                        .replaceWith(invite.role));
    }

    private Uni<Void> add(Invite invite) {
        var key = doors.of(Door.INVITE, invite.key.id());
        return invites.countOpen(invite.key.familyId(), now())
                .invoke(this::demandRoom)
                .chain(() -> invite.placeholderId == null
                        ? Uni.createFrom().voidItem()
                        : placeholders.demand(invite.key.familyId(), invite.placeholderId))
                .chain(() -> invites.add(invite, key.codeHash(), key.tokenHash()));
    }

    private InviteView view(Invite invite) {
        return InviteView.of(invite, doors.of(Door.INVITE, invite.key.id()));
    }

    private Uni<Invite> find(UUID familyId, UUID inviteId) {
        return invites.findById(new Invite.Key(familyId, inviteId))
                .onItem()
                .ifNull()
                .failWith(ProblemException::notFound);
    }

    private Uni<Invite.Key> find(String codeOrToken) {
        return invites.keyOf(doors.fingerprint(Door.INVITE, codeOrToken))
                .onItem()
                .ifNull()
                .failWith(ProblemException::notFound);
    }

    private void demandRoom(long open) {
        int limit = config.limits().openInvitesPerFamily();
        if (open >= limit) {
            throw ProblemException.of(FamilyProblem.TOO_MANY_INVITES, "At most %d".formatted(limit));
        }
    }

    private static void demandOpen(boolean open) {
        if (!open) {
            throw ProblemException.of(FamilyProblem.INVITE_OVER, null);
        }
    }

    private static void demand(boolean allowed) {
        if (!allowed) {
            throw ProblemException.of(CommonProblem.FORBIDDEN, "Nobody invites above their own role");
        }
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }
}
