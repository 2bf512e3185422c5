package io.familygrocer.family.family;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

import io.familygrocer.family.FamilyConfig;
import io.familygrocer.family.FamilyProblem;
import io.familygrocer.family.account.AccountService;
import io.familygrocer.family.audit.AuditAction;
import io.familygrocer.family.audit.AuditService;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.ProblemException;

/** The end of families: at once for their members, for good only after a time in which an owner can restore them. */
@ApplicationScoped
public class DissolutionService {

    private static final Logger LOG = Logger.getLogger(DissolutionService.class);
    private static final int BATCH = 20;

    private final Outbox outbox;
    private final FamilyRepository repository;
    private final FamilyGuard guard;
    private final SnapshotService snapshots;
    private final FamilyService families;
    private final AccountService accounts;
    private final AuditService audit;
    private final Instance<FamilyErasure> erasure;
    private final FamilyConfig config;

    DissolutionService(
            Outbox outbox,
            FamilyRepository repository,
            FamilyGuard guard,
            SnapshotService snapshots,
            FamilyService families,
            AccountService accounts,
            AuditService audit,
            Instance<FamilyErasure> erasure,
            FamilyConfig config) {
        this.outbox = outbox;
        this.repository = repository;
        this.guard = guard;
        this.snapshots = snapshots;
        this.families = families;
        this.accounts = accounts;
        this.audit = audit;
        this.erasure = erasure;
        this.config = config;
    }

    /** Ends a family for its members; again has no further effect. 403 for who may not. */
    public Uni<FamilyView> dissolve(UUID personId, UUID familyId) {
        return outbox.transaction(() -> enter(personId, familyId).chain(entry -> {
            var family = entry.family();
            if (family.isDissolved()) {
                return families.view(family, entry.role());
            }
            family.dissolve(now(), config.dissolvedRetention());
            return snapshots
                    .changed(family, version -> new FamilyEvent.Dissolved(familyId, version, family.erasesAt))
                    .chain(() -> note(personId, AuditAction.FAMILY_DISSOLVED, familyId))
                    .chain(() -> families.view(family, entry.role()));
        }));
    }

    /** Has a family that was dissolved go on; one that goes on already does. Fails with TOO_LATE_TO_RESTORE. */
    public Uni<FamilyAccess> restore(UUID personId, UUID familyId) {
        return outbox.transaction(() -> enter(personId, familyId)
                .chain(entry -> restore(personId, entry.family())
                        .chain(() -> accounts.get(personId))
                        .chain(person -> families.access(entry.family(), person))));
    }

    /** Asks for the erasure of families whose time is over. */
    @Scheduled(
            every = "${grocer.family.dissolution-sweep:10m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> sweep() {
        if (!erasure.isResolvable()) {
            return Uni.createFrom().voidItem();
        }
        return eraseSome()
                .repeat()
                .until(ids -> ids.size() < BATCH)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<List<UUID>> eraseSome() {
        return outbox.transaction(() -> repository
                .nextToErase(now(), BATCH)
                .call(ids -> Multi.createFrom()
                        .iterable(ids)
                        .onItem()
                        .transformToUniAndConcatenate(id -> repository
                                .findById(id)
                                .invoke(family -> family.erasureRequestedAt = now())
                                .chain(() -> erasure.get().familyDissolved(id))
                                .invoke(() -> LOG.infof("Asked for the erasure of family %s, dissolved", id)))
                        .collect()
                        .last()));
    }

    private Uni<Void> restore(UUID personId, Family family) {
        if (!family.isDissolved()) {
            return Uni.createFrom().voidItem();
        }
        if (family.erasureRequestedAt != null || !now().isBefore(family.erasesAt)) {
            throw ProblemException.of(FamilyProblem.TOO_LATE_TO_RESTORE, null);
        }
        family.restore();
        return snapshots
                .changed(family, version -> new FamilyEvent.Restored(family.id, version))
                .chain(() -> note(personId, AuditAction.FAMILY_RESTORED, family.id));
    }

    private Uni<Void> note(UUID personId, AuditAction action, UUID familyId) {
        return audit.record(personId, action, Map.of("familyId", familyId.toString()));
    }

    private Uni<FamilyGuard.Entry> enter(UUID personId, UUID familyId) {
        return guard.enterEvenDissolved(personId, familyId)
                .invoke(entry -> guard.demand(entry.role(), Capability.DISSOLVE));
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }
}
