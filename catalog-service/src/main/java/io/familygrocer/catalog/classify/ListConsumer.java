package io.familygrocer.catalog.classify;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import io.familygrocer.platform.events.Handlers;
import io.familygrocer.platform.events.Inbox;

/** Hears what comes onto the lists. */
@ApplicationScoped
public class ListConsumer {

    private final Inbox.Subscription subscription;

    ListConsumer(Inbox inbox, ClassificationService classification) {
        this.subscription = inbox.subscribe(
                "classification", Handlers.none().on("list.item-added.v1", ItemAdded.class, classification::added));
    }

    @Incoming("list-events")
    Uni<Void> consume(ConsumerRecord<String, byte[]> message) {
        return subscription.consume(message);
    }

    /**
     * The fields of {@code list.item-added.v1} that this service reads.
     *
     * @param category what the user chose; null where they left it to us
     */
    public record ItemAdded(UUID familyId, UUID itemId, UUID listId, String name, String category) {}
}
