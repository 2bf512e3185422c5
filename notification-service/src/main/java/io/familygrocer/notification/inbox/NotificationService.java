package io.familygrocer.notification.inbox;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;

import io.familygrocer.notification.NotificationConfig;
import io.familygrocer.notification.membership.MembershipService;
import io.familygrocer.platform.web.Caller;
import io.familygrocer.platform.web.Page;
import io.familygrocer.platform.web.ProblemException;

/**
 * The inboxes. A person sees their own and nothing else. What happens on a list and who joins or leaves is heard on two
 * topics, in any order; both take the lock of the family, and each looks for what came before it: an item for the
 * members that are known, a new member for the items that are known. So everybody is told once.
 */
@ApplicationScoped
public class NotificationService {

    private static final int REMOVED_AT_ONCE = 1_000;

    private final NotificationRepository notifications;
    private final AdditionRepository additions;
    private final MembershipService memberships;
    private final NotificationConfig config;
    private final Clock clock = Clock.systemUTC();

    NotificationService(
            NotificationRepository notifications,
            AdditionRepository additions,
            MembershipService memberships,
            NotificationConfig config) {
        this.notifications = notifications;
        this.additions = additions;
        this.memberships = memberships;
        this.config = config;
    }

    /** A page of the caller's inbox, with its sentences in their language. */
    @WithSession
    Uni<NotificationPage> page(Caller caller, Optional<UUID> after, boolean unread, int limit, Phrases phrases) {
        return notifications
                .page(caller.personId(), after, unread, limit + 1)
                .map(rows -> Page.of(rows, limit, last -> last.entry().id.toString()))
                .chain(page -> notifications
                        .countUnread(caller.personId())
                        .map(count -> new NotificationPage(
                                page.items().stream()
                                        .map(told -> NotificationView.of(told, phrases))
                                        .toList(),
                                page.next(),
                                count)));
    }

    /**
     * Marks an entry of the caller as read; again has no effect.
     *
     * @throws ProblemException 404 where the caller has no such entry
     */
    Uni<Void> read(Caller caller, UUID id) {
        return Panache.withTransaction(() -> notifications.read(caller.personId(), id, clock.instant()))
                .invoke(found -> {
                    if (!found) {
                        throw ProblemException.notFound();
                    }
                })
                .replaceWithVoid();
    }

    /** Marks all entries of the caller as read. */
    Uni<Void> readAll(Caller caller) {
        return Panache.withTransaction(() -> notifications.readAll(caller.personId(), clock.instant()))
                .replaceWithVoid();
    }

    /**
     * Tells the others in the family; in the transaction of the message. Of what waits for a yes only those are told who
     * may say it, by {@link #asked}.
     */
    Uni<Void> added(ListConsumer.ItemAdded item, Instant at) {
        if (item.asked()) {
            return Uni.createFrom().voidItem();
        }
        var addition = Addition.of(item, at, clock.instant());
        return memberships
                .lock(item.familyId())
                .chain(() -> additions.persist(addition))
                .chain(() -> memberships.others(item.familyId(), item.actorId(), at.plus(config.clockTolerance())))
                .chain(others -> tell(List.of(addition), others));
    }

    /** Asks those for a yes who may say it; in the transaction of the message. */
    Uni<Void> asked(ListConsumer.ItemApprovalAsked item, Instant at) {
        var question = Addition.of(item, at, clock.instant());
        return memberships
                .lock(item.familyId())
                .chain(() -> additions.persist(question))
                .chain(() -> memberships.approvers(item.familyId(), item.actorId(), at.plus(config.clockTolerance())))
                .chain(approvers -> tell(List.of(question), approvers));
    }

    /** Tells somebody that they were signed out; in the transaction of the message. */
    public Uni<Void> signedOut(UUID personId) {
        return notifications
                .persist(Notification.signedOut(personId, clock.instant()))
                .replaceWithVoid();
    }

    /** Takes a family out of all inboxes; in the transaction of the message. */
    public Uni<Void> removeFamily(UUID familyId) {
        return notifications.removeOfFamily(familyId).replaceWithVoid();
    }

    /**
     * Tells somebody who has joined what was added since, and asks them what they may say yes to, as far as we heard of
     * it before we heard of them; in the transaction of the message, under the lock of the family.
     */
    public Uni<Void> catchUp(UUID familyId, UUID personId, Instant joined) {
        return memberships
                .approves(familyId, personId)
                .chain(approves -> additions
                        .since(familyId, personId, approves, joined.minus(config.clockTolerance()))
                        .chain(missed -> tell(missed, List.of(personId))));
    }

    /** Takes a family's entries out of the inbox of somebody who has left; in the transaction of the message. */
    public Uni<Void> remove(UUID familyId, UUID personId) {
        return notifications.removeOf(personId, familyId).replaceWithVoid();
    }

    private Uni<Void> tell(List<Addition> additions, List<UUID> recipients) {
        Uni<Void> told = Uni.createFrom().voidItem();
        if (recipients.isEmpty()) {
            return told;
        }
        for (var addition : additions) {
            told = told.chain(() -> tell(addition, recipients));
        }
        return told;
    }

    private Uni<Void> tell(Addition addition, List<UUID> recipients) {
        var now = clock.instant();
        return notifications
                .open(addition, recipients, now.minus(config.coalesce()))
                .chain(open -> {
                    Map<UUID, Notification> youngest = new HashMap<>();
                    open.forEach(entry -> youngest.put(entry.personId, entry));
                    youngest.values().forEach(entry -> entry.take(addition, config.maxNames()));
                    var fresh = new ArrayList<Notification>();
                    for (UUID recipient : recipients) {
                        if (!youngest.containsKey(recipient)) {
                            fresh.add(Notification.of(recipient, addition, now));
                        }
                    }
                    return fresh.isEmpty() ? Uni.createFrom().voidItem() : notifications.persist(fresh);
                });
    }

    /** Forgets what is too old. */
    @Scheduled(
            every = "${grocer.notification.cleanup:1h}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> forget() {
        var now = clock.instant();
        return Panache.withTransaction(() -> additions.removeBefore(now.minus(config.lateMembers())))
                .chain(() -> removeOld(now.minus(config.retention())));
    }

    private Uni<Void> removeOld(Instant before) {
        return Panache.withTransaction(() -> notifications.removeBefore(before, REMOVED_AT_ONCE))
                .chain(removed -> removed < REMOVED_AT_ONCE ? Uni.createFrom().voidItem() : removeOld(before));
    }
}
