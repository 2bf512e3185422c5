package io.familygrocer.list.membership;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import io.familygrocer.platform.events.Handlers;
import io.familygrocer.platform.events.Inbox;

/** Keeps the projection of who belongs to which family. */
@ApplicationScoped
public class FamilyConsumer {

    private final Inbox inbox;
    private final Handlers handlers;

    FamilyConsumer(Inbox inbox, MembershipService memberships) {
        this.inbox = inbox;
        this.handlers = Handlers.none()
                .on(
                        "family.member-joined.v1",
                        MemberJoined.class,
                        e -> memberships.joined(e.familyId(), e.personId(), e.role(), e.version()))
                .on(
                        "family.member-left.v1",
                        MemberLeft.class,
                        e -> memberships.left(e.familyId(), e.personId(), e.version()));
    }

    @Incoming("family-events")
    Uni<Void> consume(ConsumerRecord<String, byte[]> message) {
        return inbox.consume("membership", message, handlers);
    }

    /** The fields of {@code family.member-joined.v1} that this service reads. */
    public record MemberJoined(UUID familyId, UUID personId, String role, long version) {}

    /** The fields of {@code family.member-left.v1} that this service reads. */
    public record MemberLeft(UUID familyId, UUID personId, long version) {}
}
