package io.familygrocer.family.privacy;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import io.familygrocer.platform.events.Handlers;
import io.familygrocer.platform.events.Inbox;
import io.familygrocer.platform.privacy.PrivacyEvent;

/** Hears what the services answer, this one's own answers included. */
@ApplicationScoped
public class AnswerConsumer {

    private final Inbox.Subscription subscription;

    AnswerConsumer(Inbox inbox, ErasureProgressService erasures, ExportService exports, PrivacyConfig config) {
        var handlers = Handlers.none();
        for (String service : config.services()) {
            String name = service.replaceFirst("-service$", "");
            handlers.on(
                            name + ".erasure-done.v1",
                            PrivacyEvent.ErasureDone.class,
                            (done, event) -> erasures.signed(done))
                    .on(
                            name + ".erasures-wanted.v1",
                            PrivacyEvent.ErasuresWanted.class,
                            (wanted, event) -> erasures.wanted(wanted))
                    .on(name + ".export-part.v1", ExportedPart.class, (part, event) -> exports.take(part));
        }
        this.subscription = inbox.subscribe("privacy-answers", handlers);
    }

    @Incoming("privacy-answers")
    Uni<Void> consume(ConsumerRecord<String, byte[]> message) {
        return subscription.consume(message);
    }
}
