package io.familygrocer.family.guest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyProblem;
import io.familygrocer.family.IdempotencyKey;
import io.familygrocer.family.audit.AuditAction;
import io.familygrocer.family.audit.AuditService;
import io.familygrocer.family.door.Door;
import io.familygrocer.family.door.DoorKeys;
import io.familygrocer.family.family.Capability;
import io.familygrocer.family.family.FamilyEvent;
import io.familygrocer.family.family.FamilyService;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.ProblemException;

/** Issues and ends guest passes, both under the family's lock; the devices that carry them are in {@link GuestService}. */
@ApplicationScoped
public class GuestPassService {

    private static final int BATCH = 100;

    private final Outbox outbox;
    private final GuestPassRepository passes;
    private final FamilyService families;
    private final DoorKeys doors;
    private final AuditService audit;
    private final GuestConfig config;

    GuestPassService(
            Outbox outbox,
            GuestPassRepository passes,
            FamilyService families,
            DoorKeys doors,
            AuditService audit,
            GuestConfig config) {
        this.outbox = outbox;
        this.passes = passes;
        this.families = families;
        this.doors = doors;
        this.audit = audit;
        this.config = config;
    }

    /**
     * A new pass; fails with TOO_MANY_PASSES, or 403 for who may not.
     *
     * @param idempotencyKey the same one makes the same pass, once; null makes another one
     */
    public Uni<GuestPassView> issue(UUID personId, UUID familyId, GuestPassRequest request, String idempotencyKey) {
        var now = now();
        var pass = new GuestPass();
        pass.key = new GuestPass.Key(familyId, IdempotencyKey.idFor("pass" + familyId, personId, idempotencyKey));
        pass.listId = request.listId();
        pass.may = request.may();
        pass.label = request.label().strip();
        pass.issuedBy = personId;
        pass.createdAt = now;
        pass.expiresAt = expiry(request, now);
        pass.usesLeft = request.uses();
        return outbox.transaction(() -> families.lockFor(Capability.ISSUE_PASS, personId, familyId)
                .chain(() -> passes.findById(pass.key))
                .chain(made -> made == null
                        ? add(pass)
                                .chain(() -> note(personId, AuditAction.GUEST_PASS_ISSUED, pass.key))
                                .replaceWith(() -> view(pass))
                        : Uni.createFrom().item(() -> view(made))));
    }

    /** The open passes of a family, the newest first; 403 for who may not issue any. */
    public Uni<List<GuestPassView>> list(UUID personId, UUID familyId) {
        return outbox.transaction(() -> families.lockFor(Capability.ISSUE_PASS, personId, familyId)
                .chain(() -> passes.open(familyId, now()))
                .map(open -> open.stream().map(this::view).toList()));
    }

    /** Withdraws a pass; one that is over already is fine. */
    public Uni<Void> revoke(UUID personId, UUID familyId, UUID passId) {
        return outbox.transaction(() -> families.lockFor(Capability.ISSUE_PASS, personId, familyId)
                .chain(() -> passes.lock(new GuestPass.Key(familyId, passId)))
                .onItem()
                .ifNull()
                .failWith(ProblemException::notFound)
                .call(this::end)
                .chain(pass -> note(personId, AuditAction.GUEST_PASS_REVOKED, pass.key)));
    }

    /** Tells the others of passes that have expired. */
    @Scheduled(
            every = "${grocer.family.guest-passes.sweep:30s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> endExpired() {
        return Panache.withSession(() -> passes.nextExpired(now(), BATCH))
                .chain(expired -> Multi.createFrom()
                        .iterable(expired)
                        .onItem()
                        .transformToUniAndConcatenate(key -> outbox.transaction(() -> families.lock(key.familyId())
                                .chain(() -> passes.lock(key))
                                .chain(pass -> pass == null ? Uni.createFrom().voidItem() : end(pass))))
                        .collect()
                        .last()
                        .replaceWithVoid());
    }

    /** Forgets passes that have long been over. */
    @Scheduled(
            every = "1h",
            delayed = "5m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> forget() {
        return outbox.transaction(() -> passes.forget(now().minus(config.retention())))
                .replaceWithVoid();
    }

    private Uni<Void> add(GuestPass pass) {
        var key = doors.of(Door.GUEST_PASS, pass.key.id());
        return passes.countOpen(pass.key.familyId(), now())
                .invoke(this::demandRoom)
                .chain(() -> passes.add(pass, key.codeHash(), key.tokenHash()))
                .chain(() -> families.publish(
                        pass.key.familyId(),
                        version -> new FamilyEvent.GuestPassIssued(
                                pass.key.familyId(),
                                pass.key.id(),
                                pass.listId,
                                pass.may,
                                pass.label,
                                pass.expiresAt,
                                version)));
    }

    private Uni<Void> end(GuestPass pass) {
        if (pass.endedAt != null) {
            return Uni.createFrom().voidItem();
        }
        pass.endedAt = now();
        var key = pass.key;
        return families.publish(
                key.familyId(), version -> new FamilyEvent.GuestPassRevoked(key.familyId(), key.id(), version));
    }

    private Uni<Void> note(UUID personId, AuditAction action, GuestPass.Key key) {
        return audit.record(
                personId,
                action,
                Map.of("familyId", key.familyId().toString(), "passId", key.id().toString()));
    }

    private Instant expiry(GuestPassRequest request, Instant now) {
        if (request.expiresAt() != null && request.expiresInHours() != null) {
            throw ProblemException.invalid("expiresAt", "must be left out where expiresInHours is there");
        }
        var expiry = request.expiresAt() != null
                ? request.expiresAt()
                : now.plus(
                        request.expiresInHours() == null ? config.usual() : Duration.ofHours(request.expiresInHours()));
        if (!expiry.isAfter(now) || expiry.isAfter(now.plus(config.longest()))) {
            throw ProblemException.invalid(
                    request.expiresAt() == null ? "expiresInHours" : "expiresAt",
                    "must be in the future and at most %d days ahead"
                            .formatted(config.longest().toDays()));
        }
        return expiry;
    }

    private void demandRoom(long open) {
        if (open >= config.openPerFamily()) {
            throw ProblemException.of(FamilyProblem.TOO_MANY_PASSES, "At most %d".formatted(config.openPerFamily()));
        }
    }

    private GuestPassView view(GuestPass pass) {
        return GuestPassView.of(pass, doors.of(Door.GUEST_PASS, pass.key.id()));
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }
}
