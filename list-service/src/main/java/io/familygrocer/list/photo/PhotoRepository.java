package io.familygrocer.list.photo;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

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
                .map(PhotoRepository::photos);
    }

    /** Forgets a picture that was not sent in since. By the primary key. */
    Uni<Integer> remove(UUID familyId, String hash, Instant since) {
        return update("delete from photo where family_id = ?1 and hash = ?2 and sent_at < ?3", familyId, hash, since);
    }

    /** Those that items show on lists that everybody sees, the one that was sent last first. Index item_photo. */
    Uni<List<Photo>> shown(UUID familyId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select p.family_id, p.hash, p.width, p.height, p.bytes from photo p
                                where p.family_id = ?1 and p.hash in (
                                  select cast(i.details as json) ->> 'photo' from item i
                                  join grocery_list l on l.family_id = i.family_id and l.id = i.list_id
                                    and not l.removed and l.shared_with is null
                                  where i.family_id = ?1 and not i.removed and i.details like '%"photo"%')
                                order by p.sent_at desc, p.hash""", Object[].class)
                        .setParameter(1, familyId)
                        .getResultList())
                .map(PhotoRepository::photos);
    }

    /** Of the pictures of which pieces have come, how many have, by name. By the primary key. */
    Uni<Map<String, Integer>> waiting(UUID familyId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select hash, count(*) from photo_piece where family_id = ?1 group by hash",
                                Object[].class)
                        .setParameter(1, familyId)
                        .getResultList())
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(row -> (String) row[0], row -> ((Number) row[1]).intValue())));
    }

    /**
     * Keeps pieces of pictures that come from an archive.
     *
     * @param pieces a JSON array of {@link PhotoPiece}
     */
    Uni<Integer> addPieces(UUID familyId, String pieces) {
        return update("""
                insert into photo_piece (family_id, hash, piece, pieces, data)
                select cast(?1 as uuid), r.photo, r.piece, r.pieces, r.data
                from json_to_recordset(cast(cast(?2 as text) as json))
                  as r (photo text, piece integer, pieces integer, data text)
                on conflict do nothing""", familyId, pieces);
    }

    /** Some of which the last piece has come, those first that have waited longest. Index photo_piece_last. */
    Uni<List<Arrived>> arrived(int limit) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                select family_id, hash from photo_piece where piece = pieces - 1
                                order by came_at limit ?1""", Object[].class)
                        .setParameter(1, limit)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new Arrived((UUID) row[0], (String) row[1]))
                        .toList());
    }

    /** The pieces of a picture, in order. By the primary key. */
    Uni<List<String>> pieces(UUID familyId, String hash) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "select data from photo_piece where family_id = ?1 and hash = ?2 order by piece",
                                String.class)
                        .setParameter(1, familyId)
                        .setParameter(2, hash)
                        .getResultList());
    }

    /** Forgets pieces that became a picture, or never will. By the primary key. */
    Uni<Integer> forgetPieces(UUID familyId, String hash) {
        return update("delete from photo_piece where family_id = ?1 and hash = ?2", familyId, hash);
    }

    /** Forgets pieces that came before then: the rest does not come any more. Index photo_piece_came. */
    Uni<Integer> forgetPieces(Instant before) {
        return update("delete from photo_piece where came_at < ?1", before);
    }

    /** A picture of an archive of which the last piece has come. */
    record Arrived(UUID familyId, String hash) {}

    private static List<Photo> photos(List<Object[]> rows) {
        return rows.stream()
                .map(row ->
                        new Photo((UUID) row[0], (String) row[1], (Integer) row[2], (Integer) row[3], (Integer) row[4]))
                .toList();
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
