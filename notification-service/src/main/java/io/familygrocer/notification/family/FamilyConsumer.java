package io.familygrocer.notification.family;

import java.time.Instant;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import io.familygrocer.notification.inbox.NotificationService;
import io.familygrocer.notification.membership.MembershipService;
import io.familygrocer.platform.events.Handlers;
import io.familygrocer.platform.events.Inbox;

/** Hears who joins and who leaves, and lets their inboxes follow. */
@ApplicationScoped
public class FamilyConsumer {

    private final Inbox inbox;
    private final MembershipService memberships;
    private final NotificationService notifications;
    private final Handlers handlers;

    FamilyConsumer(Inbox inbox, MembershipService memberships, NotificationService notifications) {
        this.inbox = inbox;
        this.memberships = memberships;
        this.notifications = notifications;
        this.handlers = Handlers.none()
                .on("family.member-joined.v1", MemberJoined.class, (member, event) -> joined(member, event.time()))
                .on("family.member-left.v1", MemberLeft.class, (member, event) -> left(member, event.time()));
    }

    @Incoming("family-events")
    Uni<Void> consume(ConsumerRecord<String, byte[]> message) {
        return inbox.consume("membership", message, handlers);
    }

    private Uni<Void> joined(MemberJoined e, Instant at) {
        return memberships
                .lock(e.familyId())
                .chain(() -> memberships.joined(e.familyId(), e.personId(), e.displayName(), e.role(), e.version(), at))
                .chain(joins -> joins
                        ? notifications.catchUp(e.familyId(), e.personId(), at)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> left(MemberLeft e, Instant at) {
        return memberships
                .lock(e.familyId())
                .chain(() -> memberships.left(e.familyId(), e.personId(), e.version(), at))
                .chain(leaves -> leaves
                        ? notifications.remove(e.familyId(), e.personId())
                        : Uni.createFrom().voidItem());
    }

    /** The fields of {@code family.member-joined.v1} that this service reads. */
    public record MemberJoined(UUID familyId, UUID personId, String displayName, String role, long version) {}

    /** The fields of {@code family.member-left.v1} that this service reads. */
    public record MemberLeft(UUID familyId, UUID personId, long version) {}
}
