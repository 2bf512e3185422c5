package io.familygrocer.family.privacy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
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

import io.familygrocer.family.mail.MailService;
import io.familygrocer.family.mail.MailTemplate;
import io.familygrocer.family.secret.Vault;
import io.familygrocer.platform.events.Outbox;
import io.familygrocer.platform.privacy.Erasure;
import io.familygrocer.platform.privacy.PrivacyEvent;
import io.familygrocer.platform.web.ProblemException;

/**
 * How far erasures are: gathers the signatures, and reports them. Nothing is lost by a service that is down: the request
 * waits in the topic, and is made again while a signature is missing.
 */
@ApplicationScoped
public class ErasureProgressService {

    private static final TypeReference<Map<String, Long>> COUNTS = new TypeReference<>() {};

    private final Outbox outbox;
    private final ErasureRepository erasures;
    private final MailService mails;
    private final Vault vault;
    private final ErasureLinks links;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final PrivacyConfig config;

    ErasureProgressService(
            Outbox outbox,
            ErasureRepository erasures,
            MailService mails,
            Vault vault,
            ErasureLinks links,
            ObjectMapper json,
            InstantSource clock,
            PrivacyConfig config) {
        this.outbox = outbox;
        this.erasures = erasures;
        this.mails = mails;
        this.vault = vault;
        this.links = links;
        this.json = json;
        this.clock = clock;
        this.config = config;
    }

    /** The report; 404 without its token. */
    public Uni<ErasureReport> report(UUID id, String token) {
        return Panache.withSession(() -> erasures.find(id)
                .map(found -> found.filter(row -> new ErasureToken(token).isOf(row.tokenHash()))
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
        String[] parts =
                new String(vault.open(ErasureService.PURPOSE, row.lastMail()), StandardCharsets.UTF_8).split("\n", 3);
        var link = links.page(row.erasure().erasureId(), new ErasureToken(parts[0]));
        String language = parts.length > 2 && !parts[2].isEmpty() ? parts[2] : null;
        return mails.send(parts[1], language, MailTemplate.ERASED, Map.of("link", link.toString()));
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
    @Scheduled(
            every = "1m",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
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
