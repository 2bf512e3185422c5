package io.familygrocer.notification.family;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import io.familygrocer.notification.inbox.NotificationService;
import io.familygrocer.notification.membership.FamilySnapshot;
import io.familygrocer.notification.membership.MembershipService;
import io.familygrocer.platform.events.Handlers;
import io.familygrocer.platform.events.Inbox;
import io.familygrocer.platform.events.Snapshots;

/** Hears who is in which family and who was signed out, and lets their inboxes follow. */
@ApplicationScoped
public class FamilyConsumer {

    private static final String SNAPSHOT = "family.snapshot.v1";

    private final Snapshots snapshots;
    private final MembershipService memberships;
    private final NotificationService notifications;
    private final Inbox.Subscription subscription;
    private final Handlers states;

    FamilyConsumer(Inbox inbox, Snapshots snapshots, MembershipService memberships, NotificationService notifications) {
        this.snapshots = snapshots;
        this.memberships = memberships;
        this.notifications = notifications;
        this.subscription = inbox.subscribe(
                "membership",
                Handlers.none()
                        .on(
                                "family.member-joined.v1",
                                MemberJoined.class,
                                (member, event) -> joined(member, event.time()))
                        .on("family.member-left.v1", MemberLeft.class, (member, event) -> left(member, event.time()))
                        .on(
                                "family.member-role-changed.v1",
                                RoleChanged.class,
                                (e, event) -> memberships
                                        .lock(e.familyId())
                                        .chain(() -> memberships.roleChanged(
                                                e.familyId(), e.personId(), e.role(), e.version(), event.time())))
                        .on("family.member-renamed.v1", MemberRenamed.class, this::renamed)
                        .on("family.dissolved.v1", FamilyTurned.class, (FamilyTurned e) -> turned(e, true))
                        .on("family.restored.v1", FamilyTurned.class, (FamilyTurned e) -> turned(e, false))
                        .on("family.capabilities-changed.v1", CapabilitiesChanged.class, this::mayDo)
                        .on("family.session-ended.v1", SessionEnded.class, this::sessionEnded));
        this.states = Handlers.none()
                .on(SNAPSHOT, FamilySnapshot.class, (snapshot, event) -> snapshot(snapshot, event.time()))
                .on("family.capabilities-changed.v1", CapabilitiesChanged.class, this::mayDo);
    }

    @Incoming("family-events")
    Uni<Void> consume(ConsumerRecord<String, byte[]> message) {
        return subscription.consume(message);
    }

    @Incoming("family-snapshots")
    Uni<Void> consumeSnapshot(ConsumerRecord<String, byte[]> message) {
        return snapshots.consume(message, states, SNAPSHOT, key -> gone(UUID.fromString(key)));
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

    private Uni<Void> renamed(MemberRenamed e) {
        return memberships
                .lock(e.familyId())
                .chain(() -> memberships.renamed(e.familyId(), e.personId(), e.displayName(), e.version()));
    }

    private Uni<Void> turned(FamilyTurned e, boolean dissolved) {
        return memberships.lock(e.familyId()).chain(() -> memberships.turned(e.familyId(), dissolved, e.version()));
    }

    private Uni<Void> mayDo(CapabilitiesChanged e) {
        return memberships.mayDo(e.version(), e.roles());
    }

    private Uni<Void> sessionEnded(SessionEnded e) {
        return SessionEnded.REUSE.equals(e.reason())
                ? notifications.signedOut(e.personId())
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> snapshot(FamilySnapshot snapshot, Instant at) {
        return memberships
                .lock(snapshot.familyId())
                .chain(() -> memberships.snapshot(snapshot, at))
                .chain(moves -> eachOf(moves.came(), person -> notifications.catchUp(snapshot.familyId(), person, at))
                        .chain(() ->
                                eachOf(moves.gone(), person -> notifications.remove(snapshot.familyId(), person))));
    }

    private static Uni<Void> eachOf(List<UUID> people, Function<UUID, Uni<Void>> effect) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (UUID person : people) {
            done = done.chain(() -> effect.apply(person));
        }
        return done;
    }

    private Uni<Void> gone(UUID familyId) {
        return memberships
                .lock(familyId)
                .chain(() -> memberships.gone(familyId))
                .chain(() -> notifications.removeFamily(familyId));
    }

    /** The fields of {@code family.member-joined.v1} that this service reads. */
    public record MemberJoined(UUID familyId, UUID personId, String displayName, String role, long version) {}

    /** The fields of {@code family.member-left.v1} that this service reads. */
    public record MemberLeft(UUID familyId, UUID personId, long version) {}

    /** The fields of {@code family.member-role-changed.v1} that this service reads. */
    public record RoleChanged(UUID familyId, UUID personId, String role, long version) {}

    /** The fields of {@code family.member-renamed.v1} that this service reads. */
    public record MemberRenamed(UUID familyId, UUID personId, String displayName, long version) {}

    /** The fields of {@code family.dissolved.v1} and {@code family.restored.v1} that this service reads. */
    public record FamilyTurned(UUID familyId, long version) {}

    /** The fields of {@code family.capabilities-changed.v1} that this service reads. */
    public record CapabilitiesChanged(long version, Map<String, List<String>> roles) {}

    /** The fields of {@code family.session-ended.v1} that this service reads. */
    public record SessionEnded(UUID personId, String reason) {

        /** Somebody has used a refresh token that was used before: it may have been stolen. */
        static final String REUSE = "reuse";
    }
}
