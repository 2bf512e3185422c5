package io.familygrocer.list.membership;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import io.familygrocer.platform.events.Handlers;
import io.familygrocer.platform.events.Inbox;
import io.familygrocer.platform.events.Snapshots;

/** Keeps the projection of who may what in which family, from what has changed and from the state as a whole. */
@ApplicationScoped
public class FamilyConsumer {

    private static final String SNAPSHOT = "family.snapshot.v1";

    private final Snapshots snapshots;
    private final MembershipService memberships;
    private final Event<AccessChanged> announcements;
    private final Inbox.Subscription subscription;
    private final Handlers states;

    FamilyConsumer(
            Inbox inbox, Snapshots snapshots, MembershipService memberships, Event<AccessChanged> announcements) {
        this.snapshots = snapshots;
        this.memberships = memberships;
        this.announcements = announcements;
        this.subscription = inbox.subscribe("membership", changes());
        this.states = Handlers.none()
                .on(SNAPSHOT, FamilySnapshot.class, memberships::snapshot, e -> announce(e.familyId()))
                .on("family.capabilities-changed.v1", CapabilitiesChanged.class, this::mayDo);
    }

    private Handlers changes() {
        return Handlers.none()
                .on(
                        "family.member-joined.v1",
                        MemberJoined.class,
                        e -> memberships.joined(e.familyId(), e.personId(), e.role(), e.version()),
                        e -> announce(e.familyId()))
                .on(
                        "family.member-role-changed.v1",
                        RoleChanged.class,
                        e -> memberships.joined(e.familyId(), e.personId(), e.role(), e.version()),
                        e -> announce(e.familyId()))
                .on(
                        "family.member-left.v1",
                        MemberLeft.class,
                        e -> memberships.left(e.familyId(), e.personId(), e.version()),
                        e -> announce(e.familyId()))
                .on(
                        "family.dissolved.v1",
                        FamilyTurned.class,
                        e -> memberships.dissolved(e.familyId(), true, e.version()),
                        e -> announce(e.familyId()))
                .on(
                        "family.restored.v1",
                        FamilyTurned.class,
                        e -> memberships.dissolved(e.familyId(), false, e.version()),
                        e -> announce(e.familyId()))
                .on(
                        "family.guest-pass-issued.v1",
                        PassIssued.class,
                        e -> memberships.issued(
                                e.familyId(), e.passId(), e.listId(), e.may(), e.expiresAt(), e.version()),
                        e -> announce(e.familyId()))
                .on(
                        "family.guest-pass-revoked.v1",
                        PassRevoked.class,
                        e -> memberships.revoked(e.familyId(), e.passId(), e.version()),
                        e -> announce(e.familyId()))
                .on(
                        "family.preferences-changed.v1",
                        PreferencesChanged.class,
                        e -> memberships.prefers(
                                e.familyId(), e.preferences().childAdditionsNeedApproval(), e.version()))
                .on("family.capabilities-changed.v1", CapabilitiesChanged.class, this::mayDo);
    }

    @Incoming("family-events")
    Uni<Void> consume(ConsumerRecord<String, byte[]> message) {
        return subscription.consume(message);
    }

    @Incoming("family-snapshots")
    Uni<Void> consumeSnapshot(ConsumerRecord<String, byte[]> message) {
        return snapshots.consume(message, states, SNAPSHOT, key -> memberships.gone(UUID.fromString(key)));
    }

    private Uni<Void> mayDo(CapabilitiesChanged e) {
        return memberships.mayDo(e.version(), e.roles());
    }

    private void announce(UUID familyId) {
        announcements.fire(new AccessChanged(familyId));
    }

    /** The fields of {@code family.member-joined.v1} that this service reads. */
    public record MemberJoined(UUID familyId, UUID personId, String role, long version) {}

    /** The fields of {@code family.member-role-changed.v1} that this service reads. */
    public record RoleChanged(UUID familyId, UUID personId, String role, long version) {}

    /** The fields of {@code family.member-left.v1} that this service reads. */
    public record MemberLeft(UUID familyId, UUID personId, long version) {}

    /** The fields of {@code family.dissolved.v1} and {@code family.restored.v1} that this service reads. */
    public record FamilyTurned(UUID familyId, long version) {}

    /** The fields of {@code family.guest-pass-issued.v1} that this service reads. */
    public record PassIssued(UUID familyId, UUID passId, UUID listId, String may, Instant expiresAt, long version) {}

    /** The fields of {@code family.guest-pass-revoked.v1} that this service reads. */
    public record PassRevoked(UUID familyId, UUID passId, long version) {}

    /** The fields of {@code family.preferences-changed.v1} that this service reads. */
    public record PreferencesChanged(UUID familyId, long version, FamilySnapshot.Preferences preferences) {}

    /** The fields of {@code family.capabilities-changed.v1} that this service reads. */
    public record CapabilitiesChanged(long version, Map<String, List<String>> roles) {}
}
