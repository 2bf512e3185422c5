package io.familygrocer.list.classification;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import io.familygrocer.platform.events.Handlers;
import io.familygrocer.platform.events.Inbox;

/** Hears what the catalog makes of an item. */
@ApplicationScoped
public class CatalogConsumer {

    private final Inbox.Subscription subscription;

    CatalogConsumer(Inbox inbox, ClassificationService classification) {
        this.subscription = inbox.subscribe(
                "classification",
                Handlers.none()
                        .on(
                                "catalog.item-classified.v1",
                                ItemClassified.class,
                                classification::classified,
                                classification::announce));
    }

    @Incoming("catalog-events")
    Uni<Void> consume(ConsumerRecord<String, byte[]> message) {
        return subscription.consume(message);
    }

    /** The fields of {@code catalog.item-classified.v1} that this service reads. */
    public record ItemClassified(UUID familyId, UUID itemId, String name, String productId, String category) {}
}
