package io.familygrocer.family.privacy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.audit.AuditAction;
import io.familygrocer.family.audit.AuditService;
import io.familygrocer.family.family.Role;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.privacy.Subject;
import io.familygrocer.platform.web.CommonProblem;
import io.familygrocer.platform.web.Page;
import io.familygrocer.platform.web.ProblemException;

/**
 * Archives of everything about a person or a family. Each service is asked by an event and answers in parts, in any
 * order; what has come is kept, so that nothing is asked twice, and packed once all of it is there.
 */
@ApplicationScoped
public class ExportService {

    private static final int SHOWN = 50;

    private final Outbox outbox;
    private final ExportRepository exports;
    private final FamilyDataRepository data;
    private final AuditService audit;
    private final ArchivePacker packer;
    private final InstantSource clock;
    private final PrivacyConfig config;

    ExportService(
            Outbox outbox,
            ExportRepository exports,
            FamilyDataRepository data,
            AuditService audit,
            ArchivePacker packer,
            InstantSource clock,
            PrivacyConfig config) {
        this.outbox = outbox;
        this.exports = exports;
        this.data = data;
        this.audit = audit;
        this.packer = packer;
        this.clock = clock;
        this.config = config;
    }

    /**
     * Begins an export, or answers the one that runs already.
     *
     * @throws ProblemException 404 for a family that the person is not in, 403 for one that they do not own
     */
    public Uni<ExportView> request(UUID personId, ExportRequestBody request) {
        boolean ofFamily = request.scope() == Subject.FAMILY;
        if (ofFamily != (request.familyId() != null)) {
            throw ProblemException.invalid("familyId", "is needed for a family, and only for one");
        }
        return outbox.transaction(() -> {
            var families = ofFamily
                    ? owned(personId, request.familyId()).replaceWith(List.of(request.familyId()))
                    : data.familiesOf(personId);
            return families.chain(ids -> begin(personId, request, ids));
        });
    }

    private Uni<Void> owned(UUID personId, UUID familyId) {
        return data.role(familyId, personId)
                .invoke(role -> {
                    if (role.orElseThrow(ProblemException::notFound) != Role.OWNER) {
                        throw ProblemException.of(CommonProblem.FORBIDDEN, null);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<ExportView> begin(UUID personId, ExportRequestBody request, List<UUID> familyIds) {
        Instant now = clock.instant();
        var row = new ExportRepository.Row(
                UUID.randomUUID(),
                request.scope(),
                personId,
                request.familyId(),
                now,
                null,
                now.plus(config.archiveLifetime()),
                null,
                null);
        UUID subject = request.scope() == Subject.PERSON ? personId : null;
        return exports.add(row, familyIds)
                .chain(added -> added
                        ? audit.record(
                                        personId,
                                        AuditAction.EXPORT_REQUESTED,
                                        Map.of("export", row.id().toString()))
                                .chain(() -> outbox.add(new PrivacyRequested.ExportRequested(
                                        row.id(), request.scope(), subject, familyIds)))
                                .chain(() -> view(row))
                        : exports.running(personId).chain(running -> view(running.orElseThrow())));
    }

    /** The archives of a person, the newest first. */
    public Uni<Page<ExportView>> list(UUID personId) {
        return Panache.withSession(() -> exports.of(personId, clock.instant(), SHOWN)
                .chain(rows -> {
                    Uni<List<ExportView>> views = Uni.createFrom().item(new java.util.ArrayList<ExportView>());
                    for (var row : rows) {
                        views = views.chain(so -> view(row).invoke(so::add).replaceWith(so));
                    }
                    return views.map(Page::whole);
                }));
    }

    /** How far an archive of that person has come; 404 for anybody else's, and for one that has expired. */
    public Uni<ExportView> get(UUID personId, UUID id) {
        return Panache.withSession(() -> exports.find(personId, id, clock.instant())
                .chain(found -> view(found.orElseThrow(ProblemException::notFound))));
    }

    /**
     * An archive that can be fetched, for its person, who still owns the family if it is one's.
     *
     * @throws ProblemException 404 as {@link #get}, and while it is not ready
     */
    public Uni<ExportView> fetch(UUID personId, UUID id, boolean fromTheStart) {
        return outbox.transaction(() -> exports.find(personId, id, clock.instant())
                .map(found -> found.filter(row -> row.readyAt() != null).orElseThrow(ProblemException::notFound))
                .call(row -> row.familyId() == null ? Uni.createFrom().voidItem() : owned(personId, row.familyId()))
                .call(row -> fromTheStart
                        ? audit.record(personId, AuditAction.EXPORT_DOWNLOADED, Map.of("export", id.toString()))
                        : Uni.createFrom().voidItem())
                .chain(this::view));
    }

    /** The piece of an archive at a place, each but the last of {@link ArchivePacker#CHUNK} bytes. */
    public Uni<Optional<byte[]>> chunk(UUID id, int place) {
        return packer.chunk(id, place);
    }

    /** Takes what a service says, in the current transaction. */
    Uni<Void> take(ExportedPart part) {
        return exports.take(
                        part.exportId(),
                        part.service(),
                        part.part(),
                        part.last(),
                        part.records().toString())
                .replaceWithVoid();
    }

    /** Packs what is complete, also what a crash has left half packed. */
    @Scheduled(
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> pack() {
        return packer.packNext(config.services()).replaceWithVoid();
    }

    /** Forgets archives that have expired. */
    @Scheduled(
            every = "10m",
            delayed = "2m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> forget() {
        return Panache.withTransaction(() -> exports.forget(clock.instant())).replaceWithVoid();
    }

    private Uni<ExportView> view(ExportRepository.Row row) {
        return exports.progress(row.id()).map(come -> {
            boolean ready = row.readyAt() != null;
            var services = config.services().stream()
                    .map(service -> come.stream()
                            .filter(progress -> progress.service().equals(service))
                            .findAny()
                            .orElseGet(() -> new ExportView.Progress(service, 0, ready)))
                    .toList();
            var state = ready
                    ? ExportView.State.READY
                    : services.stream().allMatch(ExportView.Progress::complete)
                            ? ExportView.State.PACKING
                            : ExportView.State.COLLECTING;
            return new ExportView(
                    row.id(),
                    row.subject(),
                    row.familyId(),
                    state,
                    row.requestedAt(),
                    row.readyAt(),
                    row.expiresAt(),
                    row.size(),
                    row.sha256(),
                    services);
        });
    }
}
