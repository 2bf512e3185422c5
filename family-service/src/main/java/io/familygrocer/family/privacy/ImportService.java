package io.familygrocer.family.privacy;

import java.time.InstantSource;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyProblem;
import io.familygrocer.family.Texts;
import io.familygrocer.family.audit.AuditAction;
import io.familygrocer.family.audit.AuditService;
import io.familygrocer.family.family.FamilyAccess;
import io.familygrocer.family.family.FamilyRequest;
import io.familygrocer.family.family.FamilyService;
import io.familygrocer.family.family.Role;
import io.familygrocer.family.placeholder.Placeholder;
import io.familygrocer.family.placeholder.PlaceholderService;
import io.familygrocer.family.preferences.PreferencesService;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.web.ProblemException;

/**
 * Makes a family of an archive. What is the other services' goes to them by events, in parts, under new ids. Nobody has
 * signed an archive, so it is checked as what a client sends is.
 */
@ApplicationScoped
public class ImportService {

    private static final int NAME = 60;
    private static final int MEMBERS = 1_000;

    private final Outbox outbox;
    private final ArchiveReader reader;
    private final ImportRepository imports;
    private final PlaceholderService placeholders;
    private final FamilyService families;
    private final PreferencesService preferences;
    private final AuditService audit;
    private final InstantSource clock;
    private final PrivacyConfig config;
    private final io.familygrocer.platform.privacy.PrivacyConfig bounds;
    private final Semaphore room;

    ImportService(
            Outbox outbox,
            ArchiveReader reader,
            ImportRepository imports,
            PlaceholderService placeholders,
            FamilyService families,
            PreferencesService preferences,
            AuditService audit,
            InstantSource clock,
            PrivacyConfig config,
            io.familygrocer.platform.privacy.PrivacyConfig bounds) {
        this.outbox = outbox;
        this.reader = reader;
        this.imports = imports;
        this.placeholders = placeholders;
        this.families = families;
        this.preferences = preferences;
        this.audit = audit;
        this.clock = clock;
        this.config = config;
        this.bounds = bounds;
        this.room = new Semaphore(config.importsAtOnce());
    }

    /**
     * Makes a family of an archive, owned by the caller.
     *
     * @param idempotencyKey the same one makes the same family, once; null makes another one
     * @throws ProblemException 400 for what is no archive of a family; BUSY; TOO_MANY_FAMILIES
     */
    public Uni<ImportedFamily> take(UUID personId, byte[] archive, String idempotencyKey) {
        if (archive.length > config.importSize().asLongValue()) {
            throw ProblemException.invalid(
                    "archive",
                    "must have at most %d bytes".formatted(config.importSize().asLongValue()));
        }
        if (!room.tryAcquire()) {
            throw ProblemException.of(FamilyProblem.BUSY, null).with("retryAfter", 5);
        }
        return Worker.call(() -> reader.read(archive))
                .chain(read -> families.create(personId, new FamilyRequest(name(read)), key(idempotencyKey))
                        .chain(access -> fill(personId, access, read)))
                .onTermination()
                .invoke(room::release);
    }

    private Uni<ImportedFamily> fill(UUID personId, FamilyAccess access, Archive read) {
        UUID familyId = access.family().id();
        var ids = new NewIds(read.manifest(), familyId, personId);
        var members = members(read, ids, personId);
        var parts = new ImportParts(familyId, read, ids, bounds, this::isOther);
        return outbox.transaction(() -> families.lock(familyId)
                        .chain(() -> imports.filled(familyId, clock.instant()))
                        .chain(first -> first ? fill(personId, familyId, members, parts) : nothing()))
                .onTermination()
                .invoke(parts::close)
                .chain(() -> first(read, "family"))
                .chain(record -> preferences.changeFamily(personId, familyId, revision -> true, record))
                .chain(() -> Panache.withSession(() -> placeholders.of(familyId)))
                .map(all -> new ImportedFamily(familyId, access.family().name(), access.accessToken(), all));
    }

    private Uni<Void> fill(UUID personId, UUID familyId, List<Placeholder> members, ImportParts parts) {
        Uni<Void> filled = passOn(parts)
                .chain(() ->
                        audit.record(personId, AuditAction.FAMILY_IMPORTED, Map.of("familyId", familyId.toString())));
        for (var member : members) {
            filled = filled.chain(() -> placeholders.add(familyId, member));
        }
        return filled;
    }

    /** One part after the other, each forgotten here before the next is made. */
    private Uni<Void> passOn(ImportParts parts) {
        return Worker.call(parts::next)
                .chain(part -> part == null
                        ? nothing()
                        : outbox.add(part)
                                .chain(Panache::getSession)
                                .call(session -> session.flush())
                                .invoke(session -> session.clear())
                                .chain(() -> passOn(parts)));
    }

    /** The family's preferences as a patch; without what this version does not know. */
    private static Uni<ObjectNode> first(Archive read, String kind) {
        ObjectNode patch = read.own(kind).getFirst().deepCopy();
        patch.retain(
                "language",
                "units",
                "currency",
                "firstDayOfWeek",
                "timeZone",
                "quietHours",
                "childAdditionsNeedApproval");
        return Uni.createFrom().item(patch);
    }

    private boolean isOther(String service) {
        return !ArchiveReader.OWN.equals(service) && config.services().contains(service);
    }

    private static List<Placeholder> members(Archive read, NewIds ids, UUID importer) {
        var seen = new HashSet<UUID>(Collections.singleton(importer));
        return read.own("member").stream()
                .limit(MEMBERS)
                .flatMap(record -> placeholder(record, ids))
                .filter(member -> seen.add(member.id()))
                .toList();
    }

    private static Stream<Placeholder> placeholder(ObjectNode record, NewIds ids) {
        try {
            String name = String.valueOf(Archive.text(record, "displayName"));
            var role = Role.valueOf(String.valueOf(Archive.text(record, "role")).toUpperCase(Locale.ROOT));
            UUID id = ids.of(UUID.fromString(String.valueOf(Archive.text(record, "id"))));
            return isLine(name) ? Stream.of(new Placeholder(id, name, role)) : Stream.empty();
        } catch (IllegalArgumentException noMember) {
            return Stream.empty();
        }
    }

    private static String name(Archive read) {
        String name = read.own("family").stream()
                .findFirst()
                .map(family -> Archive.text(family, "name"))
                .orElse(null);
        if (name == null || !isLine(name)) {
            throw ProblemException.invalid("archive", "says no name of the family");
        }
        return name;
    }

    private static boolean isLine(String text) {
        return !text.isBlank() && text.length() <= NAME && text.matches(Texts.ONE_LINE);
    }

    private static String key(String idempotencyKey) {
        return idempotencyKey == null ? null : "archive " + idempotencyKey;
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
