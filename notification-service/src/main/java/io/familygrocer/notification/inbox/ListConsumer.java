package io.familygrocer.notification.inbox;

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

    ListConsumer(Inbox inbox, NotificationService notifications) {
        this.subscription = inbox.subscribe(
                "notification",
                Handlers.none()
                        .on(
                                "list.item-added.v1",
                                ItemAdded.class,
                                (item, event) -> notifications.added(item, event.time()))
                        .on(
                                "list.item-approval-asked.v1",
                                ItemApprovalAsked.class,
                                (item, event) -> notifications.asked(item, event.time())));
    }

    @Incoming("list-events")
    Uni<Void> consume(ConsumerRecord<String, byte[]> message) {
        return subscription.consume(message);
    }

    /** The fields of {@code list.item-added.v1} that this service reads. */
    public record ItemAdded(UUID familyId, UUID listId, String listName, String name, boolean asked, UUID actorId) {}

    /** The fields of {@code list.item-approval-asked.v1} that this service reads. */
    public record ItemApprovalAsked(UUID familyId, UUID listId, String listName, String name, UUID actorId) {}
}
