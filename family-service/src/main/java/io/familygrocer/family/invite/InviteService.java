package io.familygrocer.family.invite;

import java.net.URI;
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
import io.familygrocer.family.account.AccountService;
import io.familygrocer.family.family.Capability;
import io.familygrocer.family.family.FamilyAccess;
import io.familygrocer.family.family.FamilyService;
import io.familygrocer.family.family.Role;
import io.familygrocer.family.secret.Vault;
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
    private final Vault vault;
    private final FamilyConfig config;

    InviteService(
            Outbox outbox,
            InviteRepository invites,
            FamilyService families,
            AccountService accounts,
            Vault vault,
            FamilyConfig config) {
        this.outbox = outbox;
        this.invites = invites;
        this.families = families;
        this.accounts = accounts;
        this.vault = vault;
        this.config = config;
    }

    /** A new invite; fails with TOO_MANY_INVITES, or 403 for who may not invite, or not to that role. */
    public Uni<InviteView> create(UUID personId, UUID familyId, InviteRequest request) {
        var now = now();
        var invite = new Invite();
        invite.key = new Invite.Key(familyId, UUID.randomUUID());
        invite.role = request.role();
        invite.invitedBy = personId;
        invite.createdAt = now;
        invite.expiresAt = now.plus(Duration.ofHours(request.expiresInHours()));
        invite.usesLeft = request.uses();
        String code = InviteSecret.newCode();
        String token = InviteSecret.newToken();
        return outbox.transaction(() -> families.lockFor(Capability.INVITE, personId, familyId)
                        .invoke(role -> demand(role.reaches(request.role())))
                        .chain(() -> invites.countOpen(familyId, now))
                        .invoke(this::demandRoom)
                        .chain(() -> invites.add(invite, fingerprint(code), fingerprint(token))))
                .replaceWith(() -> InviteView.of(invite, code, link(token)));
    }

    /** What an invite leads to; fails with 404 where there is none, with INVITE_OVER where it is over. */
    public Uni<InvitePreview> preview(String codeOrToken) {
        return Panache.withSession(() -> find(codeOrToken)
                .chain(invites::findById)
                .invoke(invite -> demandOpen(invite.isOpen(now())))
                .chain(invite -> families.name(invite.key.familyId())
                        .chain(family -> accounts.names(List.of(invite.invitedBy))
                                .map(names -> new InvitePreview(
                                        family, invite.role, names.getOrDefault(invite.invitedBy, ""))))));
    }

    /** Comes into the family; who is in it already, maybe by this invite, uses nothing up. Fails as {@link #preview}. */
    public Uni<FamilyAccess> accept(UUID personId, String codeOrToken) {
        return outbox.transaction(() -> find(codeOrToken)
                .chain(key ->
                        families.join(personId, key.familyId(), Uni.createFrom().deferred(() -> use(key, personId)))));
    }

    /** Withdraws an invite; one that is over already is fine. */
    public Uni<Void> revoke(UUID personId, UUID familyId, UUID inviteId) {
        return outbox.transaction(() -> families.lockFor(Capability.INVITE, personId, familyId)
                .chain(() -> invites.findById(new Invite.Key(familyId, inviteId)))
                .onItem()
                .ifNull()
                .failWith(ProblemException::notFound)
                .invoke(invite -> invite.revokedAt = invite.revokedAt == null ? now() : invite.revokedAt)
                .replaceWithVoid());
    }

    /** Forgets invites that have long been over. */
    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
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
                        .replaceWith(invite.role));
    }

    private Uni<Invite.Key> find(String codeOrToken) {
        return invites.keyOf(fingerprint(InviteSecret.canonical(codeOrToken)))
                .onItem()
                .ifNull()
                .failWith(ProblemException::notFound);
    }

    private String fingerprint(String codeOrToken) {
        return vault.fingerprint(PURPOSE, codeOrToken);
    }

    private URI link(String token) {
        String base = config.publicUrl().toString();
        return URI.create((base.endsWith("/") ? base : base + "/") + "join/" + token);
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
