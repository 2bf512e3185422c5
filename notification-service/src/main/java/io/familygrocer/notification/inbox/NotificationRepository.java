package io.familygrocer.notification.inbox;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

@ApplicationScoped
class NotificationRepository implements PanacheRepositoryBase<Notification, UUID> {

    private static final String PAGE = """
            select n, m.displayName from Notification n
            left join Membership m on m.familyId = n.familyId and m.personId = n.actorId
            where n.personId = :person and %s %s %s order by n.id desc""";

    /** A dissolved family is not spoken of. Where it is restored, so is what was said of it. */
    private static final String THERE = """
            (n.familyId is null or n.familyId not in (select f.familyId from FamilyState f where f.dissolved))""";

    /** Entries with the actors' names, newest first. Index notification_person, or notification_unread. */
    Uni<List<Told>> page(UUID personId, Optional<UUID> after, boolean unread, int limit) {
        String hql = PAGE.formatted(
                THERE, after.isPresent() ? "and n.id < :after" : "", unread ? "and n.readAt is null" : "");
        return Panache.getSession().chain(session -> {
            var query = session.createSelectionQuery(hql, Object[].class)
                    .setParameter("person", personId)
                    .setMaxResults(limit);
            after.ifPresent(id -> query.setParameter("after", id));
            return query.getResultList()
                    .map(rows -> rows.stream()
                            .map(row -> new Told((Notification) row[0], (String) row[1]))
                            .toList());
        });
    }

    /** Index notification_unread. */
    Uni<Long> countUnread(UUID personId) {
        return count("from Notification n where n.personId = ?1 and n.readAt is null and " + THERE, personId);
    }

    /** The entries that may take in one more, locked against being read meanwhile. Index notification_open. */
    Uni<List<Notification>> open(Addition addition, Collection<UUID> recipients, Instant youngerThan) {
        return find(
                        """
                        familyId = ?1 and listId = ?2 and actorId = ?3 and createdAt > ?4 and readAt is null
                        and personId in ?5 and kind = ?6 order by id""",
                        addition.familyId,
                        addition.listId,
                        addition.actorId,
                        youngerThan,
                        recipients,
                        addition.kind().wire())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** By the key; answers whether the person has such an entry. */
    Uni<Boolean> read(UUID personId, UUID id, Instant now) {
        return update("readAt = coalesce(readAt, ?1) where id = ?2 and personId = ?3", now, id, personId)
                .map(updated -> updated == 1);
    }

    /** Index notification_unread. */
    Uni<Integer> readAll(UUID personId, Instant now) {
        return update("readAt = ?1 where personId = ?2 and readAt is null", now, personId);
    }

    /** Index notification_person. */
    Uni<Long> removeOf(UUID personId, UUID familyId) {
        return delete("personId = ?1 and familyId = ?2", personId, familyId);
    }

    /** Index notification_family. */
    Uni<Long> removeOfFamily(UUID familyId) {
        return delete("familyId", familyId);
    }

    /** At most so many of the old ones. Index notification_created. */
    Uni<Integer> removeBefore(Instant then, int limit) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                delete from notification where id in (
                                  select id from notification where created_at < ?1 limit ?2)""")
                        .setParameter(1, then)
                        .setParameter(2, limit)
                        .executeUpdate());
    }

    /** An entry and the actor's name, null where we have not heard of them. */
    record Told(Notification entry, String actorName) {}
}
