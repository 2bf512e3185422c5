package io.familygrocer.family.privacy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;

import io.familygrocer.family.FamilyConfig;
import io.familygrocer.family.FamilyProblem;
import io.familygrocer.family.account.AccountService;
import io.familygrocer.family.account.PersonView;
import io.familygrocer.family.audit.AuditAction;
import io.familygrocer.family.audit.AuditService;
import io.familygrocer.family.family.FamilyErasure;
import io.familygrocer.family.family.FamilyEvent;
import io.familygrocer.family.family.FamilyService;
import io.familygrocer.family.family.FamilySnapshot;
import io.familygrocer.family.family.Role;
import io.familygrocer.family.mail.MailService;
import io.familygrocer.family.mail.MailTemplate;
import io.familygrocer.family.preferences.PreferencesService;
import io.familygrocer.family.secret.Vault;
import io.familygrocer.family.session.EndReason;
import io.familygrocer.family.session.SessionService;
import io.familygrocer.family.throttle.Reauthentication;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.privacy.Erasure;
import io.familygrocer.platform.privacy.PrivacyEvent;
import io.familygrocer.platform.privacy.Subject;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.CommonProblem;
import io.familygrocer.platform.web.ProblemException;

/**
 * Lets people and families be forgotten, everywhere. Here it is done with the request; every service, this one included,
 * erases when it hears of it and signs. Nothing is lost by a service that is down: the request waits in the topic, and
 * is made again while a signature is missing.
 */
@ApplicationScoped
public class ErasureService implements FamilyErasure {

    private static final TypeReference<Map<String, Long>> COUNTS = new TypeReference<>() {};
    private static final String PURPOSE = "erasure";
    private static final int TOKEN_BYTES = 24;

    private final Outbox outbox;
    private final ErasureRepository erasures;
    private final FamilyDataRepository data;
    private final Reauthentication reauthentication;
    private final AccountService accounts;
    private final FamilyService families;
    private final SessionService sessions;
    private final PreferencesService preferences;
    private final AuditService audit;
    private final MailService mails;
    private final Vault vault;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final PrivacyConfig config;
    private final URI publicUrl;
    private final SecureRandom random = new SecureRandom();

    ErasureService(
            Outbox outbox,
            ErasureRepository erasures,
            FamilyDataRepository data,
            Reauthentication reauthentication,
            AccountService accounts,
            FamilyService families,
            SessionService sessions,
            PreferencesService preferences,
            AuditService audit,
            MailService mails,
            Vault vault,
            ObjectMapper json,
            InstantSource clock,
            PrivacyConfig config,
            FamilyConfig family) {
        this.outbox = outbox;
        this.erasures = erasures;
        this.data = data;
        this.reauthentication = reauthentication;
        this.accounts = accounts;
        this.families = families;
        this.sessions = sessions;
        this.preferences = preferences;
        this.audit = audit;
        this.mails = mails;
        this.vault = vault;
        this.json = json;
        this.clock = clock;
        this.config = config;
        this.publicUrl = family.publicUrl();
    }

    /**
     * Erases the caller. Their sessions end with it, and their families go on without them.
     *
     * @throws ProblemException what {@link Reauthentication#demand} has; LAST_OWNER with the families that would have no owner
     */
    public Uni<ErasureAccepted> erasePerson(Caller caller, String password) {
        Instant now = clock.instant();
        String token = newToken();
        return reauthentication
                .demand(caller, password)
                .chain(() -> outbox.transaction(() -> accounts.lock(caller.personId())
                        .call(person -> erasures.soleOwned(person.id()).invoke(ErasureService::demandOtherOwners))
                        .chain(person -> erase(person, token, now))));
    }

    private Uni<ErasureAccepted> erase(PersonView person, String token, Instant now) {
        return preferences
                .language(person.id())
                .chain(language -> data.familiesOf(person.id()).chain(in -> {
                    var erasure = new Erasure(
                            UUID.randomUUID(), Subject.PERSON, person.id(), null, in, List.of(person.id()), now);
                    byte[] lastMail = vault.seal(
                            PURPOSE,
                            String.join("\n", token, person.email(), language.orElse(""))
                                    .getBytes(StandardCharsets.UTF_8));
                    return erasures.add(erasure, hash(token), lastMail)
                            .chain(() -> leave(person.id(), in))
                            .chain(() -> sessions.endAll(person.id(), null, EndReason.ERASED))
                            .chain(() -> preferences.forget(person.id()))
                            .chain(() -> Panache.getSession().chain(session -> session.flush()))
                            .chain(() -> data.removePerson(person.id(), in))
                            .chain(() -> outbox.add(PrivacyRequested.ErasureRequested.of(erasure)))
                            .replaceWith(() -> accepted(erasure, token));
                }));
    }

    private Uni<Void> leave(UUID personId, List<UUID> familyIds) {
        Uni<Void> left = Uni.createFrom().voidItem();
        for (UUID familyId : familyIds) {
            left = left.chain(() -> leave(personId, familyId));
        }
        return left;
    }

    /** A dissolved family that waits for its end has it now, where nobody is left who could bring it back. */
    private Uni<Void> leave(UUID personId, UUID familyId) {
        return data.lastOwner(familyId, personId)
                .chain(last -> last
                        ? eraseLocked(familyId, newToken(), clock.instant()).replaceWithVoid()
                        : data.removeMember(familyId, personId)
                                .chain(() -> families.publish(
                                        familyId, version -> new FamilyEvent.MemberLeft(familyId, personId, version))));
    }

    /**
     * Erases a family, for one of its owners and without the days of grace.
     *
     * @throws ProblemException what {@link Reauthentication#demand} has; 403 for who is no owner; 404 for who is no member
     */
    public Uni<ErasureAccepted> eraseFamily(Caller caller, UUID familyId, String password) {
        Instant now = clock.instant();
        String token = newToken();
        return reauthentication
                .demand(caller, password)
                .chain(() -> outbox.transaction(() -> data.lockFamily(familyId)
                        .chain(() -> data.role(familyId, caller.personId()))
                        .invoke(role -> {
                            if (role.orElseThrow(ProblemException::notFound) != Role.OWNER) {
                                throw ProblemException.of(CommonProblem.FORBIDDEN, null);
                            }
                        })
                        .chain(() -> audit.record(
                                caller.personId(),
                                AuditAction.ERASURE_REQUESTED,
                                Map.of("familyId", familyId.toString())))
                        .chain(() -> Panache.getSession().chain(session -> session.flush()))
                        .chain(() -> eraseLocked(familyId, token, now))));
    }

    @Override
    public Uni<Void> familyDissolved(UUID familyId) {
        return Panache.getSession()
                .chain(session -> session.flush())
                .chain(() -> eraseLocked(familyId, newToken(), clock.instant()))
                .replaceWithVoid();
    }

    private Uni<ErasureAccepted> eraseLocked(UUID familyId, String token, Instant now) {
        return data.peopleIn(familyId).chain(people -> {
            var erasure =
                    new Erasure(UUID.randomUUID(), Subject.FAMILY, null, familyId, List.of(familyId), people, now);
            return erasures.add(erasure, hash(token), null)
                    .chain(() -> data.removeFamily(familyId))
                    .chain(() -> outbox.add(PrivacyRequested.ErasureRequested.of(erasure)))
                    .chain(() -> outbox.addTombstone(FamilySnapshot.TOPIC, FamilySnapshot.TYPE, familyId.toString()))
                    .replaceWith(() -> accepted(erasure, token));
        });
    }

    /** The report; 404 without its token. */
    public Uni<ErasureReport> report(UUID id, String token) {
        return Panache.withSession(() -> erasures.find(id)
                .map(found -> found.filter(row -> MessageDigest.isEqual(row.tokenHash(), hash(token)))
                        .orElseThrow(ProblemException::notFound))
                .chain(row -> erasures.signoffs(id).map(signed -> report(row, signed))));
    }

    /** Takes a signature, in the current transaction; with the last one the erasure is complete. */
    Uni<Void> signed(PrivacyEvent.ErasureDone done) {
        var erasure = new Erasure(
                done.erasureId(),
                done.subject(),
                done.personId(),
                done.familyId(),
                done.familyIds(),
                done.personIds(),
                done.requestedAt());
        // Unknown here only after a restore: then the others remember what this service has forgotten to forget.
        return erasures.add(erasure, new byte[0], null)
                .chain(added -> added
                        ? outbox.add(PrivacyRequested.ErasureRequested.of(erasure))
                        : Uni.createFrom().voidItem())
                .chain(() -> erasures.lock(done.erasureId()))
                .call(() -> erasures.sign(done.erasureId(), done.service(), clock.instant(), write(done.counts())))
                .chain(row -> row.filter(open -> open.completedAt() == null)
                        .map(this::completeIfSigned)
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> completeIfSigned(ErasureRepository.Row row) {
        UUID id = row.erasure().erasureId();
        return erasures.signoffs(id).chain(signed -> {
            var names = signed.stream().map(ErasureRepository.Signoff::service).toList();
            return names.containsAll(config.services())
                    ? lastMail(row)
                            .chain(() -> erasures.complete(id, clock.instant()))
                            .replaceWithVoid()
                    : Uni.createFrom().voidItem();
        });
    }

    private Uni<Void> lastMail(ErasureRepository.Row row) {
        if (row.lastMail() == null) {
            return Uni.createFrom().voidItem();
        }
        String[] parts = new String(vault.open(PURPOSE, row.lastMail()), StandardCharsets.UTF_8).split("\n", 3);
        // The web client's page; what is behind # is in no log.
        String link = base() + "erasure/%s#%s".formatted(row.erasure().erasureId(), parts[0]);
        String language = parts.length > 2 && !parts[2].isEmpty() ? parts[2] : null;
        return mails.send(parts[1], language, MailTemplate.ERASED, Map.of("link", link));
    }

    /** Answers a service that has started: one that has forgotten erasures hears of all of them once more. */
    Uni<Void> wanted(PrivacyEvent.ErasuresWanted wanted) {
        Instant then = clock.instant().minus(config.backupRetention());
        return erasures.signedSince(then, wanted.service())
                .chain(signed -> signed <= wanted.known()
                        ? Uni.createFrom().voidItem()
                        : erasures.since(then).chain(this::ask));
    }

    /** Asks again where a signature is missing, and forgets what no backup can bring back. */
    @Scheduled(every = "1m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> askAgain() {
        Instant now = clock.instant();
        return outbox.transaction(() -> erasures.overdue(now, now.minus(config.askAgain()))
                .chain(this::ask)
                .chain(() -> erasures.forget(now.minus(config.backupRetention())))
                .replaceWithVoid());
    }

    private Uni<Void> ask(List<Erasure> again) {
        return outbox.add(
                again.stream().map(PrivacyRequested.ErasureRequested::of).toList());
    }

    private ErasureReport report(ErasureRepository.Row row, List<ErasureRepository.Signoff> signed) {
        var erasure = row.erasure();
        var services = config.services().stream()
                .map(service -> signed.stream()
                        .filter(signoff -> signoff.service().equals(service))
                        .findAny()
                        .map(signoff -> new ErasureReport.Signature(service, signoff.at(), read(signoff.counts())))
                        .orElseGet(() -> new ErasureReport.Signature(service, null, Map.of())))
                .toList();
        return new ErasureReport(
                erasure.erasureId(),
                erasure.subject(),
                row.completedAt() == null ? ErasureReport.State.RUNNING : ErasureReport.State.COMPLETED,
                erasure.requestedAt(),
                row.completedAt(),
                services,
                erasure.requestedAt().plus(config.topicRetention()),
                erasure.requestedAt().plus(config.backupRetention()));
    }

    private static void demandOtherOwners(List<ErasureRepository.FamilyName> inTheWay) {
        if (!inTheWay.isEmpty()) {
            throw ProblemException.of(FamilyProblem.LAST_OWNER, "Hand these families over or dissolve them first")
                    .with("families", inTheWay);
        }
    }

    private ErasureAccepted accepted(Erasure erasure, String token) {
        return new ErasureAccepted(
                erasure.erasureId(),
                URI.create("%sapi/erasures/%s?token=%s".formatted(base(), erasure.erasureId(), token)));
    }

    private String base() {
        String base = publicUrl.toString();
        return base.endsWith("/") ? base : base + "/";
    }

    private String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }

    private String write(Map<String, Long> counts) {
        try {
            return json.writeValueAsString(counts == null ? Map.of() : counts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("counts are not writable as JSON", e);
        }
    }

    private Map<String, Long> read(String counts) {
        try {
            return json.readValue(counts, COUNTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("counts are no JSON", e);
        }
    }
}
