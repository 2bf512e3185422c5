package io.familygrocer.list.photo;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** Which pictures there are. */
@ApplicationScoped
class PhotoRepository {

    /** Notes a picture; one that is there already counts as sent anew. By the primary key. */
    Uni<Integer> put(Photo photo, Instant now) {
        return update("""
                insert into photo (family_id, hash, width, height, bytes, sent_at) values (?1, ?2, ?3, ?4, ?5, ?6)
                on conflict (family_id, hash) do update set sent_at = excluded.sent_at""", photo.familyId(), photo.photo(), photo.width(), photo.height(), photo.bytes(), now);
    }

    /** How many a family has. By the primary key. */
    Uni<Long> count(UUID familyId) {
        return one("select count(*) from photo where family_id = ?1", familyId);
    }

    /** How many of that name a family has, 0 or 1. By the primary key. */
    Uni<Long> count(UUID familyId, String hash) {
        return one("select count(*) from photo where family_id = ?1 and hash = ?2", familyId, hash);
    }

    /** How many items of a list show it. Index item_photo. */
    Uni<Long> isOn(UUID familyId, UUID listId, String hash) {
        return one("""
                select count(*) from item where family_id = ?1 and list_id = ?2 and not removed
                  and details like '%"photo"%' and cast(details as json) ->> 'photo' = ?3""", familyId, listId, hash);
    }

    /** Some that were not sent in since, and that no item shows. Indexes photo_sent, item_photo. */
    Uni<List<Photo>> orphans(Instant since, int limit) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select p.family_id, p.hash, p.width, p.height, p.bytes from photo p where p.sent_at < ?1
                                  and not exists (select 1 from item i where i.family_id = p.family_id and not i.removed
                                    and i.details like '%"photo"%' and cast(i.details as json) ->> 'photo' = p.hash)
                                order by p.sent_at limit ?2""", Object[].class)
                        .setParameter(1, since)
                        .setParameter(2, limit)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new Photo(
                                (UUID) row[0], (String) row[1], (Integer) row[2], (Integer) row[3], (Integer) row[4]))
                        .toList());
    }

    /** Forgets a picture that was not sent in since. By the primary key. */
    Uni<Integer> remove(UUID familyId, String hash, Instant since) {
        return update("delete from photo where family_id = ?1 and hash = ?2 and sent_at < ?3", familyId, hash, since);
    }

    private static Uni<Integer> update(String sql, Object... parameters) {
        return Panache.getSession().chain(session -> {
            var query = session.createNativeQuery(sql);
            for (int i = 0; i < parameters.length; i++) {
                query.setParameter(i + 1, parameters[i]);
            }
            return query.executeUpdate();
        });
    }

    private static Uni<Long> one(String sql, Object... parameters) {
        return Panache.getSession().chain(session -> {
            var query = session.createNativeQuery(sql, Long.class);
            for (int i = 0; i < parameters.length; i++) {
                query.setParameter(i + 1, parameters[i]);
            }
            return query.getSingleResult();
        });
    }
}
