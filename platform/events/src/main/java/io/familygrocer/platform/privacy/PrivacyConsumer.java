package io.familygrocer.platform.privacy;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

import io.familygrocer.platform.events.DeadLetters;
import io.familygrocer.platform.events.Handlers;
import io.familygrocer.platform.events.Inbox;
import io.familygrocer.platform.events.Outbox;

/**
 * Answers requests to erase, to export and to import, each in one transaction with its answer: what is answered is done,
 * and what is done is answered. A service that is down answers when it is back, as the request waits in the topic; one
 * that comes back from a backup asks at its start what it has missed.
 */
@Startup
@ApplicationScoped
public class PrivacyConsumer {

    private static final Logger LOG = Logger.getLogger(PrivacyConsumer.class);

    private final Outbox outbox;
    private final ErasureLog log;
    private final DeadLetters letters;
    private final PersonalData data;
    private final PrivacyConfig config;
    private final String service;
    private final Inbox.Subscription subscription;
    private volatile boolean asked;

    PrivacyConsumer(
            Inbox inbox,
            Outbox outbox,
            ErasureLog log,
            DeadLetters letters,
            PersonalData data,
            PrivacyConfig config,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.outbox = outbox;
        this.log = log;
        this.letters = letters;
        this.data = data;
        this.config = config;
        this.service = service;
        this.subscription = inbox.subscribe(
                "privacy",
                Handlers.none()
                        .on("family.erasure-requested.v1", Erasure.class, (erasure, event) -> erase(erasure))
                        .on("family.export-requested.v1", ExportRequest.class, (request, event) -> export(request))
                        .on("family.import-part.v1", ImportPart.class, (part, event) -> take(part))
                        .on("family.person-recognised.v1", Recognition.class, (who, event) -> data.recognise(who))
                        .on(
                                "family.erasures-wanted.v1",
                                PrivacyEvent.ErasuresWanted.class,
                                (wanted, event) -> repeat(wanted)));
    }

    @Incoming("privacy-requests")
    Uni<Void> consume(ConsumerRecord<String, byte[]> message) {
        return subscription.consume(message);
    }

    private Uni<Void> erase(Erasure erasure) {
        return data.erase(erasure)
                .call(() -> log.add(erasure))
                .call(() -> letters.erase(List.of(erasure.subjectId().toString())))
                .chain(counts -> outbox.add(PrivacyEvent.ErasureDone.of(erasure, service, counts)));
    }

    private Uni<Void> export(ExportRequest request) {
        var records = new Records(request, service, outbox, config);
        return data.export(request, records).chain(records::end);
    }

    private Uni<Void> take(ImportPart part) {
        return part.service().equals(service)
                ? data.take(part)
                : Uni.createFrom().voidItem();
    }

    /** The keeper of the list may itself have come from a backup: then what we know tells it. */
    private Uni<Void> repeat(PrivacyEvent.ErasuresWanted wanted) {
        return log.since(remembered())
                .chain(known -> known.size() <= wanted.known()
                        ? Uni.createFrom().voidItem()
                        : outbox.add(known.stream()
                                .map(erasure -> PrivacyEvent.ErasureDone.of(erasure, service, Map.of()))
                                .toList()));
    }

    /** Asks once a start, as soon as the database answers, whether erasures were missed. */
    @Scheduled(
            every = "10s",
            delayed = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> ask() {
        if (asked) {
            return Uni.createFrom().voidItem();
        }
        return outbox.transaction(() -> log.count(remembered())
                        .chain(known -> outbox.add(new PrivacyEvent.ErasuresWanted(service, known))))
                .invoke(() -> asked = true)
                .onFailure()
                .invoke(failure -> LOG.warn("Whether erasures were missed can't be asked yet"))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Forgets erasures that no backup can undo any more. */
    @Scheduled(
            every = "1h",
            delayed = "6m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> forget() {
        return Panache.withTransaction(() -> log.forget(remembered())).replaceWithVoid();
    }

    private Instant remembered() {
        return Clock.systemUTC().instant().minus(config.memory());
    }
}
